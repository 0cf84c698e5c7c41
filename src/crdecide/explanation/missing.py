"""What is not known and could change the answer: exactly that, over every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crdecide.evaluation.symbolic.answer_functions import SCOPE
from crdecide.evaluation.symbolic.kept_diagrams import answers_for
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.patient import Patient
from crdecide.language.partition import UNKNOWN_REGION, Fact
from crdecide.language.ruleset import Ruleset

from .answer_bits import answer_bits_of
from .asked_fields import Asking
from .compiled_reduction import Reducing, fastest
from .openness import Openness
from .relevant_unknowns import RelevantUnknowns


class Missing(NamedTuple):
    """An unknown field of the record, the question for it, and the answers that it could change, as `AnswerBits`.

    One that would only say again what another is asked for is not asked itself: the size of a tumour, where it is asked
    whether there is one.
    """

    field: str
    question: str
    could_change: int
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
        bits = answer_bits_of(ruleset)
        self._scope, self._options, self._most = bits.of([SCOPE]), bits.of(OPTIONS), len(self._answers.answers) + 1

    def of(self, patient: Patient, fact: Fact, lasting: frozenset[str]) -> tuple[Missing, ...]:
        """Each unknown field of which some value, with some values of the other unknowns, changes an answer.

        First the field that could change the scope, then by the number of options, then of alerts, it could change.
        The inputs in `lasting` stay open whatever is asked.
        """
        open_to = self._openness.of(self._answers.place(fact), lasting)
        found = self._found(self._relevant.changeable(open_to), patient, fact)
        return tuple(sorted(found, key=self._weight, reverse=True))

    def _found(self, changeable: Sequence[int], patient: Patient, fact: Fact) -> Iterable[Missing]:
        """Each missing field once, in the vocabulary's order."""
        found: dict[str, Missing] = {}
        for part, inputs in self._asked:
            if answers := changeable[part]:
                # The first unknown input of a part is asked for; one that can change an answer has one.
                asked = inputs[0]
                if len(inputs) > 1:
                    asked = next(asked for asked in inputs if fact[asked.input] == UNKNOWN_REGION)
                met = found.get(asked.path)
                found[asked.path] = (
                    _with(answers, met, True) if met else Missing(asked.path, asked.question(fact), answers, True)
                )
                for path, question, read in asked.others:
                    if read(patient) is None:
                        met = found.get(path)
                        found[path] = _with(answers, met) if met else Missing(path, question, answers, False)
        return found.values()

    def _weight(self, missing: Missing) -> int:
        """More than any other where it may change the scope; then by the number of options, then of all answers."""
        answers = missing.could_change
        options, all_answers = (answers & self._options).bit_count(), answers.bit_count()
        return (bool(answers & self._scope) * self._most + options) * self._most + all_answers


def _with(answers: int, missing: Missing, is_asked: bool = False) -> Missing:
    """A missing field that could change these answers as well."""
    return Missing(missing.field, missing.question, missing.could_change | answers, missing.is_asked or is_asked)
