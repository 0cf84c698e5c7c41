"""Scope cards: whether the evidence is about this child at all."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from crdecide.guideline.spelling import spoken

from ..evidence import Form, Text
from .card import Conditional

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


class ScopeSays(Form):
    """A scope card's answer, with the reason as a reader sees it."""

    status: Literal["in_scope", "out_of_scope"]
    reason: Text


class Scope(Conditional):
    """Whether the evidence is about this child at all; out of scope wins."""

    folder: ClassVar[str] = "scope"

    kind: Literal["scope"]
    says: ScopeSays

    def sentences(self) -> tuple[str, ...]:
        """What a reader is shown of it."""
        return (self.says.reason,)

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """The status and its reason."""
        yield f"{spoken(self.says.status)}: {self.says.reason}"
