"""Which functions are compared to tell whether a part matters, so that no child counts who cannot exist.

A contradiction stays one whatever more becomes known. So whoever exists in another state of a part exists in the
present one too, and the present function is compared with the other wherever that one is valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crdecide.evaluation.symbolic.constrained import Constrained
from crdecide.evaluation.symbolic.diagrams import Diagrams, Node

MayBe = Sequence[Sequence[int]]
"""For each state of a part, those that it may turn out to be, itself first."""
Compared = Mapping[tuple[int, int], Node]
"""By the present state and another: what the function in the other is compared with."""


def comparisons(diagrams: Diagrams, roots: Sequence[Node], may_be: Sequence[MayBe]) -> Mapping[Node, Compared]:
    """The comparisons at every node of these functions, and of those that they are compared with."""
    constrained = Constrained(diagrams)
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
