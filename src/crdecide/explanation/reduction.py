"""Decision diagrams reduced to what is open for one child, level by level (Bryant's *Reduce*, 1986).

A level is all nodes that ask for one part. From the last to the first, each node is given the number of what is left
of its function: two have one number exactly where no child who is still possible tells them apart.

This is the reference. Where the accelerator is installed, `compiled_reduction` does the same in C.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter, mul
from typing import Any, NamedTuple, Protocol

from .levels import Functions, Level, Row
from .openness import States

MOST_KEPT = 512
"""Combinations of states, with what is left of the levels that are reduced first; the least recently used make room."""
MOST_READINGS = 64
"""Sets of states of one part whose readings are kept; the least recently used make room."""
NO_PART = -1
"""Asked for by a leaf, and by a function that no child who can exist tells from what follows."""


class Left(NamedTuple):
    """What is left of some functions for one child."""

    asked: Sequence[int]
    """For each part, which of them ask for it: bit `n` stands for the n-th."""
    numbers: Sequence[int]
    """The number of each; that of a leaf is its place."""


class Reduction(Protocol):
    """A way to reduce functions."""

    def left(self, open_to: Sequence[States]) -> Left:
        """What is left of them where each part may be in these states."""


class PythonReduction:
    """The reference.

    The levels that are reduced first are below all functions, and the largest. What is left of so many of these is kept
    as have few combinations of states between them; nothing else is kept from child to child.
    """

    def __init__(self, functions: Functions) -> None:
        few, levels = _few(functions), [_ReadLevel(level) for level in functions.levels]
        self._first, self._others = levels[:few], levels[few:]
        self._leaves, self._roots, self._parts = functions.leaves, functions.roots, len(functions.parts)
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._reduced_first)

    def left(self, open_to: Sequence[States]) -> Left:
        """What is left of them where each part may be in these states."""
        reduced = self._kept(tuple([open_to[level.part] for level in self._first])).copy()
        for level in self._others:
            level.reduce(reduced, open_to[level.part])
        return Left(reduced.asked_by(self._roots, self._parts), [reduced.numbers[root] for root in self._roots])

    def _reduced_first(self, open_to: tuple[States, ...]) -> _Reduced:
        reduced = _Reduced.of_leaves(self._leaves)
        for level, states in zip(self._first, open_to, strict=True):
            level.reduce(reduced, states)
        return reduced


def _few(functions: Functions) -> int:
    """How many levels, from the first, have no more combinations of states between them than are kept."""
    combinations = accumulate((functions.parts[level.part] for level in functions.levels), mul)
    return sum(number <= MOST_KEPT for number in combinations)


class _Reduced:
    """What is left so far: of each node its number; by number, the part asked for, and what is gone on as."""

    def __init__(self, numbers: Iterable[int], asks: Iterable[int], goes_on: Iterable[Row]) -> None:
        self.numbers, self.asks, self.goes_on = [*numbers], [*asks], [*goes_on]

    @classmethod
    def of_leaves(cls, leaves: int) -> _Reduced:
        """The leaves alone: each by itself."""
        return cls(range(leaves), [NO_PART] * leaves, [()] * leaves)

    def copy(self) -> _Reduced:
        """The same, to go on from."""
        return _Reduced(self.numbers, self.asks, self.goes_on)

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


class _ReadLevel:
    """A level, with how it was read for earlier children."""

    def __init__(self, level: Level) -> None:
        self.part, self._level = level.part, level
        self._readings = lru_cache(maxsize=MOST_READINGS)(self._reading)

    def reduce(self, reduced: _Reduced, states: States) -> None:
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
        """How to read the rows of all nodes, how long each is, and whether it is only what the node goes on as."""
        places, width, told_apart = self._level.reading(states)
        return _reader(places), width, width == told_apart


def _reader(places: Sequence[int]) -> itemgetter[Any]:
    # An itemgetter of a single place gives a bare value: a slice stays a sequence.
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
