"""What is read from the entries of a list: shared by counting them and by looking through them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, product
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, list_in, literals

from ..conditions import Number
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
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """Every combination of the items asked for, filled up with others to each length that matters; else any one."""
        asked, mentioned, cuts = list[str](), set[str](), list[Number]()
        is_counted = False
        for name, entry in inputs:
            if isinstance(entry.reads, OfList):
                asked += entry.reads.always_listed
                mentioned.update(entry.reads.mentioned)
                if entry.reads.counts:
                    is_counted = True
                    cuts += regions.cuts[name]
        others = [item for item in literals(annotation_at(path)) if item not in mentioned]
        if not asked and not is_counted:
            yield others[:1]
        # A list longer than the highest number that a rule compares with is counted like one of that length.
        longest = max(map(int, cuts), default=0)
        for listed in _subsets(asked):
            # Of those asked for none may count, so that there are fillers enough by themselves.
            for number in range(longest + 1 if is_counted else 1):
                yield listed + others[:number]


def _subsets(items: Sequence[str]) -> Iterator[list[str]]:
    for chosen in product((False, True), repeat=len(items)):
        yield list(compress(items, chosen))


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
