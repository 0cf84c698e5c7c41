"""What a failing scenario, an unknown step and a retired card say, in clinical words."""

from __future__ import annotations

import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crdecide import CrdecideError, Ruleset, advise, load_ruleset
from crdecide.assurance.scenarios.scenario import Scenario, read_scenarios
from crdecide.assurance.scenarios.scenario_refs import ScenarioRef, read_features
from crdecide.assurance.scenarios.steps import THEN, complaint
from crdecide.assurance.scenarios.steps.answered import ANSWERS
from crdecide.assurance.traceability import gaps, matrix

ROOT = Path(__file__).parents[2]
SICK = {
    "age_days": 4,
    "tumours": {"count": 2},
    "tsc": {"status": "definite"},
    "symptoms": {"heart_failure": True, "arrhythmia": True},
    "treatment": {"antiarrhythmic": {"status": "current", "response": "refractory"}},
}
NEWBORN = "a newborn of 4 days"
TUMOURS = "2 cardiac rhabdomyomas"


def feature(folder: Path, given: list[str], then: list[str], tags: str = "") -> Path:
    """One scenario in children/x.feature; its Given lines begin on line 4, whatever the tags."""
    steps = [f"    Given {step}" for step in given]
    steps += ["    When the evidence is consulted", *(f"    Then {step}" for step in then)]
    (folder / "children").mkdir(parents=True)
    text = "\n".join(["Feature: A child", f"  {tags}", "  Scenario: One", *steps, ""])
    (folder / "children/x.feature").write_text(text, encoding="utf-8")
    return folder


def complaints(folder: Path, ruleset: Ruleset) -> list[str]:
    """What the scenarios complain of, with the folder itself left out of the place."""
    said = [text for scenario in read_scenarios(folder) for text in scenario.complaints(ruleset)]
    return [text.removeprefix(f"{folder.as_posix()}/") for text in said]


def test_a_failing_scenario_says_file_line_step_what_was_expected_and_what_was_answered(
    tmp_path: Path, ruleset: Ruleset
) -> None:
    given = [NEWBORN, TUMOURS, "every symptom is recorded as absent"]
    claims = ["danger is not said", "surgery may be considered", "TSC evaluation is not applicable"]
    assert complaints(feature(tmp_path, given, claims), ruleset) == [
        "children/x.feature:9: Then surgery may be considered - expected: may be considered; answered: not supported",
        "children/x.feature:10: Then TSC evaluation is not applicable"
        " - expected: not applicable; answered: the usual course",
    ]


def test_the_command_prints_the_place_as_it_was_given_and_ends_with_2(tmp_path: Path) -> None:
    feature(tmp_path / "features", [NEWBORN, TUMOURS, "the child has heart failure"], ["surgery is not supported"])
    command = [sys.executable, "-m", "crdecide", "verify", "features"]
    rules = {"CRDECIDE_RULES": str(ROOT / "rules")}
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, **rules})
    assert run.returncode == 2
    said = "Then surgery is not supported - expected: not supported; answered: may be considered"
    assert run.stderr == f"features/children/x.feature:8: {said}\n"
    assert run.stdout == "0 of 1 scenarios pass.\n"


def test_a_row_of_an_outline_is_named_by_its_own_line(tmp_path: Path, ruleset: Ruleset) -> None:
    lines = [
        "Feature: A child",
        "  Scenario Outline: One",
        "    Given a newborn of 4 days",
        "    And <record>",
        "    When the evidence is consulted",
        "    Then the child is in scope",
        "    Examples:",
        "      | record                 |",
        "      | 2 cardiac rhabdomyomas |",
        "      | no cardiac rhabdomyoma |",
    ]
    (tmp_path / "x.feature").write_text("\n".join(lines), encoding="utf-8")
    step = "Then the child is in scope - expected: the child is in scope; answered: out of scope"
    assert complaints(tmp_path, ruleset) == [f"x.feature:6 (row on line 10): {step}"]


def test_an_option_out_of_scope_is_answered_with_the_scope(tmp_path: Path, ruleset: Ruleset) -> None:
    claims = ["surgery may be considered", "specialist review is the usual course, immediately"]
    first, second = complaints(feature(tmp_path, ["a fetus", TUMOURS], claims), ruleset)
    assert first.endswith("expected: may be considered; answered: no option is put forward, out of scope")
    assert second.endswith("expected: immediately; answered: no option is put forward, out of scope")


@pytest.mark.parametrize(
    ("step", "answered"),
    [
        ("danger cannot be excluded", "danger is said first"),
        ("specialist review is the usual course, routinely", "immediately"),
        ("no warning is shown", "arrhythmia refractory"),
        ('it is said that "no word of this"', "it is said nowhere"),
        (
            'it is nowhere said that "may be life-threatening"',
            "DANGER warning This presentation may be life-threatening",
        ),
        ("the TSC status is asked for", "asked for: "),
        ('the finding "TSC" is excluded', "definite"),
        ('the alert "no such" is shown', "shown: "),
        ("no option is put forward", "surgery: may be considered"),
        ('monitoring mentions "no such"', "more often than without symptoms"),
    ],
)
def test_what_was_answered_is_told_in_the_words_of_the_step(
    step: str, answered: str, tmp_path: Path, ruleset: Ruleset
) -> None:
    [scenario] = read_scenarios(feature(tmp_path, ["a fetus"], [step]))
    [claim] = scenario.claims
    said = complaint(claim.function, advise(SICK, ruleset=ruleset, engine="reference"), claim.words, claim.step)
    assert said is not None
    assert answered in said.split("; answered: ")[1]


