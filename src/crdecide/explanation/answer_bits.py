"""Several answers as one number: bit `n` stands for answer `n`, in the order of an advisory."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from crdecide.evaluation.symbolic.kept_diagrams import answers_for
from crdecide.language.ruleset import Ruleset


class AnswerBits:
    """The bits of the answers of one rule set."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._bits = [(answer.name, 1 << place) for place, answer in enumerate(answers_for(ruleset).answers)]

    def of(self, names: Collection[str]) -> int:
        """The number that stands for these answers; what is no answer has no bit."""
        return sum(bit for name, bit in self._bits if name in names)

    def names(self, bits: int) -> tuple[str, ...]:
        """The answers that a number stands for."""
        return tuple([name for name, bit in self._bits if bits & bit])


@lru_cache(maxsize=8)
def answer_bits_of(ruleset: Ruleset) -> AnswerBits:
    """The bits of a rule set's answers; made ready once for each rule set in use."""
    return AnswerBits(ruleset)
