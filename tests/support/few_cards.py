"""A rule set of a few cards, of which all pages are soon made."""

from __future__ import annotations

from dataclasses import replace

from crdecide import Ruleset

KEPT = {"surgery_inoperable", "review_sooner", "mtor_inhibitor_symptomatic", "life_threatening_presentation"}


def few_cards(ruleset: Ruleset) -> Ruleset:
    """The cards on the scope, a card of some kinds, and the cards that withhold these."""
    kept = {card.id for card in ruleset.cards if card.kind == "scope"} | KEPT
    kept |= {name for card in ruleset.cards if card.id in kept for name in card.withheld_by}
    return replace(ruleset, cards=tuple(card for card in ruleset.cards if card.id in kept))
