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
        self._order, self._edges = order, edges
        self._place = {variable: place for place, variable in enumerate(order)}
        self._moved: dict[Node, Node] = {}
        self._walked: dict[tuple[Node, int], Sequence[Node]] = {}
        self._supports: list[int] = []

    def moved(self, node: Node) -> Node:
        """A function in the new order."""
        if node not in self._moved:
            self._moved[node] = self._move(node)
        return self._moved[node]

    def _move(self, node: Node) -> Node:
        support = self._support(node)
        if not support:
            return self.after.leaf(self._before.value(node))
        # The lowest bit that is set.
        place = (support & -support).bit_length() - 1
        cofactors = self._cofactors(node, self._order[place])
        return self.after.branch(place, [self.moved(cofactor) for cofactor in cofactors])

    def _cofactors(self, node: Node, variable: int) -> Sequence[Node]:
        """The function for each value of a variable, in one walk; what functions share is walked once."""
        if self._before.variable(node) == variable:
            return self._before.children(node)
        if not self._support(node) >> self._place[variable] & 1:
            return (node,) * self._edges[variable]
        key = (node, variable)
        if key not in self._walked:
            below = [self._cofactors(child, variable) for child in self._before.children(node)]
            asked = self._before.variable(node)
            self._walked[key] = [self._before.branch(asked, edge) for edge in zip(*below, strict=True)]
        return self._walked[key]

    def _support(self, node: Node) -> int:
        """The variables on which a function depends, as bits by their new places; each node is looked at once."""
        # A node comes after those that it goes on as.
        for each in range(len(self._supports), node + 1):
            children, support = self._before.children(each), 0
            for child in children:
                support |= self._supports[child]
            self._supports.append(support | 1 << self._place[self._before.variable(each)] if children else 0)
        return self._supports[node]
