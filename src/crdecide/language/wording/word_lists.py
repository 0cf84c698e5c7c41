"""`wording.yaml`: the words that a text may be made of, as clinicians keep them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic import Field as Constraint

from ..evidence import Form, Text
from .grammar_words import PRESENT_ON_RECORD
from .verb_forms import gerund, participle, past, third_person


def _words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


AS_WORDS = {"type": "string", "minLength": 1, "description": "words, with spaces between"}
Words = Annotated[
    tuple[Text, ...], BeforeValidator(_words), Constraint(strict=False, min_length=1), WithJsonSchema(AS_WORDS)
]


class WordLists(Form):
    """Each list under the name that clinicians know it by; what a list is for stands beside it in the file."""

    authorities: Words
    studies: Words
    material: Words
    interventions: Words
    people: Words
    report_verbs: Words
    recommending_verbs: Words
    plain_verbs: Words
    past_verbs: Words
    action_verbs: Words
    states: Words
    states_of_interventions: Words
    possibilities: Words
    directive_words: Words
    urgency: Words
    persons: Words
    labels: Words
    capitals: Words
    names: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()
    fixed: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()
    examples: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    irregular: Mapping[
        str, Annotated[tuple[Text, ...], BeforeValidator(_words), Constraint(strict=False), WithJsonSchema(AS_WORDS)]
    ]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lists with every form of every verb, made once."""
        return _lexicon(self.model_dump_json())


@lru_cache(maxsize=4)
def _lexicon(lists: str) -> Lexicon:
    """One for all rule sets with the same lists, so that a text once checked need not be checked again."""
    return Lexicon(WordLists.model_validate_json(lists))


class Lexicon:
    """The words by what they are, in every form; kept apart from the lists, which are what people edit."""

    def __init__(self, lists: WordLists) -> None:
        self.studies = _both_numbers(lists.studies)
        self.authorities = _both_numbers(lists.authorities) | self.studies
        self.material = _both_numbers(lists.material)
        self.interventions = _both_numbers(lists.interventions)
        self.people = frozenset(lists.people)
        self.states = frozenset(lists.states)
        self.states_of_interventions = frozenset(lists.states_of_interventions)
        self.possibilities = frozenset(lists.possibilities)
        self.directive = frozenset(lists.directive_words)
        self.urgency = frozenset(lists.urgency)
        self.persons = frozenset(lists.persons)
        self.labels = frozenset(lists.labels)
        self.capitals = frozenset(lists.capitals)
        self.names = lists.names
        self.fixed = frozenset(text.lower() for text in lists.fixed)
        self.report = _present(lists.report_verbs)
        self.recommending = _present(lists.recommending_verbs)
        self.plain = _present(lists.plain_verbs)
        self.actions = _present(lists.action_verbs)
        reported = (*lists.report_verbs, *lists.plain_verbs, *lists.past_verbs, *lists.action_verbs)
        self.past = frozenset(_pasts(reported, lists.irregular))
        self.past_of_authorities = frozenset(_pasts(lists.recommending_verbs, lists.irregular)) | self.past
        self.done = frozenset(participle(verb, lists.irregular) for verb in lists.action_verbs) - self.states
        self.told = frozenset(participle(verb, lists.irregular) for verb in lists.report_verbs) - self.done
        self.recommended = frozenset(participle(verb, lists.irregular) for verb in lists.recommending_verbs)
        self.participles = frozenset(participle(verb, lists.irregular) for verb in reported)
        self.reporting_gerunds = frozenset(map(gerund, (*lists.report_verbs, *lists.recommending_verbs)))
        self.gerunds = frozenset(map(gerund, lists.action_verbs))
        every = (*lists.report_verbs, *lists.plain_verbs, *lists.past_verbs, *lists.action_verbs)
        self.plain_forms = frozenset((*every, *lists.recommending_verbs))
        self.verbs = self.report | self.recommending | self.plain | self.actions | PRESENT_ON_RECORD
        self.advising = self.directive | self.recommending
        self.voices = self.authorities - self.studies
        self.read = self.authorities | self.material | self.people
        self.nouns = self.authorities | self.material | self.interventions | self.people


def _present(verbs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(verbs) | frozenset(map(third_person, verbs))


def _pasts(verbs: tuple[str, ...], irregular: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for verb in verbs:
        form = past(verb, irregular)
        if form != verb or form == "read":
            yield form


def _both_numbers(nouns: tuple[str, ...]) -> frozenset[str]:
    """Each noun with its plural; irregular plurals stand in the lists themselves."""
    plurals = (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s" for noun in nouns)
    return frozenset((*nouns, *plurals))