def test_a_complaint_is_one_line_though_the_reasons_are_several(tmp_path: Path, ruleset: Ruleset) -> None:
    claims = ['the reasons for specialist review mention "no such words"']
    [said] = complaints(feature(tmp_path, [NEWBORN, TUMOURS, "the child has heart failure"], claims), ruleset)
    assert "\n" not in said
    assert "Under one year" in said


def test_every_claim_has_an_answer_of_its_own() -> None:
    assert set(ANSWERS) == set(THEN.values())


def test_every_claim_about_the_words_takes_the_advisory_first() -> None:
    assert {next(iter(inspect.signature(claim).parameters)) for claim in THEN.values()} == {"advisory"}


@pytest.mark.parametrize(
    ("given", "then", "nearest"),
    [
        ("a foetus", "the child is in scope", ":4: no such step as 'a foetus'; did you mean 'a fetus'?"),
        ("a fetus", "danger is said frist", ":6: no such step as 'danger is said frist'; did you mean 'danger is said"),
    ],
)
def test_an_unknown_step_is_refused_with_file_line_and_the_nearest(
    given: str, then: str, nearest: str, tmp_path: Path
) -> None:
    with pytest.raises(CrdecideError) as refused:
        read_scenarios(feature(tmp_path, [given], [then]))
    assert f"children/x.feature{nearest}" in str(refused.value)


def test_tags_that_promise_something_else_are_told_beside_the_scenario(tmp_path: Path, ruleset: Ruleset) -> None:
    tags = "@rule:scope_prenatal @holds"
    [said] = complaints(feature(tmp_path, [NEWBORN, TUMOURS], ["the child is in scope"], tags), ruleset)
    assert said == "children/x.feature:3: One - of scope_prenatal expected: it holds; answered: it just misses"


def test_a_tag_of_a_rule_that_is_not_there_is_told_with_the_nearest(tmp_path: Path, ruleset: Ruleset) -> None:
    tags = "@rule:scope_prenatl @holds"
    [said] = complaints(feature(tmp_path, ["a fetus"], ["the child is out of scope"], tags), ruleset)
    assert said.endswith("no such rule as 'scope_prenatl'; did you mean 'scope_prenatal'?")


@pytest.fixture(scope="module")
def features() -> tuple[ScenarioRef, ...]:
    return read_features(ROOT / "features")


@pytest.fixture(scope="module")
def scenarios() -> tuple[Scenario, ...]:
    return read_scenarios(ROOT / "features")


class TestRetired:
    """A card that is retired keeps its scenarios and its evidence, and nobody complains."""

    CARD = "alerts/course_is_temporary.yaml"
    ONLY_HERE = "notes/side_effects_in_the_very_young.yaml"
    """A card that cites statements that no other does."""

    @pytest.fixture(params=[CARD, ONLY_HERE])
    def rules(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
        text = (rules / request.param).read_text(encoding="utf-8")
        (rules / request.param).write_text(text.replace("status: draft", "status: retired"), encoding="utf-8")
        return rules

    def test_a_retired_card_keeps_its_scenarios_and_evidence_without_complaint(
        self, rules: Path, ruleset: Ruleset, features: tuple[ScenarioRef, ...], scenarios: tuple[Scenario, ...]
    ) -> None:
        before = set(gaps(matrix(ruleset, features), ruleset, features))
        ruleset = load_ruleset(rules)
        [card] = ruleset.retired
        kept = [scenario for scenario in scenarios if scenario.rule == card.id]
        assert kept
        assert [text for scenario in kept for text in scenario.complaints(ruleset)] == []
        assert set(gaps(matrix(ruleset, features), ruleset, features)) <= before

    @pytest.mark.parametrize("rules", [CARD], indirect=True)
    def test_its_scenarios_are_skipped_by_pytest(self, rules: Path, tmp_path: Path) -> None:
        [card] = load_ruleset(rules).retired
        tags = f"@rule:{card.id} @holds"
        folder = feature(tmp_path / "features", [NEWBORN], ["the child is out of scope"], tags)
        shutil.copy(ROOT / "tests/features/conftest.py", tmp_path)
        (tmp_path / "test_x.py").write_text("from pytest_bdd import scenarios\nscenarios('.')\n", encoding="utf-8")
        run = in_pytest(tmp_path, folder, {"CRDECIDE_RULES": str(rules)})
        assert "1 skipped" in run.stdout


def in_pytest(folder: Path, features: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The features, run by pytest with the repository's own steps."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", folder, folder]
    # No plugin but the one that is needed: to load the others takes longest.
    options = ["-p", "pytest_bdd.plugin", "-o", f"bdd_features_base_dir={features}"]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment}
    return subprocess.run([*command, *options], capture_output=True, text=True, env=alone)


def test_pytest_says_the_same_and_nothing_of_the_machinery(tmp_path: Path) -> None:
    given = [NEWBORN, TUMOURS, "the child has heart failure"]
    folder = feature(tmp_path / "features", given, ["surgery is not supported"])
    shutil.copy(ROOT / "tests/features/conftest.py", tmp_path)
    (tmp_path / "test_x.py").write_text("from pytest_bdd import scenarios\nscenarios('.')\n", encoding="utf-8")
    run = in_pytest(tmp_path, folder, {})
    said = "Then surgery is not supported - expected: not supported; answered: may be considered"
    assert f"features/children/x.feature:8: {said}" in run.stdout
    assert "Traceback" not in run.stdout
    assert "def step(" not in run.stdout
