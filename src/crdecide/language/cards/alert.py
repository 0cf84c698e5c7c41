"""Alerts: something to look at, whichever option is weighed."""

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field as Constraint
from pydantic import field_validator

from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.guideline.options import SCOPES, OptionName, ScopeStatus

from ..evidence import Form, Text
from .card import Conditional, Fault, Named, shortened

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


MOST_WORDS = 12
Severity = Literal["info", "warning"]


class AlertSays(Form):
    """The alert's text, how loud it is, and the same for a page that is read in half a minute.

    Of two that are as loud, the one of the lower rank `on_the_page` is told first; one without a rank comes last.
    """

    severity: Severity
    on_the_page: Annotated[int, Constraint(ge=1)] | None = None
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
        """An alert that bears on options where none is weighed; the danger sentence, where it would not be said."""
        if self.bears_on and "in_scope" not in self.speaks_in:
            yield Fault(("bears_on",), "options are only weighed in scope; add in_scope to speaks_in")
        if self.id == DANGER_SENTENCE and {*self.speaks_in} != {*SCOPES}:
            yield Fault(("speaks_in",), f"danger is said in every scope; expected {', '.join(SCOPES)}")

    def sentences(self) -> tuple[str, ...]:
        """What a reader is shown of it."""
        return (self.says.short, self.says.text)

    def marks(self) -> tuple[Hashable, ...]:
        """How loud it is."""
        return (self.says.severity,)

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """How loud it is, what it bears on, and its text."""
        bears = ", ".join(vocabulary.options[name].label for name in self.bears_on)
        also = f", also where it could not be excluded and this is on the table: {bears}" if bears else ""
        rank = f", of rank {self.says.on_the_page} on the page" if self.says.on_the_page else ""
        yield f"An alert ({self.says.severity}{rank}){also}."
        yield from ["", f"> {self.says.text}", "", f"In short: {self.says.short}"]

    def variants(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """As loud as it is not; bearing on an option less; speaking in a scope less."""
        for severity in get_args(Severity):
            if severity != self.says.severity:
                yield f"severity {severity}", {"says": self.says.model_copy(update={"severity": severity})}
        for change, names in shortened(self.bears_on):
            yield f"bears_on {change}", {"bears_on": names}
        for change, scopes in shortened(self.speaks_in):
            yield f"speaks_in {change}", {"speaks_in": scopes}
