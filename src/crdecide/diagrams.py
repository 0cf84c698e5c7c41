"""Decision diagrams: functions of a few many-valued variables, each distinct part held once.

Variables are numbered in one fixed order, and so are the edges (values) of each. Two functions are the same
exactly where they are the same node (R. E. Bryant, 1986, https://doi.org/10.1109/TC.1986.1676819).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

Node = int
LEAF = 1 << 30
"""The variable of a leaf: after all others."""


class Diagrams:
    """A store of nodes. Nodes are small integers; a leaf stands for a value of its own."""

    def __init__(self) -> None:
        self._variables: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._values: dict[Node, Hashable] = {}
        self._known: dict[Hashable, Node] = {}

    def leaf(self, value: Hashable) -> Node:
        """The node of the function that is always this value."""
        return self._node(("leaf", value), LEAF, (), value)

    def branch(self, variable: int, children: Sequence[Node]) -> Node:
        """The function that goes on as one of these, by the value of the variable; themselves come after it."""
        if all(child == children[0] for child in children):
            return children[0]
        return self._node((variable, *children), variable, tuple(children), None)

    def variable(self, node: Node) -> int:
        """The variable that a node asks for first; LEAF for a leaf."""
        return self._variables[node]

    def children(self, node: Node) -> tuple[Node, ...]:
        """What the function goes on as, for each value of its variable."""
        return self._children[node]

    def value(self, leaf: Node) -> Hashable:
        """The value of a leaf."""
        return self._values[leaf]

    def combined(self, function: Callable[..., Hashable], nodes: Sequence[Node]) -> Node:
        """The function whose value is `function` of the values of these."""
        memo: dict[tuple[Node, ...], Node] = {}

        def combine(parts: tuple[Node, ...]) -> Node:
            if parts not in memo:
                memo[parts] = branch(parts)
            return memo[parts]

        def branch(parts: tuple[Node, ...]) -> Node:
            first = min(map(self.variable, parts))
            if first == LEAF:
                return self.leaf(function(*map(self.value, parts)))
            edges = range(max(len(self._children[part]) for part in parts if self._variables[part] == first))
            return self.branch(
                first, [combine(tuple(self._after(part, first, edge) for part in parts)) for edge in edges]
            )

        return combine(tuple(nodes))

    def support(self, node: Node) -> tuple[int, ...]:
        """The variables on which a function depends, in order."""
        seen, found, waiting = {node}, set(), [node]
        while waiting:
            part = waiting.pop()
            if self._variables[part] != LEAF:
                found.add(self._variables[part])
                fresh = set(self._children[part]) - seen
                seen |= fresh
                waiting += fresh
        return tuple(sorted(found))

    def _after(self, node: Node, variable: int, edge: int) -> Node:
        return self._children[node][edge] if self._variables[node] == variable else node

    def _node(self, key: Hashable, variable: int, children: tuple[Node, ...], value: Hashable) -> Node:
        if key not in self._known:
            self._known[key] = node = len(self._variables)
            self._variables.append(variable)
            self._children.append(children)
            if variable == LEAF:
                self._values[node] = value
        return self._known[key]

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self._variables)
