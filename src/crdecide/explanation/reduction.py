"""Decision diagrams reduced to what is open for one child, level by level (Bryant's *Reduce*, 1986).

A level is all nodes that ask for one part. From the last to the first, each node is given the number of what is left
of its function: two have one number exactly where no child who is still possible tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from .openness import States

Row = tuple[int, ...]
Reader = Callable[[Sequence[int]], Sequence[int]]
MOST_KEPT = 64
"""Sets of states of one part whose readers are kept; the least recently used make room."""
NO_PART = -1
"""Asked for by a leaf, and by a function that no child who can exist tells from what follows."""


class Reduced:
    """What is left for one child: by number, the part that each function asks for, and what it goes on as."""

    def __init__(self, leaves: int) -> None:
        self.asks = [NO_PART] * leaves
        self.goes_on: list[Row] = [()] * leaves

    def asked_by(self, roots: Iterable[tuple[int, int]], parts: int) -> list[int]:
        """For each part, who asks for it, as the bits of a number; `roots` are pairs of who and their function."""
        asks, goes_on = self.asks, self.goes_on
        reached, asked = [0] * len(asks), [0] * (parts + 1)
        for who, root in roots:
            reached[root] |= who
        # What a function goes on as always has a lower number than itself.
        for number in range(len(reached) - 1, -1, -1):
            if who := reached[number]:
                asked[asks[number]] |= who
                for following in goes_on[number]:
                    reached[following] |= who
        return asked[:parts]


class _Numbers(dict[Row, int]):
    """The numbers of one level, by those of what is gone on as; a dict, so that a known row takes no Python call."""

    __slots__ = ("_asks", "_goes_on", "_part")

    def __init__(self, part: int, reduced: Reduced) -> None:
        self._part, self._asks, self._goes_on = part, reduced.asks, reduced.goes_on

    def __missing__(self, row: Row) -> int:
        number = row[0]
        # A part that makes no difference is not asked for: only so have equal functions the same number.
        if row.count(number) != len(row):
            asks = self._asks
            number = len(asks)
            asks.append(self._part)
            self._goes_on.append(row)
        self[row] = number
        return number


class _ComparedNumbers(_Numbers):
    """The same where a row goes on with what each state but the present one, which is first, is compared with."""

    __slots__ = ()

    def __missing__(self, row: Row) -> int:
        states = len(row) // 2 + 1
        goes_on = row[:states]
        number = row[0]
        if goes_on.count(number) != states:
            number = len(self._asks)
            self._asks.append(self._part if goes_on[1:] != row[states:] else NO_PART)
            self._goes_on.append(goes_on)
        self[row] = number
        return number


class Level:
    """The nodes that ask for one part.

    `edges` are, for each state, the places of what the nodes go on as, and `compared`, for the present state and
    another, of what that is compared with: the present one as it is, where nothing else is said.
    """

    def __init__(self, part: int, edges: Sequence[Row], compared: Mapping[tuple[int, int], Row]) -> None:
        self.part, self._edges, self._compared = part, edges, compared
        # By what is open of one part alone: there are few such sets, and the record has no other say in it.
        self._readers = lru_cache(maxsize=MOST_KEPT)(self._read)

    def numbered(self, numbers: Sequence[int], states: States, reduced: Reduced) -> Iterable[int]:
        """The number of each node, from those of all nodes below."""
        numbering, readers = self._readers(states)
        if len(readers) == 1:
            return readers[0](numbers)
        rows = zip(*[read(numbers) for read in readers], strict=True)
        return map(numbering(self.part, reduced).__getitem__, rows)

    def _read(self, states: States) -> tuple[type[_Numbers], Sequence[Reader]]:
        """How to read a row for each node: what it goes on as, then what is compared, where that is something else."""
        present = self._edges[states[0]]
        # A dict as a set: states that no node of the level tells apart are read once.
        others: dict[tuple[Row, Row], None] = {}
        for state in states:
            if self._edges[state] != present:
                others[self._edges[state], self._compared.get((states[0], state), present)] = None
        goes_on = [present, *[edge for edge, _ in others]]
        compared = [instead for _, instead in others]
        if all(instead == present for instead in compared):
            return _Numbers, [_reader(places) for places in goes_on]
        return _ComparedNumbers, [_reader(places) for places in [*goes_on, *compared]]


def _reader(places: Row) -> Reader:
    # An itemgetter of a single place gives a bare value: a slice stays a sequence.
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
