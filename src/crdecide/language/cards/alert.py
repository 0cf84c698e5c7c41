"""Alerts: something to look at, whichever option is weighed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field as Constraint
from pydantic import field_validator

from crdecide.guideline.options import OptionName, ScopeStatus

from ..evidence import Form, Text
from .card import Conditional, Fault, Named

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


MOST_WORDS = 12


class AlertSays(Form):
    """The alert's text, how loud it is, and the same for a page that is read in half a minute."""

    severity: Literal["info", "warning"]
    short: Text
    text: Text

    @field_validator("short")
    @classmethod
    def _is_short(cls, short: str) -> str:
        if len(short.split()) > MOST_WORDS:
            raise ValueError(f"{len(short.split())} words; expected {MOST_WORDS} at most")
        return short


class Alert(Conditional):
    """Something to look at. Shown unless known not to hold, as far as it `bears_on` an option on the table."""

    folder: ClassVar[str] = "alerts"

    kind: Literal["alert"]
    says: AlertSays
    bears_on: Annotated[tuple[OptionName, ...], Constraint(strict=False)] = ()
    speaks_in: Annotated[tuple[ScopeStatus, ...], Constraint(strict=False, min_length=1)] = ("in_scope",)

    def faults(self, named: Named) -> Iterator[Fault]:
        """An alert that bears on options where none is weighed."""
        if self.bears_on and "in_scope" not in self.speaks_in:
            yield Fault(("bears_on",), "options are only weighed in scope; add in_scope to speaks_in")

    def sentences(self) -> tuple[str, ...]:
        """What a reader is shown of it."""
        return (self.says.short, self.says.text)

    def in_words(self, vocabulary: Vocabulary) -> Iterator[str]:
        """How loud it is, what it bears on, and its text."""
        bears = ", ".join(vocabulary.options[name].label for name in self.bears_on)
        also = f", also where it could not be excluded and this is on the table: {bears}" if bears else ""
        yield f"An alert ({self.says.severity}){also}."
        yield from ["", f"> {self.says.text}", "", f"In short: {self.says.short}"]
