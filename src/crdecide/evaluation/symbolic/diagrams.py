"""Decision diagrams: functions of a few many-valued variables, each distinct part held once.

Variables are numbered in one fixed order, and so are the edges (values) of each. Two functions are the same
exactly where they are the same node (R. E. Bryant, 1986, https://doi.org/10.1109/TC.1986.1676819).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat

Node = int
LEAF = 1 << 30
"""The variable of a leaf: after all others."""
NOTHING = object()
NO_NODE = -1
Combining = Callable[[tuple[Node, ...]], Node]
"""From functions to the one that combines them."""


class Diagrams:
    """A store of nodes. Nodes are small integers; a leaf stands for a value of its own."""

    def __init__(self) -> None:
        self._variables: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._values: dict[Node, Hashable] = {}
        self._known: dict[Hashable, Node] = {}

    def copy(self) -> Diagrams:
        """A store with the same nodes, which goes on by itself."""
        other = Diagrams()
        other._variables, other._children = [*self._variables], [*self._children]
        other._values, other._known = {**self._values}, {**self._known}
        return other

    def leaf(self, value: Hashable) -> Node:
        """The node of the function that is always this value; True is another value than 1."""
        return self._node(("leaf", type(value), value), LEAF, (), value)

    def branch(self, variable: int, children: Sequence[Node]) -> Node:
        """The function that goes on as one of these, by the value of the variable; themselves come after it."""
        # A variable that makes no difference is not asked for: only so are equal functions the same node.
        edges = tuple(children)
        if edges.count(edges[0]) == len(edges):
            return edges[0]
        return self._node((variable, edges), variable, edges, None)

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
        return self.combining(function)(tuple(nodes))

    def combining(self, function: Callable[..., Hashable], absorbing: Hashable = NOTHING) -> Combining:
        """To combine by `function` again and again: what functions share is combined once.

        `absorbing` is a value that the result has wherever any of the functions has it.
        """
        # Without it the work would grow with the paths through the diagrams rather than with their nodes.
        memo: dict[tuple[Node, ...], Node] = {}
        absorbed = NO_NODE if absorbing is NOTHING else self.leaf(absorbing)

        def combine(parts: tuple[Node, ...]) -> Node:
            # Called more often than anything else here: one look-up for what is known already.
            found = memo.get(parts)
            if found is None:
                found = memo[parts] = absorbed if absorbed in parts else branch(parts)
            return found

        def branch(parts: tuple[Node, ...]) -> Node:
            first, below = self.together(parts)
            if first == LEAF:
                return self.leaf(function(*[self._values[part] for part in parts]))
            return self.branch(first, [combine(parts) for parts in below])

        return combine

    def together(self, nodes: Sequence[Node]) -> tuple[int, Iterable[tuple[Node, ...]]]:
        """The variable that these functions ask for first, and what they go on as together, for each value of it."""
        variables, children = self._variables, self._children
        first = min([variables[node] for node in nodes])
        # A function that does not ask for this variable goes on as itself, whichever its value.
        rows = [children[node] if variables[node] == first else repeat(node) for node in nodes]
        # As many as the variable has values, whose number is that of the rows that do not repeat.
        return first, zip(*rows, strict=False)

    def at(self, node: Node, place: Sequence[int]) -> Hashable:
        """The value of the function where each variable has its place's value."""
        variables, children = self._variables, self._children
        while (variable := variables[node]) != LEAF:
            node = children[node][place[variable]]
        return self._values[node]

    def cofactor(self, node: Node, variable: int, edge: int) -> Node:
        """The function where one variable has this value."""
        return self.cofactoring(variable, edge)(node)

    def cofactoring(self, variable: int, edge: int) -> Callable[[Node], Node]:
        """To take the same cofactor of many functions: what they share is settled once."""
        memo: dict[Node, Node] = {}
        variables, children = self._variables, self._children

        def settled(part: Node) -> Node:
            found = memo.get(part)
            if found is None:
                first = variables[part]
                if first < variable:
                    found = self.branch(first, [settled(child) for child in children[part]])
                else:
                    found = children[part][edge] if first == variable else part
                memo[part] = found
            return found

        return settled

    def leaves(self, node: Node) -> tuple[Node, ...]:
        """The leaves that a function reaches."""
        return tuple(part for part in self._reached(node) if self._variables[part] == LEAF)

    def support(self, node: Node) -> tuple[int, ...]:
        """The variables on which a function depends, in order."""
        return tuple(sorted({self._variables[part] for part in self._reached(node)} - {LEAF}))

    def _reached(self, node: Node) -> Iterable[Node]:
        """Every node of a function."""
        # A dict as a set that keeps its order, so that the same rules always give the same order.
        seen, waiting = {node: None}, [node]
        while waiting:
            fresh = [child for child in self._children[waiting.pop()] if child not in seen]
            seen.update(dict.fromkeys(fresh))
            waiting += fresh
        return seen

    def _node(self, key: Hashable, variable: int, children: tuple[Node, ...], value: Hashable) -> Node:
        # Each distinct node once: two functions are then equal exactly where their numbers are.
        node = self._known.setdefault(key, len(self._variables))
        if node == len(self._variables):
            self._variables.append(variable)
            self._children.append(children)
            if variable == LEAF:
                self._values[node] = value
        return node

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self._variables)
