"""The features as documents: every rule has its scenarios, and no scenario is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser

from crdecide import Ruleset, load_ruleset
from crdecide.loading import default_rules_path

FEATURES = sorted((Path(__file__).parents[2] / "features").rglob("*.feature"))


def children(path: Path, kind: str) -> Iterator[dict[str, Any]]:
    feature = Parser().parse(path.read_text(encoding="utf-8"))["feature"]
    for child in feature["children"]:
        if kind in child:
            yield child[kind]
        elif "rule" in child:
            yield from (inner[kind] for inner in child["rule"]["children"] if kind in inner)


def tags(node: dict[str, Any]) -> set[str]:
    return {tag["name"] for tag in node["tags"]}


RULES = [rule for path in FEATURES for rule in children(path, "rule")]
RULE_OF = {tag.removeprefix("@rule:"): rule for rule in RULES for tag in tags(rule)}


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    ruleset: Ruleset = load_ruleset(default_rules_path())
    return {card.id: card.title for card in (*ruleset.findings, *ruleset.cards)}


def test_every_card_has_one_rule_with_its_title_word_for_word(titles: dict[str, str]) -> None:
    assert {name: rule["name"] for name, rule in RULE_OF.items()} == titles
    assert len(RULES) == len(RULE_OF)


@pytest.mark.parametrize("name", RULE_OF)
def test_every_rule_has_a_scenario_where_it_decides_and_a_near_miss(name: str) -> None:
    seen = Counter(tag for child in RULE_OF[name]["children"] for tag in tags(child.get("scenario", {"tags": []})))
    assert seen["@holds"] >= 1
    assert seen["@near_miss"] >= 1


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_scenario_names_are_unique_in_a_file_so_that_none_is_dropped(path: Path) -> None:
    names = Counter(scenario["name"] for scenario in children(path, "scenario"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_scenario_asserts_something_and_every_outline_has_rows(path: Path) -> None:
    for scenario in children(path, "scenario"):
        assert any(step["keywordType"] == "Outcome" for step in scenario["steps"]), scenario["name"]
        assert all(example["tableBody"] for example in scenario["examples"]), scenario["name"]
