"""Which functions are compared to tell whether a part matters, so that no child counts who cannot exist.

A contradiction stays one whatever more becomes known. So whoever exists in another state of a part exists in the
present one too, and the present function is compared with the other wherever that one is valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crdecide.evaluation.symbolic.diagrams import Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import INVALID

MayBe = Sequence[Sequence[int]]
"""For each state of a part, those that it may turn out to be, itself first."""
Compared = Mapping[tuple[int, int], Node]
"""By the present state and another: what the function in the other is compared with."""


def comparisons(diagrams: Diagrams, roots: Sequence[Node], may_be: Sequence[MayBe]) -> Mapping[Node, Compared]:
    """The comparisons at every node of these functions, and of those that they are compared with."""
    constrained = _Constrained(diagrams)
    # A dict that keeps its order, so that the same rules always give the same.
    compared: dict[Node, Compared] = {}
    waiting = [*roots]
    while waiting:
        node = waiting.pop()
        if node not in compared:
            children = diagrams.children(node)
            pairs = _pairs(may_be[diagrams.variable(node)]) if children else ()
            compared[node] = {(now, other): constrained.of(children[now], children[other]) for now, other in pairs}
            waiting += [*children, *compared[node].values()]
    return compared


def _pairs(may_be: MayBe) -> Iterator[tuple[int, int]]:
    """Each present state with each other that it may turn out to be."""
    for now, states in enumerate(may_be):
        for other in states[1:]:
            yield now, other


class _Constrained:
    """Functions, INVALID where others are; what was worked out for some of them is used for the next."""

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
