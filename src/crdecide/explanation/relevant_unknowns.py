"""Which unknowns matter: the answers that each open part can change, from one pass over all answers together.

A part can change an answer if some state of it gives another answer than its present one does, while the others are
in any of their own. So it does exactly where it is still asked for once the diagrams are reduced to what is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from operator import mul

from crdecide.evaluation.symbolic.diagrams import LEAF, Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import Answers

from .openness import States
from .reduction import Level, Reduced, Row
from .valid_comparisons import Compared, comparisons

MOST_KEPT = 512
"""Combinations of states, with what is left of the levels that are reduced first; the least recently used make room."""


class RelevantUnknowns:
    """Those of any child under one rule set.

    The levels that are reduced first are below all answers, and the largest. What is left of so many of them is kept
    as have few combinations of states between them; nothing else is kept from child to child.
    """

    def __init__(self, answers: Answers) -> None:
        diagrams, roots = answers.diagrams, [answer.node for answer in answers.answers]
        compared = comparisons(diagrams, roots, [part.may_be for part in answers.parts])
        # The leaves first, and every node after those that it goes on as.
        nodes = sorted(compared, key=diagrams.variable, reverse=True)
        places = {node: place for place, node in enumerate(nodes)}
        self._parts, self._leaves = len(answers.parts), sum(diagrams.variable(node) == LEAF for node in nodes)
        levels = [
            _level(part, [*level], diagrams, compared, places)
            for part, level in groupby(nodes[self._leaves :], key=diagrams.variable)
        ]
        few = _few(levels, answers)
        self._first, self._others = levels[:few], levels[few:]
        self._roots = [places[root] for root in roots]
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._reduced_first)

    def changeable(self, open_to: Sequence[States]) -> list[int]:
        """For each part, the answers that it can change: bit `n` stands for answer `n`."""
        reduced = self._kept(tuple([open_to[level.part] for level in self._first])).copy()
        for level in self._others:
            level.reduce(reduced, open_to[level.part])
        return reduced.asked_by(self._roots, self._parts)

    def _reduced_first(self, open_to: tuple[States, ...]) -> Reduced:
        reduced = Reduced.of_leaves(self._leaves)
        for level, states in zip(self._first, open_to, strict=True):
            level.reduce(reduced, states)
        return reduced


def _few(levels: Sequence[Level], answers: Answers) -> int:
    """How many levels, from the first, have no more combinations of states between them than are kept."""
    combinations = accumulate((len(answers.parts[level.part].states) for level in levels), mul)
    return sum(number <= MOST_KEPT for number in combinations)


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
