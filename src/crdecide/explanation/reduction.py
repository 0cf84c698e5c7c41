"""Decision diagrams reduced to what is open for one child, level by level (Bryant's *Reduce*, 1986).

A level is all nodes that ask for one part. From the last to the first, each node is given the number of what is left
of its function: two have one number exactly where no child who is still possible tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from .openness import States

Row = tuple[int, ...]
MOST_KEPT = 64
"""Sets of states of one part whose readings are kept; the least recently used make room."""
NO_PART = -1
"""Asked for by a leaf, and by a function that no child who can exist tells from what follows."""


class Reduced:
    """What is left for one child: of each node its number; by number, the part asked for, and what is gone on as."""

    def __init__(self, numbers: Iterable[int], asks: Iterable[int], goes_on: Iterable[Row]) -> None:
        self.numbers, self.asks, self.goes_on = [*numbers], [*asks], [*goes_on]

    @classmethod
    def of_leaves(cls, leaves: int) -> Reduced:
        """The leaves alone: each by itself."""
        return cls(range(leaves), [NO_PART] * leaves, [()] * leaves)

    def copy(self) -> Reduced:
        """The same, to go on from."""
        return Reduced(self.numbers, self.asks, self.goes_on)

    def add(self, part: int, known: dict[Row, int]) -> None:
        """Give each of these rows its number."""
        asks, goes_on = self.asks, self.goes_on
        for row in known:
            number = row[0]
            # A part that makes no difference is not asked for: only so have equal functions the same number.
            if row.count(number) != len(row):
                number = len(asks)
                asks.append(part)
                goes_on.append(row)
            known[row] = number

    def add_compared(self, part: int, known: dict[Row, int]) -> None:
        """The same where a row goes on with what each state but the present one, which is first, is compared with."""
        for row in known:
            states = len(row) // 2 + 1
            goes_on = row[:states]
            number = row[0]
            if goes_on.count(number) != states:
                number = len(self.asks)
                self.asks.append(part if goes_on[1:] != row[states:] else NO_PART)
                self.goes_on.append(goes_on)
            known[row] = number

    def asked_by(self, roots: Sequence[int], parts: int) -> list[int]:
        """For each part, which of the nodes in `roots` ask for it: bit `n` stands for the n-th of them."""
        asks, goes_on = self.asks, self.goes_on
        reached, asked = [0] * len(asks), [0] * (parts + 1)
        for bit, root in enumerate(roots):
            reached[self.numbers[root]] |= 1 << bit
        # What a function goes on as always has a lower number than itself.
        for number in range(len(reached) - 1, -1, -1):
            if who := reached[number]:
                asked[asks[number]] |= who
                for following in goes_on[number]:
                    reached[following] |= who
        return asked[:parts]


class Level:
    """The nodes that ask for one part.

    `edges` are, for each state, the places of what the nodes go on as, and `compared`, for the present state and
    another, of what that is compared with: the present one as it is, where nothing else is said.
    """

    def __init__(self, part: int, edges: Sequence[Row], compared: Mapping[tuple[int, int], Row]) -> None:
        self.part, self._edges, self._compared = part, edges, compared
        # By what is open of one part alone: there are few such sets, and the record has no other say in it.
        self._readings = lru_cache(maxsize=MOST_KEPT)(self._reading)

    def reduce(self, reduced: Reduced, states: States) -> None:
        """Number each node, from the numbers of all nodes below."""
        read, width, is_plain = self._readings(states)
        numbers = read(reduced.numbers)
        if width > 1:
            # The numbers of one node after those of another, so many each: cut into a row a node.
            rows = [*zip(*[iter(numbers)] * width, strict=True)]
            known = dict.fromkeys(rows, NO_PART)
            if is_plain:
                reduced.add(self.part, known)
            else:
                reduced.add_compared(self.part, known)
            numbers = map(known.__getitem__, rows)
        reduced.numbers += numbers

    def _reading(self, states: States) -> tuple[itemgetter[Any], int, bool]:
        """How to read the rows of all nodes, how long each is, and whether it is only what the node goes on as.

        Else it is that, and then what each other state is compared with.
        """
        present = self._edges[states[0]]
        # A dict as a set: states that no node of the level tells apart are read once.
        others: dict[tuple[Row, Row], None] = {}
        for state in states:
            if self._edges[state] != present:
                others[self._edges[state], self._compared.get((states[0], state), present)] = None
        goes_on = [present, *[edge for edge, _ in others]]
        compared = [instead for _, instead in others]
        is_plain = all(instead == present for instead in compared)
        columns = goes_on if is_plain else [*goes_on, *compared]
        return _reader([place for row in zip(*columns, strict=True) for place in row]), len(columns), is_plain


def _reader(places: Sequence[int]) -> itemgetter[Any]:
    # An itemgetter of a single place gives a bare value: a slice stays a sequence.
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
