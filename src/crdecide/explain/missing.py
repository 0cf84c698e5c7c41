"""What is not known and could change the answer."""

from __future__ import annotations

from collections.abc import Iterator

from ..cards import OptionCard
from ..conclusions import Conclusions
from ..conditions import Condition
from ..decide import Decision, OptionDecision, effective_truth
from ..ruleset import Ruleset
from ..truth import UNKNOWN
from .gaps import Gaps


def missing_inputs(gaps: Gaps, conclusions: Conclusions, decision: Decision) -> dict[str, tuple[str, ...]]:
    """Each unknown input that leaves a card undecided, with what it could change.

    The values are option names, alert ids, or ``scope``. Inputs that could change most come first.
    """
    changes: dict[str, dict[str, None]] = {name: {} for name in gaps.ruleset.vocabulary.inputs}
    for what, condition in _undecided(gaps.ruleset, conclusions, decision):
        for name in gaps.inputs([condition]):
            changes[name][what] = None
    found = [(name, tuple(changed)) for name, changed in changes.items() if changed]
    return dict(sorted(found, key=lambda entry: -len(entry[1])))


def _undecided(ruleset: Ruleset, conclusions: Conclusions, decision: Decision) -> Iterator[tuple[str, Condition]]:
    if decision.scope != "out_of_scope":
        for scope in ruleset.scopes:
            if effective_truth(scope, conclusions.truths) is UNKNOWN:
                yield "scope", scope.applies_when
    for option in decision.options:
        for card in option.undecided:
            if _could_change(card, option):
                yield option.option, card.applies_when
    for shown in decision.alerts:
        if not shown.certain:
            yield shown.alert.id, shown.alert.applies_when


def _could_change(card: OptionCard, option: OptionDecision) -> bool:
    """Whether the card, if it held, would do more than add a reason to what is said already."""
    return card.says.stance != option.stance or (card.says.especially and not option.especially)
