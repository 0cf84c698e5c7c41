"""Findings: judgements that other cards build on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field as Constraint

from .. import conditions
from ..evidence import Text
from ..parsed import Parsed
from .card import AS_CONDITION, Card

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary

AS_LINE = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": AS_CONDITION}


@dataclass(frozen=True)
class Line:
    """One line of a finding: the value it concludes when its condition holds."""

    value: str
    when: conditions.Condition


class Finding(Card):
    """A judgement that other cards build on. The first line whose condition holds gives the value.

    A finding with the single line ``yes`` is ``no`` where that condition is known not to hold. `so_far`
    marks a finding that ranks what has been found until now: a later discovery may raise it.
    """

    folder: ClassVar[str] = "findings"

    kind: Literal["finding"]
    label: Text
    so_far: bool = False
    concludes: Annotated[tuple[Annotated[Line, Parsed((Line,), AS_LINE)], ...], Constraint(min_length=1, strict=False)]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as evaluated, with the ``no`` that a lone ``yes`` implies."""
        if [line.value for line in self.concludes] != ["yes"]:
            return self.concludes
        return (*self.concludes, Line("no", conditions.Not(self.concludes[0].when)))

    @property
    def values(self) -> tuple[str, ...]:
        """The values it can take, in the order of its lines."""
        return tuple(dict.fromkeys(line.value for line in self.lines))

    @property
    def conditions(self) -> tuple[conditions.Condition, ...]:
        """One a line."""
        return tuple(line.when for line in self.lines)

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """Its label; the lines are told with the conditions."""
        yield f"The finding *{self.label}*."
