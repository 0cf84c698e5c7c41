"""Which unknowns matter: the answers that each open part can change, from one pass over all answers together.

A part can change an answer if some state of it gives another answer than its present one does, while the others are
in any of their own. So it does exactly where it is still asked for once the diagrams are reduced to what is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from crdecide.evaluation.symbolic.diagrams import LEAF, Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import Answers

from .openness import States
from .reduction import Level, Reduced, Row
from .valid_comparisons import Compared, comparisons


class RelevantUnknowns:
    """Those of any child under one rule set; nothing is kept from child to child."""

    def __init__(self, answers: Answers) -> None:
        diagrams, roots = answers.diagrams, [answer.node for answer in answers.answers]
        compared = comparisons(diagrams, roots, [part.may_be for part in answers.parts])
        # The leaves first, and every node after those that it goes on as.
        nodes = sorted(compared, key=diagrams.variable, reverse=True)
        places = {node: place for place, node in enumerate(nodes)}
        self._parts, self._leaves = len(answers.parts), sum(diagrams.variable(node) == LEAF for node in nodes)
        self._levels = [
            _level(part, [*level], diagrams, compared, places)
            for part, level in groupby(nodes[self._leaves :], key=diagrams.variable)
        ]
        self._roots = [(1 << number, places[root]) for number, root in enumerate(roots)]

    def changeable(self, open_to: Sequence[States]) -> list[int]:
        """For each part, the answers that it can change: bit `n` stands for answer `n`."""
        reduced, numbers = Reduced(self._leaves), [*range(self._leaves)]
        for level in self._levels:
            numbers += level.numbered(numbers, open_to[level.part], reduced)
        return reduced.asked_by([(answer, numbers[place]) for answer, place in self._roots], self._parts)


def _level(
    part: int, nodes: Sequence[Node], diagrams: Diagrams, compared: Mapping[Node, Compared], places: Mapping[Node, int]
) -> Level:
    """The nodes that ask for one part, with the places of what each goes on as and is compared with."""
    edges = [*zip(*map(diagrams.children, nodes), strict=True)]
    unlike: dict[tuple[int, int], Row] = {}
    for states in compared[nodes[0]]:
        others = tuple([compared[node][states] for node in nodes])
        # Mostly the present function as it is: nothing is ruled out.
        if others != edges[states[0]]:
            unlike[states] = _places(others, places)
    return Level(part, [_places(edge, places) for edge in edges], unlike)


def _places(nodes: Sequence[Node], places: Mapping[Node, int]) -> Row:
    return tuple([places[node] for node in nodes])
