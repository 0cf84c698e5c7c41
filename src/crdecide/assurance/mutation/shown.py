"""What a reader is shown of a decision: what a mutant has to differ in, before it is worth writing an advisory."""

from __future__ import annotations

from collections.abc import Hashable

from crdecide.errors import ConflictingCards
from crdecide.evaluation.precedence import Decision, decide
from crdecide.evaluation.semantics import Conclusions
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.language.cards import Conditional
from crdecide.language.ruleset import Ruleset


def shown_of(ruleset: Ruleset, conclusions: Conclusions) -> Hashable:
    """What is shown where a child comes out so; None where two cards contradict each other."""
    try:
        return _shown(decide(ruleset, conclusions))
    except ConflictingCards:
        return None


def _shown(decision: Decision) -> Hashable:
    options = []
    for option in decision.options:
        parts = (*option.cards, *option.notes, *option.undecided)
        options.append((option.outcome, *map(_said, parts)))
    # The danger sentence is said first and apart, by its finding: of its alert nothing else is shown.
    alerts = [(shown.certain, _said(shown.alert)) for shown in decision.alerts if shown.alert.id != DANGER_SENTENCE]
    others = [_said(card) for card in (*decision.scope_cards, *decision.monitoring)]
    return decision.scope, tuple(options), tuple(alerts), tuple(others)


def _said(card: Conditional) -> Hashable:
    """What comes of a card in an answer; when it speaks is seen by its being there."""
    return card.id, card.title, card.sentences(), card.evidence, *card.marks()
