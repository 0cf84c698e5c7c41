"""The same functions with their variables asked for in another order, on which the number of nodes depends."""

from __future__ import annotations

from collections.abc import Sequence

from .diagrams import Diagrams, Node


def reordered(
    diagrams: Diagrams, nodes: Sequence[Node], order: Sequence[int], edges: Sequence[int]
) -> tuple[Diagrams, list[Node]]:
    """These functions in a store of their own, where `order[n]` is variable `n`; `edges` of each variable as it was."""
    reordering = _Reordering(diagrams, order, edges)
    return reordering.after, [reordering.moved(node) for node in nodes]


class _Reordering:
    def __init__(self, diagrams: Diagrams, order: Sequence[int], edges: Sequence[int]) -> None:
        # A copy, since what is made on the way is of no use to others.
        self._before, self.after = diagrams.copy(), Diagrams()
        self._place = {variable: place for place, variable in enumerate(order)}
        self._edges = edges
        self._moved: dict[Node, Node] = {}
        self._supports: dict[Node, frozenset[int]] = {}

    def moved(self, node: Node) -> Node:
        """A function in the new order."""
        if node not in self._moved:
            self._moved[node] = self._move(node)
        return self._moved[node]

    def _move(self, node: Node) -> Node:
        support = self._support(node)
        if not support:
            return self.after.leaf(self._before.value(node))
        first = min(support, key=self._place.__getitem__)
        cofactors = [self._before.cofactor(node, first, edge) for edge in range(self._edges[first])]
        return self.after.branch(self._place[first], [self.moved(cofactor) for cofactor in cofactors])

    def _support(self, node: Node) -> frozenset[int]:
        """The variables on which a function depends; each node is looked at once."""
        if node not in self._supports:
            children = self._before.children(node)
            own = {self._before.variable(node)} if children else ()
            self._supports[node] = frozenset(own).union(*map(self._support, children))
        return self._supports[node]
