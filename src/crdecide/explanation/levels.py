"""Decision diagrams level by level: the nodes that ask for one part, and how they are read for one child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .openness import States

Row = tuple[int, ...]


class Reading(NamedTuple):
    """The rows of all nodes of a level, one after the other, as they are read where some states are open.

    A row has the place of what the node goes on as in each state that the level tells apart, the present one first;
    then, unless that is the present function throughout, the place of what each other one is compared with.
    """

    places: Row
    width: int
    """How many places a row has."""
    states: int
    """How many states the level tells apart."""


class Level:
    """The nodes that ask for one part.

    `edges` are, for each state, the places of what the nodes go on as, and `compared`, for the present state and
    another, of what that is compared with: the present one as it is, where nothing else is said.
    """

    def __init__(self, part: int, edges: Sequence[Row], compared: Mapping[tuple[int, int], Row]) -> None:
        self.part, self._edges, self._compared = part, edges, compared

    @property
    def nodes(self) -> int:
        """How many there are."""
        return len(self._edges[0])

    def reading(self, states: States) -> Reading:
        """How they are read where these states are open; nothing else of a record has a say in it."""
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
        return Reading(
            tuple([place for row in zip(*columns, strict=True) for place in row]), len(columns), len(goes_on)
        )


@dataclass(frozen=True, eq=False)
class Functions:
    """Functions that are reduced together. Their nodes have places: the leaves first, then level after level."""

    leaves: int
    levels: Sequence[Level]
    """From the last to the first: what a node goes on as stands before it."""
    roots: Sequence[int]
    """The place of each function."""
    parts: Sequence[int]
    """How many states each part of a record has."""
