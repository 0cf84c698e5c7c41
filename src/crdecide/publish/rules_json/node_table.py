"""Decision diagrams as a table of rows, and back: the same functions are the same nodes again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from pydantic import Field

from crdecide.advisory.part import Part
from crdecide.errors import CrdecideError
from crdecide.evaluation.symbolic.diagrams import Diagrams, Node
from crdecide.evaluation.symbolic.node_rows import Row, leaf_data, leaf_value, rows_of
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
    leaves, branches, places = rows_of(diagrams, roots)
    return NodeTable.model_validate({"leaves": [*map(leaf_data, leaves)], "branches": branches}), places


def read_back(table: NodeTable, states: Sequence[int], diagrams: Diagrams) -> tuple[Node, ...]:
    """The nodes of the table in a store, in the table's order; `states` has how many there are of each part.

    In the store that the table was made from they are the very nodes that were written, and no others.

    Raises:
        NotReadable: a row that cannot be, with its number and what was expected.
    """
    nodes = [diagrams.leaf(_value(leaf)) for leaf in table.leaves]
    for number, (part, *goes_on) in enumerate(table.branches):
        _check(number, part, goes_on, len(nodes), states)
        if min(diagrams.variable(nodes[node]) for node in goes_on) <= part:
            raise NotReadable(f"branch {number} goes on with a part that is not after its own, {part}")
        nodes.append(diagrams.branch(part, [nodes[node] for node in goes_on]))
    if len(set(nodes)) < len(nodes):
        raise NotReadable("two rows of the table are one function; each stands once")
    return tuple(nodes)


def _value(leaf: LeafData) -> Hashable:
    return leaf_value(leaf.model_dump() if isinstance(leaf, Part) else leaf)


def _check(number: int, part: int, goes_on: Sequence[int], before: int, states: Sequence[int]) -> None:
    if not 0 <= part < len(states) or len(goes_on) != states[part]:
        raise NotReadable(f"branch {number} asks for part {part} and goes on {len(goes_on)} ways; no part is like that")
    if not all(0 <= node < before for node in goes_on):
        raise NotReadable(f"branch {number} goes on with a node that does not stand before it")
