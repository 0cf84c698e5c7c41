"""What is not known and could change the answer: exactly that, over every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crdecide.evaluation.symbolic.outcomes import SCOPE, Answers, answers_of
from crdecide.guideline.options import OPTIONS
from crdecide.language.partition import UNKNOWN_REGION, Fact
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input

from .openness import Openness
from .relevant_unknowns import RelevantUnknowns

MOST_KEPT = 4_096
"""Sets of answers whose names are kept; the least recently used make room."""

Asking = Sequence[tuple[str, str, str, Input | None]]
"""The inputs of a part by name, each with its field and question, and itself if that is not always its question."""


@dataclass(frozen=True)
class Missing:
    """An unknown field of the record, the question for it, and what it could change: options, alerts or ``scope``."""

    field: str
    question: str
    could_change: tuple[str, ...]


class MissingFields:
    """What is missing for children under one rule set. Answers are the bits of a number, in an advisory's order."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._answers = ruleset, answers_of(ruleset)
        self._openness, self._relevant = Openness(self._answers), RelevantUnknowns(self._answers)
        self._asking = _asking(self._answers, ruleset)
        self._scope, self._options = _bits(self._answers, [SCOPE]), _bits(self._answers, OPTIONS)
        self._names = lru_cache(maxsize=MOST_KEPT)(self._named)

    def of(self, fact: Fact, lasting: frozenset[str]) -> tuple[Missing, ...]:
        """Each unknown field of which some value, with some values of the other unknowns, changes an answer.

        First the field that could change the scope, then by the number of options, then of alerts, it could change.
        The inputs in `lasting` stay open whatever is asked.
        """
        open_to = self._openness.of(self._answers.place(fact), lasting)
        fields, questions = self._fields(self._relevant.changeable(open_to), fact)
        first = sorted(fields, key=lambda path: self._weight(fields[path]), reverse=True)
        return tuple([Missing(path, questions[path], self._names(fields[path])) for path in first])

    def _fields(self, changeable: Sequence[int], fact: Fact) -> tuple[dict[str, int], dict[str, str]]:
        """The answers that each field could change, and its question, in the vocabulary's order."""
        fields: dict[str, int] = {}
        questions: dict[str, str] = {}
        for part in self._answers.in_vocabulary_order:
            if answers := changeable[part]:
                # One entry a field, with the question of the first part that is read from it.
                path, question = _asked_first(self._asking[part], fact)
                questions.setdefault(path, question)
                fields[path] = fields.get(path, 0) | answers
        return fields, questions

    def _weight(self, answers: int) -> tuple[int, int, int]:
        return answers & self._scope, (answers & self._options).bit_count(), answers.bit_count()

    def _named(self, answers: int) -> tuple[str, ...]:
        return tuple(answer.name for bit, answer in enumerate(self._answers.answers) if answers >> bit & 1)


def _asked_first(asking: Asking, fact: Fact) -> tuple[str, str]:
    """The field, and the question, of the first unknown input of a part; one that can change an answer has one."""
    for name, path, question, entry in asking:
        if fact[name] == UNKNOWN_REGION:
            return path, question if entry is None else entry.asked_of(lambda other: fact[other] != UNKNOWN_REGION)
    raise LookupError(f"nothing is unknown of {[name for name, *_ in asking]}")


def _asking(answers: Answers, ruleset: Ruleset) -> Sequence[Asking]:
    """What may be asked for each part."""
    inputs = ruleset.vocabulary.inputs
    asking: list[Asking] = []
    for part in answers.parts:
        entries = [(name, inputs[name]) for name in part.inputs]
        asking.append([(name, e.path, e.question, e if e.asked_instead else None) for name, e in entries])
    return asking


def _bits(answers: Answers, names: Collection[str]) -> int:
    return sum(1 << bit for bit, answer in enumerate(answers.answers) if answer.name in names)
