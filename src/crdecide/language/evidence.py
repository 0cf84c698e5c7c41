"""Sources and what they say: every clinical statement points here with ``source#statement``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

CertaintyLevel = Literal["very_low", "low", "moderate", "high"]
CERTAINTY_ORDER: tuple[CertaintyLevel, ...] = ("very_low", "low", "moderate", "high")

Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Reference = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*#[a-z][a-z0-9_]*$", description="source#statement")]


class Form(BaseModel):
    """What a rule file may hold: frozen, strictly typed, no unknown keys. Built when the first rules are loaded."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Figure(Form):
    """A proportion as counted: the numerator and denominator, never only a percentage."""

    numerator: Annotated[int, Field(ge=0)]
    denominator: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _is_a_proportion(self) -> Self:
        if self.numerator > self.denominator:
            raise ValueError(f"numerator {self.numerator} is larger than denominator {self.denominator}")
        return self


class Certainty(Form):
    """How sure the evidence lets us be (the four GRADE levels), and who rated it."""

    level: CertaintyLevel
    rated_by: Text
    because: Text


class Disagreement(Form):
    """Another statement, or the source's own print, that says otherwise; both stand, and the difference is said."""

    with_: Text = Field(alias="with")
    how: Text


class Statement(Form):
    """One thing a source says, in our own words, with the place where it says so.

    `derived` says how a figure was computed where the source does not print it; `secondary_copy` names
    the copy in which the statement was read where that is not the source itself.
    """

    locator: Text
    secondary_copy: Text | None = None
    says: Text
    figure: Figure | None = None
    derived: Text | None = None
    disagrees: Disagreement | None = None


class Source(Form):
    """A publication, label or official page. `secondary_copy` names the copy read where it is not the original."""

    id: Identifier
    type: Literal[
        "systematic_review", "review", "consensus", "cohort", "case_series", "protocol", "label", "lay_summary",
        "patient_information", "classification",
    ]  # fmt: skip
    citation: Text
    doi: Annotated[str, Field(pattern=r"^10\.")] | None = None
    url: HttpUrl = Field(strict=False)
    secondary_copy: Text | None = None
    certainty: Certainty
    statements: Annotated[dict[Identifier, Statement], Field(min_length=1)]


def least_certain(certainties: Iterable[Certainty]) -> Certainty:
    """The lowest of these; what rests on several is as certain as the least of them."""
    return min(certainties, key=lambda certainty: CERTAINTY_ORDER.index(certainty.level))
