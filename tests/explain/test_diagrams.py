"""The order in which a diagram asks for its variables alters nothing that it says."""

from __future__ import annotations

import random

from crdecide import Ruleset
from crdecide.evaluation.symbolic.outcomes import answers_of
from crdecide.evaluation.symbolic.reordering import reordered


def test_another_order_gives_the_same_values(ruleset: Ruleset) -> None:
    answers, rng = answers_of(ruleset), random.Random(8)
    edges, size = [len(part.states) for part in answers.parts], len(answers.diagrams)
    order = rng.sample(range(len(edges)), len(edges))
    # The narrow ones alone: in an order drawn by lot a wide answer may need very many nodes.
    narrow = [answer for answer in answers.answers if len(answer.support) < 10]
    diagrams, nodes = reordered(answers.diagrams, [answer.node for answer in narrow], order, edges)
    for _ in range(2_000):
        place = [rng.randrange(states) for states in edges]
        for answer, node in zip(narrow, nodes, strict=True):
            assert diagrams.at(node, [place[part] for part in order]) == answers.value(answer, tuple(place)), (
                answer.name
            )
    assert len(answers.diagrams) == size
