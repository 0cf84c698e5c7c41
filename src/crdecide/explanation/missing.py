"""What is not known and could change the answer: exactly that, over every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

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

MOST_KEPT = 2_048
"""Missing fields that are kept, with what they could change; the least recently used make room."""
_Found = tuple[str, int, bool]
"""The question for a missing field, what it could change, as the bits of a number, and whether it is asked."""


@dataclass(frozen=True, eq=False, slots=True)
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
        self._most, self._bytes = len(self._answers.answers) + 1, len(self._answers.answers) // 8 + 1
        self._names = lru_cache(maxsize=MOST_KEPT)(self._names_in)
        self._missing = lru_cache(maxsize=MOST_KEPT)(self._missing_field)

    def of(self, patient: Patient, fact: Fact, lasting: frozenset[str]) -> tuple[Missing, ...]:
        """Each unknown field of which some value, with some values of the other unknowns, changes an answer.

        First the field that could change the scope, then by the number of options, then of alerts, it could change.
        The inputs in `lasting` stay open whatever is asked.
        """
        open_to = self._openness.of(self._answers.place(fact), lasting)
        found = self._found(self._relevant.changeable(open_to), patient, fact)
        first = sorted(found, key=lambda path: self._weight(found[path][1]), reverse=True)
        return tuple([self._missing(path, *found[path]) for path in first])

    def _found(self, changeable: Sequence[int], patient: Patient, fact: Fact) -> dict[str, _Found]:
        """Each missing field by its path, in the vocabulary's order."""
        found: dict[str, _Found] = {}
        for part, inputs in self._asked:
            if answers := changeable[part]:
                # The first unknown input of a part is asked for; one that can change an answer has one.
                asked = inputs[0]
                if len(inputs) > 1:
                    asked = next(asked for asked in inputs if fact[asked.input] == UNKNOWN_REGION)
                met = found.get(asked.path)
                found[asked.path] = (met[0], met[1] | answers, True) if met else (asked.question(fact), answers, True)
                for path, question, read in asked.others:
                    if read(patient) is None:
                        met = found.get(path)
                        found[path] = (met[0], met[1] | answers, met[2]) if met else (question, answers, False)
        return found

    def _missing_field(self, path: str, question: str, answers: int, is_asked: bool) -> Missing:
        by_byte = enumerate(answers.to_bytes(self._bytes, "little"))
        could_change = chain.from_iterable([self._names(place, bits) for place, bits in by_byte if bits])
        return Missing(path, question, tuple(could_change), is_asked)

    def _names_in(self, place: int, bits: int) -> tuple[str, ...]:
        """The answers that the bits of one byte stand for: few enough to be kept, unlike those of a whole number."""
        eight = self._answers.answers[8 * place : 8 * place + 8]
        return tuple([answer.name for bit, answer in enumerate(eight) if bits >> bit & 1])

    def _weight(self, answers: int) -> int:
        """More than any other where it may change the scope; then by the number of options, then of all answers."""
        options, all_answers = (answers & self._options).bit_count(), answers.bit_count()
        return (bool(answers & self._scope) * self._most + options) * self._most + all_answers


def _bits(answers: Answers, names: Collection[str]) -> int:
    return sum(1 << bit for bit, answer in enumerate(answers.answers) if answer.name in names)
