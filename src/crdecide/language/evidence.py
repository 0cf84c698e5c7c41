"""Sources and what they say: every clinical statement points here with ``source#statement``."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self, get_args

from pydantic import ConfigDict, Field, HttpUrl, model_validator

from crdecide.guideline.field_docstrings import Described
from crdecide.guideline.unchecked_model import UncheckedModel

CertaintyLevel = Literal["very_low", "low", "moderate", "high"]
CERTAINTY_ORDER: tuple[CertaintyLevel, ...] = get_args(CertaintyLevel)
"""From the least certain to the most."""

Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Reference = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*#[a-z][a-z0-9_]*$", description="source#statement")]

ShortName = Annotated[str, Field(min_length=1, max_length=60)]

ReadIn = Literal["full_text", "abstract", "label", "secondary"]
"""What was read: the whole text or the part cited, the abstract alone, the label, or a copy made by somebody else."""


class Form(UncheckedModel):
    """What a rule file may hold: frozen, strictly typed, no unknown keys. Built when a file is first checked."""

    model_config = ConfigDict(strict=True)


class Figure(Form, Described):
    """A proportion as counted: the numerator and denominator, never only a percentage.

    Of published cases it is no sample of anything: no interval is put around it.
    """

    numerator: Annotated[int, Field(ge=0)]
    """How many."""
    denominator: Annotated[int, Field(gt=0)]
    """Of how many."""
    of: Literal["sample", "published_cases"] = "sample"
    """What was counted: a sample, or cases that happened to be published."""

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


class EffectCertainty(Certainty):
    """The certainty of an effect on an outcome, which is what GRADE rates; `of` names it: "that symptoms improve"."""

    of: Text


class Disagreement(Form):
    """Another statement, or the source's own print, that says otherwise; both stand, and the difference is said."""

    with_: Text = Field(alias="with")
    how: Text


class Statement(Form):
    """One thing a source says, in our own words, with the place where it says so.

    `derived` says how a figure was computed where the source does not print it; `read_in` says what was read
    where that differs from the rest of the source.
    """

    locator: Text
    read_in: ReadIn | None = None
    says: Text
    figure: Figure | None = None
    derived: Text | None = None
    disagrees: Disagreement | None = None


class Source(Form):
    """A publication, label or official page. `read_in` says what of it was read; the copies stand in READ.md.

    `short` names it in a list on a page: author or title, and year.

    `url` is the publication itself; it is left out where none was seen and the citation identifies the paper.

    `summary_of` names the source that this one only sums up: it is no second witness of what that says.
    """

    id: Identifier
    type: Literal[
        "guideline", "systematic_review", "randomised_trial", "review", "consensus", "cohort", "case_series",
        "protocol", "label", "lay_summary", "patient_information", "classification",
    ]  # fmt: skip
    short: ShortName
    citation: Text
    doi: Annotated[str, Field(pattern=r"^10\.")] | None = None
    url: Annotated[HttpUrl, Field(strict=False)] | None = None
    summary_of: Identifier | None = None
    read_in: ReadIn
    certainty: Certainty
    statements: Annotated[dict[Identifier, Statement], Field(min_length=1)]

    def how_read(self, statement: Statement) -> ReadIn:
        """What was read of one of its statements."""
        return statement.read_in or self.read_in

    @property
    def address(self) -> str:
        """The address to link, empty where there is none."""
        return str(self.url or "")


def least_certain(certainties: Iterable[EffectCertainty]) -> EffectCertainty | None:
    """The lowest of these, None of none; what rests on several is as certain as the least of them."""
    return min(certainties, key=lambda certainty: CERTAINTY_ORDER.index(certainty.level), default=None)
