"""The outcomes of a feed go with the answers that are in use, however many rule sets were looked at in between."""

from __future__ import annotations

from dataclasses import replace

from crdecide import Ruleset
from crdecide.assurance.feed.feed_outcomes import can_be, outcomes
from crdecide.evaluation.symbolic.outcomes import answers_of

KEPT = 8


def test_outcomes_are_of_the_answers_that_are_kept_now(ruleset: Ruleset) -> None:
    outcomes(ruleset)
    for _ in range(KEPT):
        answers_of(replace(ruleset))
    answers = answers_of(ruleset)
    every = [frozenset(range(len(part.states))) for part in answers.parts]
    assert all(can_be(answers, outcome, every, bound=False) for outcome in outcomes(ruleset))
