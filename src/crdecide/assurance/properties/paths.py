"""The ways to True through a function of what is known, those on which least is known first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crdecide.evaluation.symbolic.diagrams import LEAF, Diagrams, Node

Path = Mapping[int, int]
"""The state of some parts, by number; the others are unknown."""


def ways_to_true(diagrams: Diagrams, node: Node) -> Iterator[Path]:
    """Every way on which a function is True; the first is one of the shortest."""
    known = _least_known(diagrams, node)

    def below(part: Node) -> Iterator[Path]:
        if diagrams.variable(part) == LEAF:
            yield {}
            return
        # Edge 0 is "unknown" and costs nothing; of ways that cost the same the lowest edge comes first, so that the
        # children who are shown are the same in every run.
        ways = [(known[child] + (edge > 0), edge, child) for edge, child in enumerate(diagrams.children(part))]
        for cost, edge, child in sorted(ways):
            if cost < LEAF:
                for path in below(child):
                    yield {diagrams.variable(part): edge, **path}

    yield from below(node)


def _least_known(diagrams: Diagrams, node: Node) -> Mapping[Node, int]:
    """For each node how many parts have to be known on the shortest way to True; LEAF where there is none."""
    costs: dict[Node, int] = {}

    def least(part: Node) -> int:
        if part not in costs:
            children = list(enumerate(diagrams.children(part)))
            if children:
                costs[part] = min(least(child) + (edge > 0) for edge, child in children)
            else:
                costs[part] = 0 if diagrams.value(part) is True else LEAF
        return costs[part]

    least(node)
    return costs
