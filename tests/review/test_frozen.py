"""Rule set 0.1.0, which no longer loads, can still be compared with another."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from crdecide import InvalidRuleset, advise, load_ruleset
from crdecide.assurance.file_differences import other_differences
from crdecide.assurance.frozen_reader import read_for_diff

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    with tarfile.open(HERE / "rules_0_1_0.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "rules"


def test_todays_loader_refuses_it_and_the_frozen_reader_reads_it(frozen: Path) -> None:
    with pytest.raises(InvalidRuleset):
        load_ruleset(frozen)
    ruleset = read_for_diff(frozen)
    assert (ruleset.manifest.version, len(ruleset.findings), len(ruleset.cards)) == ("0.1.0", 8, 97)


def test_any_other_folder_is_read_by_todays_loader(frozen: Path) -> None:
    assert read_for_diff(RULES).sha256 == load_ruleset(RULES).sha256
    (frozen / "vocabulary.yaml").unlink()
    with pytest.raises(InvalidRuleset, match=r"vocabulary\.yaml: this file is missing"):
        read_for_diff(frozen)


def test_a_child_is_answered_by_it_as_it_was(frozen: Path) -> None:
    child = {"age_days": 30, "tumours": {"count": 2}}
    before = {o.option: o.stance for o in advise(child, ruleset=read_for_diff(frozen), engine="reference").options}
    now = {o.option: o.stance for o in advise(child, engine="reference").options}
    assert (before["specialist_review"], now["specialist_review"]) == ("cannot_assess", "usual_course")


def test_what_was_added_since_is_said_file_by_file(frozen: Path) -> None:
    lines = list(other_differences(frozen, RULES, ()))
    assert "evidence_hosts: added" in lines
    assert "evidence/webb1993: added" in lines
    assert "ruleset: version: 0.1.0 → 0.2.0" in lines


@pytest.mark.skipif(os.environ.get("CRDECIDE_MUTANTS") != "all", reason="takes minutes: make mutants-rules")
def test_the_command_compares_it_card_by_card_with_a_child(frozen: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    with tarfile.open(HERE / "rules_0_1_0.tar.xz") as archive:
        archive.extractall(later, filter="data")
    card = later / "rules/scope/scope_over_18_years.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("at_least: 6575", "at_least: 6570"), encoding="utf-8")
    command = [sys.executable, "-m", "crdecide", "rules", "diff", frozen, later / "rules"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "scope_over_18_years: Over 18 years\n  applies where: age at least 6575 → age at least 6570\n" in run.stdout
    assert '  a child: {"age_days": 657' in run.stdout
