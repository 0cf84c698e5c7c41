"""Which answers a child can have at all, where each part of what is known may be in some of its states only.

Every part takes its states independently of the others. Both questions take one pass over a diagram.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from crdecide.evaluation.symbolic.diagrams import Diagrams, Node

Allowed = Sequence[frozenset[int]]
"""For each part, the states that it may be in."""
Admitting = Sequence[Sequence[int]]
"""For each part and each of its states, what admits the state: bit `n` is the n-th addition, or set of additions."""


def reachable(diagrams: Diagrams, root: Node, allowed: Allowed) -> frozenset[Hashable]:
    """The values of a function over all children whose parts are in allowed states."""
    seen, waiting = {root}, [root]
    values: set[Hashable] = set()
    while waiting:
        node = waiting.pop()
        children = diagrams.children(node)
        if not children:
            values.add(diagrams.value(node))
            continue
        states = allowed[diagrams.variable(node)]
        fresh = {child for state, child in enumerate(children) if state in states} - seen
        seen |= fresh
        waiting += fresh
    return frozenset(values)


def admitting(diagrams: Diagrams, root: Node, value: Hashable, admits: Admitting, every: int) -> int:
    """Each addition, as a bit, with which the function has this value for some child; `every` has all bits.

    A path to the value asks for each part once, so that an addition makes it where it admits every state on it.
    """
    made: dict[Node, int] = {}

    def made_by(node: Node) -> int:
        if node not in made:
            made[node] = look_below(node)
        return made[node]

    def look_below(node: Node) -> int:
        children = diagrams.children(node)
        if not children:
            return every if diagrams.value(node) == value else 0
        found = 0
        for bits, child in zip(admits[diagrams.variable(node)], children, strict=True):
            if bits & ~found:
                found |= bits & made_by(child)
        return found

    return made_by(root)
