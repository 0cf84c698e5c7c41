"""What a rule set says of itself, and the caveats that its cards carry."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field as Constraint
from pydantic import model_validator

from .evidence import Form, Reference, Text


class Caveat(Form):
    """A limit that a reader has to see beside the option it belongs to; `short` says the same on the one page.

    It cites statements, or it is the product's `own` limit, which rests on no study and says so.
    """

    short: Text
    text: Text
    own: bool = False
    evidence: Annotated[tuple[Reference, ...], Constraint(strict=False)] = ()

    @model_validator(mode="after")
    def _is_cited_or_our_own(self) -> Self:
        if self.own == bool(self.evidence):
            raise ValueError("expected evidence (one source#statement or more), or 'own: true' and no evidence")
        return self


class Manifest(Form):
    """`ruleset.yaml`: what the rule set is, for whom, and what it is not for.

    `last_reviewed` is the day on which clinicians last reviewed it; null where none has.
    """

    name: Text
    version: Annotated[str, Constraint(pattern=r"^\d+\.\d+\.\d+$")]
    status: Literal["draft", "in_review", "approved"]
    last_reviewed: Annotated[date, Constraint(strict=False)] | None
    intended_use: Text
    intended_users: Text
    out_of_use: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    known_limits: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    disclaimer: Text
    short_disclaimer: Text
