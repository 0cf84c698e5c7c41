"""Rules, scenarios and evidence, both ways."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from support.command import in_process_text

from crdecide import Ruleset
from crdecide.assurance.scenarios.rule_outcome import OUTCOMES
from crdecide.assurance.scenarios.scenario_refs import ScenarioRef, read_features
from crdecide.assurance.traceability import FORMATS, Row, gaps, matrix

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scenarios() -> tuple[ScenarioRef, ...]:
    return read_features(ROOT / "features")


@pytest.fixture(scope="module")
def rows(ruleset: Ruleset, scenarios: tuple[ScenarioRef, ...]) -> tuple[Row, ...]:
    return matrix(ruleset, scenarios)


def test_no_rule_is_without_scenarios_and_no_statement_without_a_rule(
    ruleset: Ruleset, scenarios: tuple[ScenarioRef, ...], rows: tuple[Row, ...]
) -> None:
    assert gaps(rows, ruleset, scenarios) == ()


def test_every_rule_block_carries_the_title_of_its_card_word_for_word(
    rows: tuple[Row, ...], scenarios: tuple[ScenarioRef, ...]
) -> None:
    titles = {row.rule: row.title for row in rows}
    assert [s.name for s in scenarios for rule in s.rules if s.rule_title != titles[rule]] == []


def test_every_scenario_of_a_rule_is_tagged_with_one_outcome(scenarios: tuple[ScenarioRef, ...]) -> None:
    outcomes = {f"@{name}" for name in OUTCOMES}
    assert [s.name for s in scenarios if s.rules and len(s.tags & outcomes) != 1] == []


def test_gaps_are_seen(ruleset: Ruleset, scenarios: tuple[ScenarioRef, ...]) -> None:
    kept = [s for s in scenarios if s.rules != ("born",)]
    stray = ScenarioRef("scope.feature", 3, "A stray", "", frozenset({"@rule:nobody", "@holds"}))
    rows = [row for row in matrix(ruleset, kept) if row.rule != "tsc_likelihood_in_other_sources"]
    found = gaps(rows, ruleset, [*kept, stray])
    assert "born: no scenario where it holds" in found
    assert "born: no scenario where it just misses" in found
    assert "born: no scenario where it is left undecided" in found
    assert "scope.feature:3: no such rule as 'nobody'" in found
    assert "mustafa2024#tsc: never cited" in found


def test_each_format_holds_every_rule(rows: tuple[Row, ...]) -> None:
    rules = [row.rule for row in rows]
    assert [entry["rule"] for entry in json.loads(FORMATS["json"](rows))] == rules
    assert [entry["rule"] for entry in csv.DictReader(io.StringIO(FORMATS["csv"](rows)))] == rules
    assert [block.split(" ")[0] for block in FORMATS["text"](rows).split("\n\n")] == rules


def test_the_command_prints_the_matrix_and_its_gaps(tmp_path: Path) -> None:
    whole = in_process_text("rules", "matrix", ROOT / "features")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert (
        "surgery_haemodynamic_compromise (option, draft): Compromise of flow, as a published indication for surgery"
        in whole.stdout
    )
    text = "Feature: A\n  Scenario: B\n    When the evidence is consulted\n    Then the scope cannot be assessed\n"
    (tmp_path / "a.feature").write_text(text, encoding="utf-8")
    none = in_process_text("rules", "matrix", tmp_path, "--format", "csv")
    assert none.returncode == 2
    assert "crdecide: surgery_haemodynamic_compromise: no scenario where it holds\n" in none.stderr
