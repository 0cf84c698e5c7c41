"""Every small change of a rule is noticed by a scenario, or changes no answer at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.altered import with_rule
from support.command import in_process_text

from crdecide import CrdecideError, Patient, Ruleset
from crdecide.assurance.distinguishing_child import fields_behind, telling_child, tells_apart
from crdecide.assurance.mutation.operators import Mutant, mutants
from crdecide.assurance.mutation.survivors import Verdict, verdicts
from crdecide.assurance.scenarios.scenario import Scenario, read_scenarios
from crdecide.language.conditions import AtLeast

FEATURES = Path(__file__).parents[2] / "features"
EVERY_MUTANT = os.environ.get("CRDECIDE_MUTANTS") == "all"
"""All of them take a quarter of an hour: `make mutants-rules`."""
ONE_MUTANT_IN, ONE_DRUG_MUTANT_IN = 60, 600
only_all = pytest.mark.skipif(not EVERY_MUTANT, reason="looks at every mutant: make mutants-rules")


@pytest.fixture(scope="module")
def scenarios() -> tuple[Scenario, ...]:
    return read_scenarios(FEATURES)


# `tests/features` has every scenario pass on each run, by another runner.
@pytest.mark.parametrize("one_in", [5, pytest.param(1, marks=pytest.mark.nightly)])
def test_the_scenarios_pass_with_the_rules_as_they_are(
    ruleset: Ruleset, scenarios: tuple[Scenario, ...], one_in: int
) -> None:
    assert [scenario.name for scenario in scenarios[::one_in] if not scenario.passes(ruleset)] == []
    assert len(scenarios) > 450


def chosen(ruleset: Ruleset) -> Iterator[Mutant]:
    """Every mutant, or one in so many."""
    for number, mutant in enumerate(mutants(ruleset)):
        one_in = ONE_DRUG_MUTANT_IN if mutant.rule.startswith("drugs: ") else ONE_MUTANT_IN
        if EVERY_MUTANT or number % one_in == 0:
            yield mutant


@pytest.fixture(scope="module")
def found(ruleset: Ruleset, scenarios: tuple[Scenario, ...]) -> list[Verdict]:
    """What became of each of these mutants, done once."""
    return list(verdicts(ruleset, scenarios, chosen(ruleset)))


def test_every_change_of_a_rule_is_noticed_or_changes_no_answer(found: list[Verdict]) -> None:
    assert [(v.rule, v.change, v.child) for v in found if v.fate == "survived"] == []
    assert len(found) > 20


@only_all
def test_nearly_every_mutant_is_killed_or_refused(found: list[Verdict]) -> None:
    fates = Counter(verdict.fate for verdict in found)
    assert fates["killed"] > 1200
    assert fates["pinned"] > 550, "what nothing but the second list of codes refuses"
    assert fates["refused"] > 250
    assert fates["unchanged"] < 40, "what changes no answer is little, and each could go"


@only_all
def test_heart_failure_coded_as_none_is_refused(found: list[Verdict]) -> None:
    turned = {v.change: (v.fate, v.scenario) for v in found if v.rule == "codes: heart_failure"}
    assert turned["present for absent"] == ("pinned", "pinned list")
    assert turned["absent says what present says"] == ("refused", "law")


@only_all
def test_a_drug_in_another_class_is_noticed_by_a_scenario(found: list[Verdict]) -> None:
    moved = [v for v in found if v.rule == "drugs: ketoconazole" and v.change.startswith("class beside ")]
    assert {v.fate for v in moved} == {"killed"}
    assert len(moved) > 6


def test_a_mutant_that_no_scenario_notices_is_told_with_the_smallest_child(ruleset: Ruleset) -> None:
    change = ("surgery_inoperable", "without the evidence sugalska2021#conclusion")
    [mutant] = [m for m in mutants(ruleset) if (m.rule, m.change) == change]
    record = {"age_days": 4, "tumours": {"count": 2, "largest_mm": 9.0}, "surgery": {"risk": "low"}}
    child = telling_child(ruleset, mutant.ruleset, ["surgery.risk"], [record], tries=10)
    assert child == {"age_days": 4, "tumours": {"largest_mm": 9.0}, "surgery": {"risk": "inoperable"}}
    assert tells_apart(child, ruleset, mutant.ruleset)


def test_no_child_tells_a_rule_set_from_itself(ruleset: Ruleset) -> None:
    assert telling_child(ruleset, ruleset, ["surgery.risk", "tumours.count"], [{"age_days": 4}], tries=50) is None


def test_the_fields_behind_a_condition_are_found_through_findings(ruleset: Ruleset) -> None:
    [card] = [card for card in ruleset.cards if card.id == "scope_tsc_excluded"]
    assert fields_behind(ruleset, [card.applies_when]) == (
        "tsc.status", "tsc.pathogenic_variant", "tsc.major_features", "tsc.minor_features", "tumours.count",
        "tumours.largest_mm", "tumours.locations", "tumours.measurements", "tsc.features_complete",
    )  # fmt: skip


def test_a_mutant_is_told_apart_between_its_cut_point_and_that_of_the_rule(
    ruleset: Ruleset, scenarios: tuple[Scenario, ...]
) -> None:
    """'At least 9' for 10 differs from the rule for 9.5 alone; scenarios at 5 and at 10 do not see it."""
    high = AtLeast("trough_ng_ml", 10)
    card = next(card for card in ruleset.alerts if card.id == "trough_below_sega_target")
    wider = with_rule(ruleset, card.model_copy(update={"applies_when": high}))
    child = {"treatment": {"mtor_inhibitor": {"drug": "sirolimus", "trough_ng_ml": 10.0}}, "tumours": {"count": 2}}
    scenario = replace(scenarios[0], rule=card.id, outcome=None, claims=(), patient=Patient.model_validate(child))
    change = (card.id, "trough_ng_ml at least 9")
    [verdict] = verdicts(wider, [scenario], [m for m in mutants(wider) if (m.rule, m.change) == change])
    assert verdict.fate == "survived"
    assert verdict.child is not None
    assert 9 <= verdict.child["treatment"]["mtor_inhibitor"]["trough_ng_ml"] < 10


@only_all
def test_what_changes_no_answer_is_proved_where_the_rule_comes_out_the_same_for_every_child(
    found: list[Verdict],
) -> None:
    proved = [(v.rule, v.change) for v in found if v.proved]
    assert ("born", "yes: age_days at least -1") in proved
    assert {v.fate for v in found if v.proved} == {"unchanged"}


def test_the_command_says_that_no_mutant_was_tried_where_a_scenario_fails(tmp_path: Path) -> None:
    text = (FEATURES / "cards/scope.feature").read_text(encoding="utf-8")
    (tmp_path / "a.feature").write_text(text.replace("Then the child is out of scope", "Then the child is in scope"))
    run = verify(tmp_path, "surgery_inoperable")
    assert run.returncode == 2
    assert "no mutant was tried: every scenario has to pass first" in run.stderr


def verify(features: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return in_process_text("verify", features, "--mutate", "--rule", *options)


def test_the_command_names_the_survivor_and_its_child(tmp_path: Path) -> None:
    shutil.copy(FEATURES / "cards/scope.feature", tmp_path)  # none of its scenarios is of surgery
    run = verify(tmp_path, "surgery_inoperable")
    assert run.returncode == 2
    survivor, told = run.stdout.splitlines()[-2:]
    assert survivor.startswith("SURVIVED: surgery_inoperable: ")
    child = json.loads(told.removeprefix("  needs a scenario for a child like "))
    assert child["surgery"] == {"risk": "inoperable"}


def test_the_command_prints_the_table(tmp_path: Path) -> None:
    shutil.copy(FEATURES / "cards/surgery.feature", tmp_path)  # where this rule's scenarios are
    run = verify(tmp_path, "surgery_inoperable")
    assert run.returncode == 0
    assert "scenarios pass." in run.stdout
    row = next(line.split() for line in run.stdout.splitlines() if line.startswith("surgery_inoperable"))
    mutants, killed, refused, *others = map(int, row[1:])
    assert mutants == killed + refused
    assert (refused, others) == (2, [0, 0, 0]), "the loader refuses 'temporary' for surgery, and a stance too strong"


def test_the_command_knows_the_rules(tmp_path: Path) -> None:
    shutil.copy(FEATURES / "cards/surgery.feature", tmp_path)
    run = verify(tmp_path, "surgery_inoperble")
    assert run.returncode == 2
    assert "no such rule as 'surgery_inoperble'; did you mean 'surgery_inoperable'?" in run.stderr


def test_a_step_that_is_not_of_the_set_is_refused_with_the_nearest(tmp_path: Path) -> None:
    steps = "    Given a foetus\n    When the evidence is consulted\n    Then the child is in scope\n"
    (tmp_path / "a.feature").write_text(f"Feature: A\n  Scenario: B\n{steps}", encoding="utf-8")
    with pytest.raises(CrdecideError, match="no such step as 'a foetus'; did you mean 'a fetus'"):
        read_scenarios(tmp_path)
