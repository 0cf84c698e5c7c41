"""Which open parts decide an answer: those of which some state changes it while the others are in some of theirs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from operator import itemgetter
from typing import Any

from crdecide.evaluation.symbolic.diagrams import Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import INVALID

MOST_NODES = 200_000
"""A search with more nodes than this, some 100 MB, is not used again."""
MOST_IDLE = 4

OpenTo = Mapping[int, int]
"""For each part the states that it may be in, as the number of that set."""
Sets = Mapping[int, tuple[int, ...]]
"""The states behind each such number, the one that the part is in first; more are added as they are met."""


class Search:
    """All answers, with each part restricted to the states that are possible for some child.

    What is found is kept for other children: what lies below a node depends on what is open below it, and on
    nothing else. One thread at a time.
    """

    def __init__(self, diagrams: Diagrams, sets: Sets) -> None:
        self._full, self._sets = diagrams, sets
        self._left = Diagrams()
        self._opened: dict[Node, Callable[[OpenTo], Any]] = {}
        self._restricted: dict[tuple[Node, Any], Node] = {}
        self._differing: dict[tuple[Node, Node], bool] = {}
        self._valid: dict[Node, bool] = {}
        self._decided_by: dict[Node, frozenset[int]] = {}

    def __len__(self) -> int:
        """How much is kept."""
        return len(self._left) + len(self._restricted) + len(self._differing)

    def deciding(self, node: Node, open_to: OpenTo) -> frozenset[int]:
        """The parts that decide an answer."""
        return self._deciding(self._restrict(node, open_to))

    def _restrict(self, node: Node, open_to: OpenTo) -> Node:
        """The function of what is still open; the first child of a node is the state as it is now."""
        states: tuple[int, ...] = ()
        # What is settled already is walked through without a node: most of a record is.
        while children := self._full.children(node):
            states = self._sets[open_to[self._full.variable(node)]]
            if len(states) > 1:
                break
            node = children[states[0]]
        else:
            return self._left.leaf(self._full.value(node))
        # Not by the whole child: two children share what lies below wherever the same is open there.
        key = (node, self._open_below(node)(open_to))
        restricted = self._restricted.get(key)
        if restricted is None:
            below = [self._restrict(children[state], open_to) for state in states]
            restricted = self._restricted[key] = self._left.branch(self._full.variable(node), below)
        return restricted

    def _open_below(self, node: Node) -> Callable[[OpenTo], Any]:
        """How to read what is open of the parts that a function depends on."""
        opened = self._opened.get(node)
        if opened is None:
            opened = self._opened[node] = itemgetter(*self._full.support(node))
        return opened

    def _deciding(self, node: Node) -> frozenset[int]:
        if node not in self._decided_by:
            below = frozenset[int]().union(*map(self._deciding, self._left.children(node)))
            own = {self._left.variable(node)} if self._matters(node) else ()
            self._decided_by[node] = below.union(own)
        return self._decided_by[node]

    def _matters(self, part: Node) -> bool:
        children = self._left.children(part)
        # Every state is compared with the present one alone: the question is what would change the answer as it is.
        return any(self._differ(children[0], other) for other in children[1:])

    def _differ(self, one: Node, other: Node) -> bool:
        """Whether two functions differ for some child who can exist."""
        if one == other:
            return False
        if self._always_valid(one) and self._always_valid(other):
            return True
        key = (one, other)
        if key not in self._differing:
            self._differing[key] = self._compare(one, other)
        return self._differing[key]

    def _always_valid(self, node: Node) -> bool:
        """Whether no contradiction lies below; then two different nodes do differ for some child."""
        if node not in self._valid:
            children = self._left.children(node)
            below = all(self._always_valid(child) for child in children)
            self._valid[node] = below if children else self._left.value(node) != INVALID
        return self._valid[node]

    def _compare(self, one: Node, other: Node) -> bool:
        left, right = self._left.children(one), self._left.children(other)
        # Two leaves differ for some child only if both children can exist.
        if not left and not right:
            return INVALID not in (self._left.value(one), self._left.value(other))
        first = min(self._left.variable(one), self._left.variable(other))
        if self._left.variable(one) > first:
            return any(self._differ(one, child) for child in right)
        if self._left.variable(other) > first:
            return any(self._differ(child, other) for child in left)
        return any(self._differ(a, b) for a, b in zip(left, right, strict=True))


class Searches:
    """Searches lent to one thread at a time. A deque's own operations are atomic: no lock can be held over a fork."""

    def __init__(self, diagrams: Diagrams, sets: Sets, *, keep: bool) -> None:
        self._new = partial(Search, diagrams, sets)
        self._keep, self._idle = keep, deque[Search](maxlen=MOST_IDLE)

    def deciding(self, node: Node, open_to: OpenTo) -> frozenset[int]:
        """The parts that decide an answer."""
        search = self._borrow()
        parts = search.deciding(node, open_to)
        # Given back only after a clean search: one that was interrupted is left to the garbage collector.
        if self._keep and len(search) < MOST_NODES:
            self._idle.append(search)
        return parts

    def _borrow(self) -> Search:
        try:
            return self._idle.pop()
        except IndexError:
            return self._new()
