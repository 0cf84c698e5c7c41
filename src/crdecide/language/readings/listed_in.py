"""Whether a list holds one of some items."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field as Constraint

from ..drug_list import DrugList
from .of_list import OfList, observer_of_entries
from .reading import YES_NO, Observer, RecordPath

if TYPE_CHECKING:
    from ..vocabulary import Input


class ListedIn(OfList):
    """Yes where the list holds one of `items`, no where it does not; unknown where there is no list."""

    key: ClassVar[str] = "listed_in"

    listed_in: RecordPath
    items: tuple[str, ...] = Constraint(min_length=1, strict=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """The list, or one field of its entries."""
        return (self.listed_in,)

    def observer(self, drugs: DrugList) -> Observer:
        """Whether one of the items is there."""
        wanted = frozenset(self.items)

        def is_listed(items: Sequence[Any]) -> str | None:
            return YES_NO[not wanted.isdisjoint(items)]

        return observer_of_entries(self.listed_in, is_listed)

    def types(self, annotation: Any) -> tuple[str, ...]:
        """Yes or no."""
        return ("yes_no",)

    def named(self, entry: "Input") -> tuple[str, ...]:
        """The items."""
        return self.items

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """Inputs about one field of the entries vary by the item that they are about."""
        return (field,) if field == self.listed_in else (field, self.items[0])

    @property
    def always_listed(self) -> tuple[str, ...]:
        """The first item stands for all."""
        return self.items[:1]

    @property
    def mentioned(self) -> tuple[str, ...]:
        """All items."""
        return self.items
