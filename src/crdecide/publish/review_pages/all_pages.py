"""All review pages, by the path of each below the folder they go to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crdecide.assurance.mutation.survivors import Verdict
from crdecide.assurance.scenarios.scenario_refs import ScenarioRef
from crdecide.assurance.traceability import matrix
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset

from .card_page import page_of_card
from .ruleset_page import page_of_ruleset


def pages(ruleset: Ruleset, scenarios: Iterable[ScenarioRef], verdicts: Iterable[Verdict]) -> Mapping[str, str]:
    """The text of every page: ``README.md``, then one for each card."""
    regions, rows = regions_of(ruleset), {row.rule: row for row in matrix(ruleset, scenarios)}
    fates: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        fates.setdefault(verdict.rule, []).append(verdict)
    made = {"README.md": page_of_ruleset(ruleset)}
    for card in ruleset.rules:
        page = page_of_card(card, ruleset, regions, rows[card.id], fates.get(card.id, []))
        made[f"{card.kind}/{card.id}.md"] = page
    return made
