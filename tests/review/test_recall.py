"""An old advisory against the rules of today."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.command import in_a_process, in_process_text

from crdecide import Advisory, CrdecideError, Ruleset, advise, load_ruleset
from crdecide.assurance.past_advisories import read_advisory, recall, same_rules

ROOT = Path(__file__).parents[2]
CHILD = {"age_days": 4, "tsc": {"status": "definite"}, "tumours": {"count": 2}, "symptoms": {"cyanosis": True}}
CARD = "options/mtor_inhibitor_symptomatic.yaml"


@pytest.fixture(scope="module")
def old(ruleset: Ruleset) -> Advisory:
    return advise(CHILD, ruleset=ruleset)


def changed(tmp_path: Path, name: str, before: str, after: str) -> Ruleset:
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    text = (rules / name).read_text(encoding="utf-8")
    assert before in text
    (rules / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    return load_ruleset(rules)


def test_with_the_same_rules_nothing_has_changed(old: Advisory, ruleset: Ruleset) -> None:
    assert same_rules(old, ruleset)
    found = recall(old, ruleset)
    assert {basis.what for basis in found} >= {"mtor_inhibitor_symptomatic", "sugalska2021#conclusion"}
    assert [basis for basis in found if basis.since] == []


@pytest.mark.parametrize(
    ("name", "before", "after", "what", "since"),
    [
        (CARD, "version: 2", "version: 3", "mtor_inhibitor_symptomatic", "now version 3"),
        ("notes/no_trial_result_yet.yaml", "status: draft", "status: retired",
         "no_trial_result_yet", "retired or removed"),
        ("evidence/sugalska2021.yaml", "30 improved clinically", "29 improved clinically",
         "sugalska2021#clinical_improvement", "now says: Of the 33 symptomatic children, 29 improved clinically."),
    ],
)  # fmt: skip
def test_what_has_changed_is_said(
    old: Advisory, tmp_path: Path, name: str, before: str, after: str, what: str, since: str
) -> None:
    today = changed(tmp_path, name, before, after)
    assert not same_rules(old, today)
    assert [(basis.what, basis.since) for basis in recall(old, today) if basis.since] == [(what, since)]


def test_the_command_says_it(old: Advisory, tmp_path: Path) -> None:
    (tmp_path / "advisory.json").write_text(old.model_dump_json(), encoding="utf-8")
    changed(tmp_path, CARD, "version: 2", "version: 3")
    same = in_process_text("trace", tmp_path / "advisory.json").stdout
    assert "These are the rules in use." in same
    assert "CHANGED" not in same
    other = in_process_text("trace", tmp_path / "advisory.json", "--rules", tmp_path / "rules").stdout
    assert "The rules in use are not the same." in other
    assert "CHANGED  mtor_inhibitor_symptomatic: now version 3" in other


def test_what_is_no_advisory_is_refused() -> None:
    for text in (b"{}", b"[", b'{"schema_version": "1"}'):
        with pytest.raises(CrdecideError):
            read_advisory(text)
    run = in_a_process("trace", "-", stdin=b"[]")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"not a valid advisory" in run.stderr


def test_a_card_is_shown_as_it_was_written() -> None:
    card = in_process_text("rules", "show", "surgery_haemodynamic_compromise").stdout
    assert card == (ROOT / "rules/options/surgery_haemodynamic_compromise.yaml").read_text(encoding="utf-8")
    assert "surgery_haemodynamic_compromise: Compromise of flow" in in_process_text("rules", "show").stdout
    unknown = in_process_text("rules", "show", "surgery_haemodynamc_compromise")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "did you mean 'surgery_haemodynamic_compromise'?" in unknown.stderr
