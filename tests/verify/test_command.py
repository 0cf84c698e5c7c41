"""``crdecide verify`` as its user sees it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from support.command import in_process_text

from crdecide import Patient, load_ruleset
from crdecide.assurance.scenarios.scenario import read_scenarios

RULES = Path(__file__).parents[2] / "rules"


def verify(*options: object) -> subprocess.CompletedProcess[str]:
    return in_process_text("verify", *options)


@pytest.fixture
def upside_down(tmp_path: Path) -> Path:
    """Rules that put the drug forward especially where surgery carries a low risk."""
    rules = Path(shutil.copytree(RULES, tmp_path / "rules"))
    card = rules / "options/mtor_inhibitor_especially.yaml"
    text = card.read_text(encoding="utf-8")
    assert "surgical_risk: [high, inoperable]" in text
    card.write_text(text.replace("surgical_risk: [high, inoperable]", "surgical_risk: low"), encoding="utf-8")
    return rules


@pytest.mark.needs("verify")
def test_a_line_a_property_and_nothing_else_in_a_pipe() -> None:
    ran = verify("--property", "monotone_in_surgical_risk", "--property", "total")
    assert (ran.returncode, ran.stderr) == (0, "")
    first, second, _, last = ran.stdout.splitlines()
    assert first.split()[:2] == ["monotone_in_surgical_risk", "holds"]
    assert first.endswith("Z3: holds")
    assert second.split()[:2] == ["total", "holds"]
    assert last == "2 of 2 properties hold."


@pytest.mark.needs("verify")
def test_a_refuted_property_is_told_with_children_and_scenarios(upside_down: Path, tmp_path: Path) -> None:
    ran = verify("--rules", upside_down, "--property", "monotone_in_surgical_risk")
    assert ran.returncode == 2
    assert "REFUTED" in ran.stdout
    assert "Z3: REFUTED" in ran.stdout
    assert "But: the mTOR inhibitor is put forward less strongly where surgery carries a higher risk" in ran.stdout
    children = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("  {")]
    assert children[0].pop("surgery") == {"risk": "low"}
    assert children[1].pop("surgery")["risk"] in ("moderate", "high", "inoperable")
    assert children[0] == children[1]
    written = [line for line in ran.stdout.splitlines() if line.startswith("    ")]
    (tmp_path / "found.feature").write_text("Feature: Found\n" + "\n".join(written), encoding="utf-8")
    scenarios = read_scenarios(tmp_path)
    assert len(scenarios) == 2
    ruleset = load_ruleset(upside_down)
    assert all(scenario.passes(ruleset) for scenario in scenarios)
    assert scenarios[0].patient == Patient.model_validate({**children[0], "surgery": {"risk": "low"}})


def test_a_property_that_is_not_there_has_a_nearest_one() -> None:
    ran = verify("--property", "totl")
    assert ran.returncode == 2
    assert "no such property as 'totl'; did you mean 'total'?" in ran.stderr


@pytest.mark.nightly
def test_coverage_ends_with_the_count() -> None:
    ran = verify("--coverage")
    assert (ran.returncode, ran.stderr) == (0, "")
    rest = "are implied by the rest of their rule, 0 are not settled."
    words = rf"(\d+) conditions: (\d+) decide by themselves, (\d+) {rest}"
    counted = re.fullmatch(words, ran.stdout.splitlines()[-1])
    assert counted is not None
    conditions, deciding, implied = map(int, counted.groups())
    assert conditions == deciding + implied
    assert conditions > 200
