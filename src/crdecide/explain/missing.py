"""What is not known and could change the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..cards import OptionCard
from ..conclusions import Conclusions
from ..conditions import Condition
from ..decide import Decision, OptionDecision, effective_truth
from ..ruleset import Ruleset
from ..truth import UNKNOWN
from ..vocabulary import OPTIONS
from .gaps import Gaps


@dataclass(frozen=True)
class Missing:
    """An unknown field of the record, the question for it, and what it could change: options, alerts or ``scope``."""

    field: str
    question: str
    could_change: tuple[str, ...]


def missing_fields(gaps: Gaps, conclusions: Conclusions, decision: Decision) -> tuple[Missing, ...]:
    """Each unknown field that leaves a card undecided; first those that could change the scope or most options."""
    changes: dict[str, dict[str, None]] = {name: {} for name in gaps.ruleset.vocabulary.inputs}
    for what, condition in _undecided(gaps.ruleset, conclusions, decision):
        for name in gaps.inputs([condition]):
            if name not in gaps.unchecked:
                changes[name][what] = None
    return tuple(sorted(_by_field(changes, gaps.ruleset), key=_weight, reverse=True))


def _by_field(changes: dict[str, dict[str, None]], ruleset: Ruleset) -> Iterator[Missing]:
    """One entry a field of the record, though several inputs may be read from it; the first of them asks."""
    fields: dict[str, dict[str, None]] = {}
    questions: dict[str, str] = {}
    for name, changed in changes.items():
        if changed:
            entry = ruleset.vocabulary.inputs[name]
            questions.setdefault(entry.path, entry.question)
            fields.setdefault(entry.path, {}).update(changed)
    for path, could_change in fields.items():
        yield Missing(path, questions[path], tuple(could_change))


def _weight(missing: Missing) -> tuple[int, int]:
    weighty = [what for what in missing.could_change if what == "scope" or what in OPTIONS]
    return len(weighty), len(missing.could_change)


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
