"""What is not known and could change the answer: exactly that, over every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, product
from operator import itemgetter

from crdecide.evaluation.observation import unchecked_inputs
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.evaluation.symbolic.outcomes import MOST_PAIRED, SCOPE, Answers, answers_of
from crdecide.guideline.options import OPTIONS, SCOPES, ScopeStatus
from crdecide.guideline.patient import Patient
from crdecide.language.partition import UNKNOWN_REGION, Fact
from crdecide.language.ruleset import Ruleset

from .relevant_unknowns import Searches

MOST_KEPT = 65_536
"""Searches kept, by what is open; the least recently used make room."""


@dataclass(frozen=True)
class Missing:
    """An unknown field of the record, the question for it, and what it could change: options, alerts or ``scope``."""

    field: str
    question: str
    could_change: tuple[str, ...]


Others = list[tuple[int, frozenset[tuple[int, int]]]]
"""Other parts, with the pairs of states with these that contradict each other."""


class Openness:
    """What each part may turn out to be, for one rule set: the states that complete what is known of it.

    A state that contradicts what is known of another part is none of them, nor is any for a drug not checked.
    Each such set of states is told by a number, so that sets are quickly told apart.
    """

    def __init__(self, answers: Answers) -> None:
        self._parts = answers.parts
        self._conflicts = _conflicts(answers)
        self.sets: dict[int, tuple[int, ...]] = {}
        self._numbers: dict[tuple[int, ...], int] = {}
        self._next = count()
        self._alone = [[self._number(states) for states in part.may_be] for part in answers.parts]
        self._drugs = [(number, part) for number, part in enumerate(answers.parts) if len(part.inputs) == 1]

    def of(self, place: tuple[int, ...], unchecked: frozenset[str]) -> list[int]:
        """The states that each part may be in, by number."""
        numbers = [alone[now] for alone, now in zip(self._alone, place, strict=True)]
        for part, others in self._conflicts.items():
            # State 0: nothing is known of the part, so that it may turn out to be in any state.
            if place[part] == 0:
                numbers[part] = self._number(self._without_conflict(part, place, others))
        # A drug that the list does not know cannot be settled by asking again: its input stays as it is.
        for part, drug in self._drugs if unchecked else ():
            if drug.inputs[0] in unchecked:
                numbers[part] = self._number((place[part],))
        return numbers

    def _number(self, states: tuple[int, ...]) -> int:
        """The number of a set. Each step is atomic, so that no two sets share one; some numbers are never used."""
        number = self._numbers.setdefault(states, next(self._next))
        self.sets[number] = states
        return number

    def _without_conflict(self, part: int, place: tuple[int, ...], others: Others) -> tuple[int, ...]:
        return tuple([s for s in self._parts[part].may_be[0] if not _conflict(s, place, others)])


def _conflict(state: int, place: tuple[int, ...], others: Others) -> bool:
    return any((state, place[other]) in pairs for other, pairs in others)


def _conflicts(answers: Answers) -> dict[int, Others]:
    """For each part that is in any contradiction, those that it is in."""
    conflicts: dict[int, Others] = {}
    for between, contradicted in zip(answers.contradictions, answers.contradicted, strict=True):
        if len(between) == MOST_PAIRED:
            one, other = between
            pairs = frozenset(_pairs(one, other, contradicted, answers))
            conflicts.setdefault(one, []).append((other, pairs))
            conflicts.setdefault(other, []).append((one, frozenset((b, a) for a, b in pairs)))
    return conflicts


def _pairs(one: int, other: int, contradicted: Node, answers: Answers) -> Iterator[tuple[int, int]]:
    nothing = (0,) * len(answers.parts)
    for a, b in product(range(len(answers.parts[one].states)), range(len(answers.parts[other].states))):
        place = [*nothing]
        place[one], place[other] = a, b
        if answers.holds(contradicted, tuple(place)):
            yield a, b


class MissingFields:
    """What is missing for children under one rule set; answered once for all who leave the same open."""

    def __init__(self, ruleset: Ruleset, kept: int = MOST_KEPT) -> None:
        self._ruleset, self._answers = ruleset, answers_of(ruleset)
        self._openness = Openness(self._answers)
        self._searches = Searches(self._answers.diagrams, self._openness.sets, keep=kept > 0)
        self._fields = _Fields(self._answers, ruleset)
        self._supports = [_getter(answer.support) for answer in self._answers.answers]
        self._alike = _alike(self._answers)
        self._deciding = lru_cache(maxsize=kept)(self._search)
        self._all = tuple(range(len(self._answers.answers)))
        self._within: dict[Hashable, tuple[int, ...]] = {status: self._speaking(status) for status in SCOPES}

    def of(self, patient: Patient, fact: Fact) -> tuple[Missing, ...]:
        """Each unknown field of which some value, with some values of the other unknowns, changes an answer.

        First the field that could change the scope, then by the number of options, then of alerts, it could change.
        """
        place = self._answers.place(fact)
        open_to = self._openness.of(place, frozenset(unchecked_inputs(patient, self._ruleset)))
        changes: dict[int, list[str]] = {}
        for number in self._that_may_change(place, open_to):
            answer = self._answers.answers[number]
            # Answers that are one function of different parts share what was searched for the first of them.
            for index in self._deciding(self._alike[number], self._supports[number](open_to)):
                changes.setdefault(answer.support[index], []).append(answer.name)
        return tuple(sorted(self._fields.missing(changes, fact), key=_weight, reverse=True))

    def _speaking(self, status: ScopeStatus) -> tuple[int, ...]:
        """The answers that say anything in a scope."""
        silent = {SCOPE, *(card.id for card in self._ruleset.alerts if status not in card.speaks_in)}
        silent |= {*OPTIONS} if status != "in_scope" else set()
        return tuple(number for number in self._all if self._answers.answers[number].name not in silent)

    def _that_may_change(self, place: tuple[int, ...], open_to: list[int]) -> tuple[int, ...]:
        """The answers, by number, that are not settled by the scope alone."""
        # Answer 0 is the scope. While it is open every answer may change with it.
        if self._deciding(0, self._supports[0](open_to)):
            return self._all
        return self._within[self._answers.value(self._answers.by_name[SCOPE], place)]

    def _search(self, number: int, open_to: tuple[int, ...]) -> tuple[int, ...]:
        """The parts that decide an answer, by their place in what it depends on."""
        answer = self._answers.answers[number]
        deciding = self._searches.deciding(answer.node, dict(zip(answer.support, open_to, strict=True)))
        return tuple(answer.support.index(part) for part in sorted(deciding))


def _alike(answers: Answers) -> list[int]:
    """For each answer the first that is the same function of the parts it depends on, whichever these are."""
    first: dict[Hashable, int] = {}
    shapes = (answers.diagrams.shape(answer.node, answer.support) for answer in answers.answers)
    return [first.setdefault(shape, number) for number, shape in enumerate(shapes)]


def _getter(places: tuple[int, ...]) -> Callable[[list[int]], tuple[int, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    # An itemgetter of one place gives a bare value, and of none there is no itemgetter.
    return lambda open_to: tuple(open_to[place] for place in places)


class _Fields:
    """The fields of the record behind the parts: one entry a field; the first unknown input read from it asks."""

    def __init__(self, answers: Answers, ruleset: Ruleset) -> None:
        inputs = ruleset.vocabulary.inputs
        self._asked = [[(n, inputs[n].path, inputs[n].question) for n in part.inputs] for part in answers.parts]
        self._order = {answer.name: place for place, answer in enumerate(answers.answers)}

    def missing(self, changes: Mapping[int, list[str]], fact: Fact) -> Iterator[Missing]:
        """What each part could change, field by field in the vocabulary's order."""
        fields: dict[str, list[str]] = {}
        questions: dict[str, str] = {}
        for part in sorted(changes):
            path, question = next((p, q) for name, p, q in self._asked[part] if fact[name] == UNKNOWN_REGION)
            questions.setdefault(path, question)
            fields[path] = [*fields[path], *changes[part]] if path in fields else changes[part]
        for path, could_change in fields.items():
            yield Missing(path, questions[path], tuple(sorted(set(could_change), key=self._order.__getitem__)))


def _weight(missing: Missing) -> tuple[bool, int, int]:
    options = sum(what in OPTIONS for what in missing.could_change)
    return "scope" in missing.could_change, options, len(missing.could_change)
