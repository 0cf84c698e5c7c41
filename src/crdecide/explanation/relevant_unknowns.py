"""Which unknowns matter: the answers that each open part can change, from one pass over all answers together.

A part can change an answer if some state of it gives another answer than its present one does, while the others are
in any of their own. So it does exactly where it is still asked for once the diagrams are reduced to what is open.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from crdecide.evaluation.symbolic.answer_functions import SCOPE, Answers
from crdecide.evaluation.symbolic.diagrams import LEAF, Diagrams, Node
from crdecide.evaluation.symbolic.restricted import Restricted
from crdecide.guideline.options import SCOPES

from .compiled_reduction import Reducing, fastest
from .levels import Functions, Level, Row
from .openness import States
from .valid_comparisons import Compared, comparisons


class RelevantUnknowns:
    """Those of any child under one rule set.

    Where the scope is the same whatever turns out, which is so for most children, the answers are asked about in that
    scope alone: their diagrams ask for hardly any of its parts.
    """

    def __init__(self, answers: Answers, reducing: Reducing = fastest) -> None:
        self._answers, self._reducing = answers, reducing
        self._scope = _Pass(answers, answers.diagrams.copy(), [answers.by_name[SCOPE].node], reducing)
        # Each where the first child needs it: of one child alone it is one of four.
        self._within = lru_cache(maxsize=len(SCOPES) + 1)(self._pass_within)

    def changeable(self, open_to: Sequence[States]) -> Sequence[int]:
        """For each part, the answers that it can change: bit `n` stands for answer `n`."""
        scope = self._scope.only_value(open_to)
        return self._within(scope if scope in SCOPES else None).changeable(open_to)

    def _pass_within(self, scope: Hashable) -> _Pass:
        """The pass over all answers in a scope; in any, where it is None."""
        # In a store of its own: others may be reading in the one that all share, or making the same.
        diagrams = self._answers.diagrams.copy()
        roots = [answer.node for answer in self._answers.answers]
        if scope is not None:
            restricted = Restricted(diagrams, self._answers.by_name[SCOPE].node, scope)
            roots = [restricted.of(root) for root in roots]
        return _Pass(self._answers, diagrams, roots, self._reducing)


class _Pass:
    """One pass over some functions together."""

    def __init__(self, answers: Answers, diagrams: Diagrams, roots: Sequence[Node], reducing: Reducing) -> None:
        compared = comparisons(diagrams, roots, [part.may_be for part in answers.parts])
        # The leaves first, and every node after those that it goes on as.
        nodes = sorted(compared, key=diagrams.variable, reverse=True)
        places = {node: place for place, node in enumerate(nodes)}
        leaves = sum(diagrams.variable(node) == LEAF for node in nodes)
        levels = [
            _level(part, [*level], diagrams, compared, places)
            for part, level in groupby(nodes[leaves:], key=diagrams.variable)
        ]
        states = [len(part.states) for part in answers.parts]
        self._reduction = reducing(Functions(leaves, levels, [places[root] for root in roots], states))
        self._leaves = [diagrams.value(node) for node in nodes[:leaves]]

    def changeable(self, open_to: Sequence[States]) -> Sequence[int]:
        """For each part, the functions that it can change: bit `n` stands for the n-th."""
        return self._reduction.left(open_to).asked

    def only_value(self, open_to: Sequence[States]) -> Hashable:
        """The value of the first function, where it has only one; else None."""
        number = self._reduction.left(open_to).numbers[0]
        return self._leaves[number] if number < len(self._leaves) else None


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
