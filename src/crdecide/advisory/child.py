"""What the rules make of one child, from which every part of an advisory is put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from crdecide.evaluation.precedence import Decision
from crdecide.evaluation.semantics import Conclusions, Values
from crdecide.explanation.open_inputs import OpenInputs
from crdecide.guideline.patient import Patient
from crdecide.language.partition import Fact, Read


class Child(NamedTuple):
    """What the rules make of one child, before it is put into words."""

    patient: Patient
    observations: Values
    fact: Fact
    """The region of each observation and finding."""
    concluded: Conclusions
    decision: Decision
    reads: Mapping[str, Read]
    """Of each rule that fired, the regions that it depends on."""
    open: OpenInputs
    unread: frozenset[str]
    """The fields of which the record holds something that could not be used."""
    lasting: frozenset[str]
    """The inputs that stay open though what they are read from is recorded, so that nothing asks for it again."""

    def not_recorded(self, behind: Iterable[str]) -> tuple[str, ...]:
        """Of the inputs behind something that is open, those of which nothing is recorded."""
        return tuple([name for name in behind if name not in self.lasting]) if self.lasting else tuple(behind)
