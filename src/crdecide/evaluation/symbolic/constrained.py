"""Functions that are marked as invalid wherever others are: of what no child can be like, nothing is said."""

from __future__ import annotations

from .diagrams import Diagrams, Node

INVALID = "invalid"
"""The value of a function where what it depends on contradicts itself; no such child exists."""


class Constrained:
    """The functions of one store; what was worked out for some of them is used for the next."""

    def __init__(self, diagrams: Diagrams) -> None:
        self._diagrams = diagrams
        self._constrained: dict[tuple[Node, Node], Node] = {}
        self._may_be_invalid: dict[Node, bool] = {}

    def of(self, one: Node, other: Node) -> Node:
        """The one function, INVALID where the other is."""
        if not self._invalid_below(other):
            return one
        children = self._diagrams.children(other)
        if not children:
            return other
        if (one, other) not in self._constrained:
            self._constrained[one, other] = self._branch(one, other)
        return self._constrained[one, other]

    def _branch(self, one: Node, other: Node) -> Node:
        variable, below = self._diagrams.together((one, other))
        return self._diagrams.branch(variable, [self.of(one, other) for one, other in below])

    def _invalid_below(self, node: Node) -> bool:
        """Whether a function is INVALID anywhere."""
        if node not in self._may_be_invalid:
            children = self._diagrams.children(node)
            below = any(map(self._invalid_below, children))
            self._may_be_invalid[node] = below if children else self._diagrams.value(node) == INVALID
        return self._may_be_invalid[node]
