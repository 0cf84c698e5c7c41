"""What the page to edit a card needs beside the rules as the start page has them: cards whole, with their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.assurance.scenarios.vignettes import vignette_names
from crdecide.evaluation.symbolic.outcomes import answers_of
from crdecide.guideline.options import CANNOT_ASSESS, ON_THE_TABLE, OUTSIDE_EVIDENCE, STANCES
from crdecide.language.cards import Finding, Rule
from crdecide.language.cards.option import SPEAK_OF_AN_EFFECT
from crdecide.language.loading.card_texts import CardText, texts_of_cards
from crdecide.language.ruleset import Ruleset

from ...rules_json.conditions_as_data import as_data
from ...rules_json.data_model import RulesData
from ..data_of_page import page_data
from .probes import probes_of
from .thresholds import thresholds_of

Json = dict[str, Any]
KEPT = ("kind", "title", "status", "version", "evidence")
OF_A_KIND = (
    "withheld_by", "says", "certainty", "caveats", "qualifies", "bears_on", "speaks_in", "label", "so_far",
)  # fmt: skip


def data_for_editing(data: RulesData, ruleset: Ruleset, scenarios: Iterable[Scenario] = ()) -> Json:
    """The data of the start page, and under `edit` what only the editor needs: of scenarios the children to sign."""
    texts = texts_of_cards(ruleset)
    return {
        **page_data(data),
        "edit": {
            "rules": {rule.id: {**card_data(rule), **_file(texts.get(rule.id))} for rule in ruleset.rules},
            "children": [_child(name, scenario) for scenario, name in vignette_names(scenarios).items()],
            "probes": probes_of(answers_of(ruleset).parts, ruleset),
            "thresholds": {name: asdict(allowed) for name, allowed in thresholds_of(ruleset).items()},
            "options": {name: _option(option) for name, option in ruleset.vocabulary.options.items()},
            "stances": STANCES,
            "undecided": CANNOT_ASSESS,
            "silent": OUTSIDE_EVIDENCE,
            "on_the_table": ON_THE_TABLE,
            "speak_of_an_effect": SPEAK_OF_AN_EFFECT,
        },
    }


def _child(page: str, scenario: Scenario) -> Json:
    record = scenario.patient.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return {"page": page, "title": scenario.name, "record": record}


def _option(option: Any) -> Json:
    return {name: getattr(option, name) for name in ("in_use", "strongest_stance", "always_temporary")}


def card_data(rule: Rule) -> Json:
    """A card whole: what it says, and when."""
    return {**rule.model_dump(mode="json", include={*KEPT, *OF_A_KIND}), **dict(_logic(rule))}


def _file(text: CardText | None) -> Json:
    """The file that says so, where there is one."""
    return {"file": text.path if text else None, "text": text.text if text else None}


def _logic(rule: Rule) -> Iterator[tuple[str, object]]:
    if isinstance(rule, Finding):
        yield "concludes", [_line(line) for line in rule.concludes]
        yield "lines", [_line(line) for line in rule.lines]
    else:
        yield "applies_when", _plain(rule.applies_when)


def _line(line: Any) -> Mapping[str, Any]:
    return {"value": line.value, "when": _plain(line.when)}


def _plain(condition: Any) -> Any:
    return as_data(condition).model_dump(mode="json", by_alias=True)
