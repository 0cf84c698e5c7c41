"""What is read from the entries of a list: shared by counting them and by looking through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, list_in, literals

from ..conditions import Value as Observed
from ..drug_list import DrugList
from .reading import InputReading, Observer

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input


class OfList(InputReading):
    """A way of reading that looks at the entries of a list; unknown where there is no list."""

    def fault(self, path: str, *, holds_list: bool) -> str | None:
        """What is no list has no entries."""
        return None if holds_list else f"{path} is no list; expected value or given"

    @property
    def always_listed(self) -> tuple[str, ...]:
        """The item whose being there or not makes a difference, if there is one."""
        return ()

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Every item that makes the difference."""
        return ()

    @property
    def counts(self) -> bool:
        """Whether the number of entries makes a difference."""
        return False

    @classmethod
    def representatives(
        cls, path: str, inputs: Sequence[tuple[str, Input]], regions: Regions, drugs: DrugList
    ) -> Iterable[Any]:
        """Every combination of the items asked for, filled up with others to each length that matters; else any one."""
        readings = [(name, entry.reads) for name, entry in inputs if isinstance(entry.reads, OfList)]
        asked = [item for _, reads in readings for item in reads.always_listed]
        counted = [name for name, reads in readings if reads.counts]
        mentioned = {item for _, reads in readings for item in reads.mentioned}
        others = [item for item in literals(annotation_at(path)) if item not in mentioned]
        if not asked and not counted:
            yield others[:1]
        longest = max((int(cut) for name in counted for cut in regions.cuts[name]), default=0)
        for chosen in product((False, True), repeat=len(asked)):
            listed = [item for item, is_there in zip(asked, chosen, strict=True) if is_there]
            lengths = range(max(longest - len(listed), 0) + 1) if counted else range(1)
            yield from (listed + others[:length] for length in lengths)


def entries_of(path: str) -> tuple[Callable[[Patient], Any], str]:
    """How to reach the list that a path leads to or through, and what is read of each entry ('' for itself)."""
    holding = list_in(path)
    return attrgetter(holding), path[len(holding) + 1 :]


def observer_of_entries(path: str, value: Callable[[Sequence[Any]], Observed | None]) -> Observer:
    """An observer that gives a function the entries of a list, or the values of one field of each entry."""
    entries, below = entries_of(path)

    def observed(patient: Patient) -> Observed | None:
        items = entries(patient)
        if items is None:
            return None
        return value([getattr(item, below) for item in items] if below else items)

    return observed
