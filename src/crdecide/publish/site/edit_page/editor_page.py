"""The page to change a card: whole in itself, as no browser loads data from a disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.language.cards import Rule
from crdecide.language.ruleset import Ruleset

from ...rules_json.data_model import RulesData
from ..data_of_page import provenance
from ..inline_parts import content_hash, packed
from ..page_script import EDITING, EDITING_BROWSER, EVALUATOR, script
from ..site_templates import templates
from .edit_data import data_for_editing


def edit_card_page(
    data: RulesData,
    ruleset: Ruleset,
    scenarios: Sequence[Scenario],
    *,
    style: str,
    titles: Mapping[str, str],
    status: str,
) -> str:
    """The page; `titles` are those of the kinds of cards, `status` says how far the rules have been reviewed."""
    program = script((*EVALUATOR, *EDITING, *EDITING_BROWSER))
    kinds: dict[str, list[Rule]] = {kind: [] for kind in titles}
    for rule in ruleset.rules:
        kinds[rule.kind].append(rule)
    rendered: str = (
        templates()
        .get_template("edit_page/edit_a_card.html.jinja")
        .render(
            manifest=data.manifest,
            status=status,
            provenance=provenance(data),
            kinds={kind: rules for kind, rules in kinds.items() if rules},
            titles=titles,
            rules=packed(data_for_editing(data, ruleset, scenarios)),
            script=program,
            script_hash=content_hash(program),
            style=style,
            style_hash=content_hash(style),
        )
    )
    return rendered
