"""Decision diagrams as rows: all that is below some functions, each node after those that it goes on as."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from crdecide.language.truth import Truth

from ..precedence import OptionOutcome
from .answer_functions import ConflictingStances
from .diagrams import LEAF, Diagrams, Node

Row = tuple[int, ...]


class NodeRows(NamedTuple):
    """Node n is `leaves[n]`; after the leaves, a row of `branches`.

    A row begins with the variable that is asked for, and goes on with the node for each of its values. All of these
    stand before it, and ask for later variables.
    """

    leaves: Sequence[Hashable]
    branches: Sequence[Row]
    places: Mapping[Node, int]
    """The number here of each node of the store."""


def rows_of(diagrams: Diagrams, roots: Iterable[Node]) -> NodeRows:
    """The rows of these functions and all below."""
    # A dict as a set that keeps its order.
    reached: dict[Node, None] = {}
    waiting = [*roots]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached[node] = None
            waiting += diagrams.children(node)
    # The last variables first, so that every node comes after those that it goes on as; leaves before all.
    ordered = sorted(reached, key=diagrams.variable, reverse=True)
    places = {node: place for place, node in enumerate(ordered)}
    leaves = [diagrams.value(node) for node in ordered if diagrams.variable(node) == LEAF]
    branches = [_row(node, diagrams, places) for node in ordered[len(leaves) :]]
    return NodeRows(leaves, branches, places)


def _row(node: Node, diagrams: Diagrams, places: Mapping[Node, int]) -> Row:
    return diagrams.variable(node), *(places[child] for child in diagrams.children(node))


def leaf_data(value: Hashable) -> object:
    """A value of a function of the rules, as JSON has it."""
    match value:
        case OptionOutcome(stance, especially):
            return {"stance": stance, "especially": especially}
        case Truth():
            return {"truth": value.value}
        case ConflictingStances(cards):
            return {"conflicting": cards}
        case None | str():
            return value
    raise TypeError(f"no function of the rules comes to {value!r}")


def leaf_value(data: Any) -> Hashable:
    """The value that is written so.

    Raises:
        TypeError: none is.
    """
    match data:
        case {"stance": stance, "especially": especially}:
            return OptionOutcome(stance, especially)
        case {"truth": truth}:
            return Truth(truth)
        case {"conflicting": cards}:
            return ConflictingStances(tuple(cards))
        case None | str():
            return data
    raise TypeError(f"no function of the rules comes to {data!r}")
