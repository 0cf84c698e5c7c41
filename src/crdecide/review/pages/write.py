"""All review pages, by the path of each below the folder they go to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...regions import regions_of
from ...ruleset import Ruleset
from ..features import ScenarioRef
from ..matrix import matrix
from ..mutation import Verdict
from .card_page import card_page
from .ruleset_page import ruleset_page


def pages(ruleset: Ruleset, scenarios: Iterable[ScenarioRef], verdicts: Iterable[Verdict]) -> Mapping[str, str]:
    """The text of every page: ``README.md``, then one for each card."""
    regions, rows = regions_of(ruleset), {row.rule: row for row in matrix(ruleset, scenarios)}
    fates: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        fates.setdefault(verdict.rule, []).append(verdict)
    cards = (*ruleset.findings, *ruleset.cards)
    made = {
        f"{card.kind}/{card.id}.md": card_page(card, ruleset, regions, rows[card.id], fates.get(card.id, []))
        for card in cards
    }
    return {"README.md": ruleset_page(ruleset), **made}
