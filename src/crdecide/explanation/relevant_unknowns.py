"""Which unknowns matter: the answers that each open part can change, from one pass over all answers together.

A part can change an answer if some state of it gives another answer than its present one does, while the others are
in any of their own. So it does exactly where it is still asked for once the diagrams are reduced to what is open.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from operator import mul

from crdecide.evaluation.symbolic.diagrams import LEAF, Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import SCOPE, Answers
from crdecide.evaluation.symbolic.restricted import Restricted
from crdecide.guideline.options import SCOPES

from .openness import States
from .reduction import Level, Reduced, Row
from .valid_comparisons import Compared, comparisons

MOST_KEPT = 512
"""Combinations of states, with what is left of the levels that are reduced first; the least recently used make room."""


class RelevantUnknowns:
    """Those of any child under one rule set.

    Where the scope is the same whatever turns out, which is so for most children, the answers are asked about in that
    scope alone: their diagrams ask for hardly any of its parts.
    """

    def __init__(self, answers: Answers) -> None:
        scope = answers.by_name[SCOPE]
        roots = [answer.node for answer in answers.answers]
        self._scope, self._anywhere = _Pass(answers, [scope.node]), _Pass(answers, roots)
        self._within: dict[Hashable, _Pass] = {}
        for status in SCOPES:
            restricted = Restricted(answers.diagrams, scope.node, status)
            self._within[status] = _Pass(answers, [restricted.of(root) for root in roots])

    def changeable(self, open_to: Sequence[States]) -> list[int]:
        """For each part, the answers that it can change: bit `n` stands for answer `n`."""
        scope = self._scope.only_value(open_to)
        return self._within.get(scope, self._anywhere).changeable(open_to)


class _Pass:
    """One pass over some functions together.

    The levels that are reduced first are below all of them, and the largest. What is left of so many of these is kept
    as have few combinations of states between them; nothing else is kept from child to child.
    """

    def __init__(self, answers: Answers, roots: Sequence[Node]) -> None:
        diagrams = answers.diagrams
        compared = comparisons(diagrams, roots, [part.may_be for part in answers.parts])
        # The leaves first, and every node after those that it goes on as.
        nodes = sorted(compared, key=diagrams.variable, reverse=True)
        places = {node: place for place, node in enumerate(nodes)}
        leaves = sum(diagrams.variable(node) == LEAF for node in nodes)
        levels = [
            _level(part, [*level], diagrams, compared, places)
            for part, level in groupby(nodes[leaves:], key=diagrams.variable)
        ]
        few = _few(levels, answers)
        self._first, self._others = levels[:few], levels[few:]
        self._parts, self._roots = len(answers.parts), [places[root] for root in roots]
        self._leaves = [diagrams.value(node) for node in nodes[:leaves]]
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._reduced_first)

    def changeable(self, open_to: Sequence[States]) -> list[int]:
        """For each part, the functions that it can change: bit `n` stands for the n-th."""
        return self._reduced(open_to).asked_by(self._roots, self._parts)

    def only_value(self, open_to: Sequence[States]) -> Hashable:
        """The value of the first function, where it has only one; else None."""
        number = self._reduced(open_to).numbers[self._roots[0]]
        return self._leaves[number] if number < len(self._leaves) else None

    def _reduced(self, open_to: Sequence[States]) -> Reduced:
        reduced = self._kept(tuple([open_to[level.part] for level in self._first])).copy()
        for level in self._others:
            level.reduce(reduced, open_to[level.part])
        return reduced

    def _reduced_first(self, open_to: tuple[States, ...]) -> Reduced:
        reduced = Reduced.of_leaves(len(self._leaves))
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
