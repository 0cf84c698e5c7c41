"""What every kind of card has: who it is, what it rests on, and how far it fits the text that it encodes."""

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import Field as Constraint

from .. import conditions
from ..evidence import Form, Identifier, Reference, Text
from ..parsed import Parsed

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


Name = TypeVar("Name", bound=str)

AS_CONDITION = {"allOf": [{"$ref": "#/$defs/Condition"}]}
Condition = Annotated[conditions.Condition, Parsed(conditions.NODES, AS_CONDITION)]
"""Parsed by the loader, which knows the vocabulary."""
References = Annotated[tuple[Reference, ...], Constraint(strict=False)]
Identifiers = Annotated[tuple[Identifier, ...], Constraint(strict=False)]


class Fault(NamedTuple):
    """Something wrong with a card: where in its file, and what was expected there."""

    path: Sequence[str | int]
    message: str


class Named(NamedTuple):
    """What a card may name: the ids of all cards and caveats of the rule set, read or not, and the vocabulary."""

    cards: frozenset[str]
    caveats: frozenset[str]
    vocabulary: "Vocabulary | None"


class Formalisation(Form):
    """How the card fits the text it encodes."""

    fit: Literal["exact", "narrower", "wider"]
    note: Text


class Card(Form):
    """What every card has. `id` is the file's name, is never reused, and tags the scenarios that exercise it."""

    folder: ClassVar[str]
    """Where cards of this kind lie below ``rules/``."""

    id: Identifier
    kind: str
    title: Text
    status: Literal["draft", "in_review", "approved", "retired"]
    version: Annotated[int, Constraint(ge=1)]
    evidence: References = ()
    formalisation: Formalisation

    @property
    @abstractmethod
    def conditions(self) -> tuple[conditions.Condition, ...]:
        """All its logic."""

    def faults(self, named: Named) -> Iterator[Fault]:
        """What is wrong with the card beside the rest of the rule set, as far as only its kind knows."""
        yield from ()

    def sentences(self) -> tuple[str, ...]:
        """The texts of the card that are put before a reader of an answer."""
        return ()

    def marks(self) -> tuple[Hashable, ...]:
        """What else of the card is shown in an answer beside its sentences."""
        return ()

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """What it says, as lines of Markdown for a reviewer."""
        yield from ()

    def variants(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Small changes of what only this kind has, each told and as the fields that differ."""
        yield from ()


def shortened(names: Sequence[Name]) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """A list with each name left out in turn, told in two words."""
    for name in names:
        yield f"without {name}", tuple(other for other in names if other != name)


class Conditional(Card):
    """A card that holds or not. It is `withheld_by` another card only where that one is known to hold."""

    applies_when: Condition
    withheld_by: Identifiers = ()

    @property
    def conditions(self) -> tuple[conditions.Condition, ...]:
        """The one condition that it has."""
        return (self.applies_when,)
