"""Decision diagrams as a table of rows, and back: the same functions are the same nodes again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from pydantic import Field

from crdecide.advisory.part import Part
from crdecide.errors import CrdecideError
from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import LEAF, Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import ConflictingStances
from crdecide.guideline.options import Stance
from crdecide.language.truth import Truth


class OutcomeData(Part):
    """What comes of an option in scope."""

    stance: Stance
    especially: bool


class TruthData(Part):
    """The truth of a condition."""

    truth: Truth


class ConflictData(Part):
    """Cards that hold together and differ in a stance; no child can be like that."""

    conflicting: tuple[str, ...]


LeafData = OutcomeData | TruthData | ConflictData | str | None
Row = tuple[int, ...]


class NodeTable(Part):
    """The distinct parts of some functions. Node n is `leaves[n]`; after the leaves, a row of `branches`.

    A row begins with the part that is asked for, and goes on with the node for each of its states, in their order. All
    of these stand before it in the table, and ask for later parts.
    """

    leaves: tuple[LeafData, ...] = Field(description="what a function comes to; null is nothing said")
    branches: tuple[Row, ...]


class NotReadable(CrdecideError):
    """A table that is no table of decision diagrams."""


def table_of(diagrams: Diagrams, roots: Iterable[Node]) -> tuple[NodeTable, Mapping[Node, int]]:
    """The table of these functions and all below, and the place of each node in it."""
    reached: dict[Node, None] = {}
    waiting = [*roots]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached[node] = None
            waiting += diagrams.children(node)
    # The last parts first, so that every node comes after those that it goes on as; leaves before all.
    ordered = sorted(reached, key=diagrams.variable, reverse=True)
    places = {node: place for place, node in enumerate(ordered)}
    leaves = [leaf_data(diagrams.value(node)) for node in ordered if diagrams.variable(node) == LEAF]
    branches = [_row(node, diagrams, places) for node in ordered[len(leaves) :]]
    return NodeTable(leaves=tuple(leaves), branches=tuple(branches)), places


def _row(node: Node, diagrams: Diagrams, places: Mapping[Node, int]) -> Row:
    return diagrams.variable(node), *(places[child] for child in diagrams.children(node))


def leaf_data(value: Hashable) -> LeafData:
    """A value of a function, to be written as JSON."""
    match value:
        case OptionOutcome(stance, especially):
            return OutcomeData(stance=stance, especially=especially)
        case Truth():
            return TruthData(truth=value)
        case ConflictingStances(cards):
            return ConflictData(conflicting=cards)
        case None | str():
            return value
    raise TypeError(f"no function of the rules comes to {value!r}")


def _leaf_value(data: LeafData) -> Hashable:
    match data:
        case OutcomeData():
            return OptionOutcome(data.stance, data.especially)
        case TruthData():
            return data.truth
        case ConflictData():
            return ConflictingStances(data.conflicting)
    return data


def read_back(table: NodeTable, states: Sequence[int], diagrams: Diagrams) -> tuple[Node, ...]:
    """The nodes of the table in a store, in the table's order; `states` has how many there are of each part.

    In the store that the table was made from they are the very nodes that were written, and no others.

    Raises:
        NotReadable: a row that cannot be, with its number and what was expected.
    """
    nodes = [diagrams.leaf(_leaf_value(leaf)) for leaf in table.leaves]
    for number, (part, *goes_on) in enumerate(table.branches):
        _check(number, part, goes_on, len(nodes), states)
        if min(diagrams.variable(nodes[node]) for node in goes_on) <= part:
            raise NotReadable(f"branch {number} goes on with a part that is not after its own, {part}")
        nodes.append(diagrams.branch(part, [nodes[node] for node in goes_on]))
    if len(set(nodes)) < len(nodes):
        raise NotReadable("two rows of the table are one function; each stands once")
    return tuple(nodes)


def _check(number: int, part: int, goes_on: Sequence[int], before: int, states: Sequence[int]) -> None:
    if not 0 <= part < len(states) or len(goes_on) != states[part]:
        raise NotReadable(f"branch {number} asks for part {part} and goes on {len(goes_on)} ways; no part is like that")
    if not all(0 <= node < before for node in goes_on):
        raise NotReadable(f"branch {number} goes on with a node that does not stand before it")
