"""The number of different entries of a list."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field as Constraint

from ..drug_list import DrugList
from .of_list import OfList, observer_of_entries
from .reading import Observer, RecordPath

if TYPE_CHECKING:
    from ..vocabulary import Input


class CountOf(OfList):
    """Count the different entries of a list but those in `without`; entries named together in `as_one` count once."""

    key: ClassVar[str] = "count"

    count: RecordPath
    as_one: tuple[Annotated[tuple[str, ...], Constraint(strict=False)], ...] = Constraint(default=(), strict=False)
    without: tuple[str, ...] = Constraint(default=(), strict=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """The list."""
        return (self.count,)

    def observer(self, drugs: DrugList) -> Observer:
        """How many there are."""
        # Each item of a group under the name of its first, so that a set counts them once.
        alike: dict[str, str] = {}
        for group in self.as_one:
            alike.update(dict.fromkeys(group, group[0]))

        def number(items: Sequence[Any]) -> int:
            return len({alike.get(item, item) for item in items if item not in self.without})

        return observer_of_entries(self.count, number)

    def types(self, annotation: Any) -> tuple[str, ...]:
        """A number."""
        return ("quantity",)

    def named(self, entry: "Input") -> tuple[str, ...]:
        """The entries that count once together, and those that do not count."""
        return (*chain.from_iterable(self.as_one), *self.without)

    @property
    def counts(self) -> bool:
        """It does."""
        return True
