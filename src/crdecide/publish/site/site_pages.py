"""All files of the review site, by the path of each below the folder they go to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from crdecide.assurance.properties.subject import Subject
from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.assurance.signing import Review, review_by
from crdecide.language.ruleset import Ruleset

from ..rules_json.data_model import RulesData
from ..rules_json.proof import as_text, prove
from ..rules_json.rules_as_data import rules_data
from .boundary_children import Boundaries
from .card_facts import CardFacts, facts_of
from .card_history.card_versions import RulesHistory
from .data_of_page import page_data, provenance
from .documentation.documentation_pages import documentation_files
from .documentation.project_files import Documentation
from .edit_page.editor_page import edit_card_page
from .evidence_pages.source_pages import evidence_files
from .inline_parts import content_hash, packed
from .page_script import BROWSER, EVALUATOR, script
from .ruleset_overview import overview_page
from .scenario_pages.all_scenario_pages import scenario_files
from .search.search_over_pages import search_page
from .signoff_page.signing_page import signed_states, signing_files
from .site_templates import templates

STYLES = (
    ("crdecide.advisory.render", "report.css"),
    ("crdecide.advisory.render", "form.css"),
    ("crdecide.publish.site", "site_nav.css"),
    ("crdecide.publish.site", "try_a_child.css"),
)
STYLE_OF_EDITING = (*STYLES[:3], ("crdecide.publish.site.edit_page", "edit_a_card.css"))
STYLE_OF_OTHER_PAGES = (
    ("crdecide.advisory.render", "report.css"),
    ("crdecide.publish.site", "site_nav.css"),
    ("crdecide.publish.site", "site_style.css"),
    ("crdecide.publish.site.evidence_pages", "evidence.css"),
    ("crdecide.publish.site.scenario_pages", "scenarios.css"),
    ("crdecide.publish.site.documentation", "guide.css"),
    ("crdecide.publish.site.search", "search.css"),
    ("crdecide.publish.site.signoff_page", "signoff.css"),
)
KINDS = {
    "scope": "Scope",
    "option": "Options",
    "note": "Notes beside options",
    "alert": "Alerts",
    "monitoring": "Follow-up",
    "finding": "Findings",
}
"""How the kinds of cards are called, in their order."""
STATUSES = {"draft": "draft rules", "in_review": "draft rules in review", "approved": "approved rules"}


def site_files(
    ruleset: Ruleset,
    scenarios: Sequence[Scenario] | None = None,
    *,
    documentation: Documentation | None = None,
    history: RulesHistory | None = None,
    review: Review | None = None,
) -> Mapping[str, str]:
    """The text of every file; the same for the same rules and the same crdecide. Without scenarios none is told.

    The `review` says what has been signed of them; without it, nothing has.

    Raises:
        NotTheseRules: the rules as data do not say what the rules say; nothing is to be shown then.
    """
    data = rules_data(ruleset)
    text = as_text(data)
    prove(text, ruleset)
    review = review or review_by(None, ruleset, scenarios)
    known = {"provenance": provenance(data), "short_disclaimer": data.manifest.short_disclaimer}
    pages = {
        "index.html": start_page(data),
        "edit.html": edit_page(data, ruleset, scenarios or ()),
        "ruleset.html": overview_page(ruleset, known),
        **_card_pages(data, ruleset, scenarios, {**known, "history": history, "signed": signed_states(review)}),
        **evidence_files(ruleset, scenarios, known),
        **scenario_files(ruleset, scenarios, known),
        **signing_files(review, ruleset, known),
        **documentation_files(documentation, known),
    }
    return {
        **pages,
        "search.html": search_page(pages, known),
        "rules.json": text,
        "style.css": _style(*STYLE_OF_OTHER_PAGES),
    }


def _card_pages(
    data: RulesData, ruleset: Ruleset, scenarios: Sequence[Scenario] | None, shared: Mapping[str, Any]
) -> Mapping[str, str]:
    """A page for each card and finding, and one that leads to all."""
    subject, by_rule = Subject(ruleset), dict[str, list[Scenario]]()
    boundaries = Boundaries(subject)
    for scenario in scenarios or ():
        by_rule.setdefault(scenario.rule, []).append(scenario)
    known = {**shared, "root": "../", "features_given": scenarios is not None}
    pages, kinds = dict[str, str](), {kind: list[CardFacts]() for kind in KINDS}
    for rule in ruleset.rules:
        facts = facts_of(rule, subject, boundaries, by_rule.get(rule.id, ()))
        kinds[rule.kind].append(facts)
        pages[f"cards/{rule.id}.html"] = templates().get_template("card_page.html.jinja").render(facts=facts, **known)
    index = templates().get_template("card_index.html.jinja")
    pages["cards.html"] = index.render(kinds=kinds, titles=KINDS, manifest=data.manifest, **{**known, "root": ""})
    return pages


def edit_page(data: RulesData, ruleset: Ruleset, scenarios: Sequence[Scenario] = ()) -> str:
    """The page to change a card: whole in itself."""
    style, status = _style(*STYLE_OF_EDITING), STATUSES[data.manifest.status]
    return edit_card_page(data, ruleset, scenarios, style=style, titles=KINDS, status=status)


def start_page(data: RulesData) -> str:
    """The page to try a child: whole in itself."""
    program = script((*EVALUATOR, *BROWSER))
    style = _style(*STYLES)
    known = page_data(data)
    rendered: str = (
        templates()
        .get_template("try_a_child.html.jinja")
        .render(
            first=data.form[0].fields[0].path,
            manifest=data.manifest,
            status=STATUSES[data.manifest.status],
            provenance=provenance(data),
            rules=packed(known),
            script=program,
            script_hash=content_hash(program),
            style=style,
            style_hash=content_hash(style),
        )
    )
    return rendered


def _style(*names: tuple[str, str]) -> str:
    return "".join((files(package) / name).read_text(encoding="utf-8") for package, name in names)
