"""Monitoring cards: what published guidance follows up, and how often."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ..evidence import Form, Text
from .card import Conditional

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


ANOTHER_INTERVAL = "at another interval"
"""What a mutant says in place of the interval."""


class MonitoringSays(Form):
    """What is followed up, and the interval as the source gives it."""

    text: Text
    interval: Text


class Monitoring(Conditional):
    """What published guidance follows up, and how often it says so."""

    folder: ClassVar[str] = "monitoring"

    kind: Literal["monitoring"]
    says: MonitoringSays

    def sentences(self) -> tuple[str, ...]:
        """What a reader is shown of it."""
        return (self.says.text, self.says.interval)

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """What, and how often."""
        yield f"{self.says.text}: {self.says.interval}."

    def variants(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """At another interval."""
        yield ANOTHER_INTERVAL, {"says": self.says.model_copy(update={"interval": ANOTHER_INTERVAL})}
