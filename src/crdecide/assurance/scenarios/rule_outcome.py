"""What becomes of a rule for one child: it holds, it is known not to (a near miss), or it is left undecided."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import effective_truth
from crdecide.evaluation.semantics import evaluate
from crdecide.guideline.patient import Patient
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

Outcome = Literal["holds", "near_miss", "undecided"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
BY_TRUTH: dict[Truth, Outcome] = {TRUE: "holds", FALSE: "near_miss", UNKNOWN: "undecided"}
BY_FINDING: dict[object, Outcome] = {"no": "near_miss", None: "undecided"}


def outcome(rule: str, patient: Patient, ruleset: Ruleset) -> Outcome:
    """What becomes of the rule by the evaluator. A card that is withheld does not hold.

    Raises:
        KeyError: the rule set has no such rule.
    """
    conclusions = evaluate(ruleset, observe(patient, ruleset))
    # Only a finding has a value; one that is neither "no" nor unknown has been established, whatever it is called.
    if any(finding.id == rule for finding in ruleset.findings):
        return BY_FINDING.get(conclusions.values[rule], "holds")
    cards = {card.id: card for card in ruleset.cards}
    return BY_TRUTH[effective_truth(cards[rule], conclusions.truths)]


def cited(rule: str, ruleset: Ruleset) -> frozenset[str]:
    """The statements that a rule cites."""
    return frozenset({part.id: part.evidence for part in ruleset.rules}[rule])


def possible(rule: str, ruleset: Ruleset) -> tuple[Outcome, ...]:
    """The outcomes a rule can have: a finding that never concludes ``no`` has no near miss."""
    for finding in ruleset.findings:
        if finding.id == rule and "no" not in finding.values:
            return tuple(name for name in OUTCOMES if name != "near_miss")
    return OUTCOMES


def promised(tags: Collection[str]) -> Outcome | None:
    """The outcome that a scenario's tags promise for its rule; None where they promise none."""
    for name in OUTCOMES:
        if f"@{name}" in tags:
            return name
    return None
