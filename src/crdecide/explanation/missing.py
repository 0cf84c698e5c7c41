"""What is not known and could change the answer: exactly that, over every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crdecide.evaluation.symbolic.answer_functions import SCOPE, Answers
from crdecide.evaluation.symbolic.kept_diagrams import answers_for
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.patient import Patient
from crdecide.language.partition import UNKNOWN_REGION, Fact
from crdecide.language.ruleset import Ruleset

from .asked_fields import Asking
from .compiled_reduction import Reducing, fastest
from .openness import Openness
from .relevant_unknowns import RelevantUnknowns

MOST_KEPT = 4_096
"""Missing fields that are kept, with what they could change; the least recently used make room."""


@dataclass(frozen=True, eq=False)
class Missing:
    """An unknown field of the record, the question for it, and what it could change: options, alerts or ``scope``.

    One that would only say again what another is asked for is not asked itself: the size of a tumour, where it is asked
    whether there is one. Of many children the same is missing, and then it is one object, compared as such.
    """

    field: str
    question: str
    could_change: tuple[str, ...]
    is_asked: bool


class MissingFields:
    """What is missing for children under one rule set."""

    def __init__(self, ruleset: Ruleset, reducing: Reducing = fastest) -> None:
        self._answers = answers_for(ruleset)
        self._openness, self._relevant = Openness(self._answers), RelevantUnknowns(self._answers, reducing)
        asking, parts = Asking(ruleset), self._answers.parts
        self._asked = [
            (part, [asking.of(name) for name in parts[part].inputs]) for part in self._answers.in_vocabulary_order
        ]
        self._scope, self._options = _bits(self._answers, [SCOPE]), _bits(self._answers, OPTIONS)
        self._by_bit = {1 << bit: answer.name for bit, answer in enumerate(self._answers.answers)}
        self._missing = lru_cache(maxsize=MOST_KEPT)(self._missing_field)

    def of(self, patient: Patient, fact: Fact, lasting: frozenset[str]) -> tuple[Missing, ...]:
        """Each unknown field of which some value, with some values of the other unknowns, changes an answer.

        First the field that could change the scope, then by the number of options, then of alerts, it could change.
        The inputs in `lasting` stay open whatever is asked.
        """
        open_to = self._openness.of(self._answers.place(fact), lasting)
        found = _Found()
        self._find(found, self._relevant.changeable(open_to), patient, fact)
        first = sorted(found.changes, key=lambda path: self._weight(found.changes[path]), reverse=True)
        return tuple([self._missing(path, *found.of(path)) for path in first])

    def _find(self, found: _Found, changeable: Sequence[int], patient: Patient, fact: Fact) -> None:
        """What each field could change, and its question, in the vocabulary's order."""
        for part, inputs in self._asked:
            if answers := changeable[part]:
                # The first unknown input of a part is asked for; one that can change an answer has one.
                asked = inputs[0]
                if len(inputs) > 1:
                    asked = next(asked for asked in inputs if fact[asked.input] == UNKNOWN_REGION)
                found.add(asked.path, asked.question(fact), answers)
                found.is_asked.add(asked.path)
                for path, question, read in asked.others:
                    if read(patient) is None:
                        found.add(path, question, answers)

    def _missing_field(self, path: str, question: str, answers: int, is_asked: bool) -> Missing:
        could_change = list[str]()
        while answers:
            lowest = answers & -answers
            could_change.append(self._by_bit[lowest])
            answers ^= lowest
        return Missing(path, question, tuple(could_change), is_asked)

    def _weight(self, answers: int) -> tuple[int, int, int]:
        return answers & self._scope, (answers & self._options).bit_count(), answers.bit_count()


class _Found:
    """Missing fields in the making: what each could change, as the bits of a number, in an advisory's order."""

    def __init__(self) -> None:
        self.changes: dict[str, int] = {}
        self.is_asked: set[str] = set()
        self._questions: dict[str, str] = {}

    def add(self, path: str, question: str, answers: int) -> None:
        """A field, with the question of the first input that is read from it."""
        self._questions.setdefault(path, question)
        self.changes[path] = self.changes.get(path, 0) | answers

    def of(self, path: str) -> tuple[str, int, bool]:
        """Its question, what it could change, and whether it is asked."""
        return self._questions[path], self.changes[path], path in self.is_asked


def _bits(answers: Answers, names: Collection[str]) -> int:
    return sum(1 << bit for bit, answer in enumerate(answers.answers) if answer.name in names)
