"""Pinned texts do not change unseen."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from support.broken_rules import edit, faults

from crdecide import load_ruleset
from crdecide.cli.pin_texts import pin_command
from crdecide.language.signoff import pinned_changes

CAVEAT = "caveats.yaml"
OLD, NEW = "The review speaks of a temporary course only;", "The review speaks of a short course only;"


def test_a_changed_caveat_without_a_new_line_is_refused(rules: Path) -> None:
    edit(rules, CAVEAT, OLD, NEW)
    [fault] = faults(rules)
    assert fault == (
        "rules/caveats.yaml:3: the pinned text caveat/temporary_only has changed since its last line in "
        "signoff/lines.txt; expected one with the hash of what it says now, which 'crdecide rules pin' adds"
    )


def test_the_command_adds_an_unsigned_line_and_keeps_the_old_one(rules: Path) -> None:
    before = (rules / "signoff/lines.txt").read_text(encoding="utf-8")
    edit(rules, CAVEAT, OLD, NEW)
    done = CliRunner().invoke(pin_command, [str(rules)])
    after = (rules / "signoff/lines.txt").read_text(encoding="utf-8")
    assert done.exit_code == 0
    assert after.startswith(before)
    [added] = after.removeprefix(before).splitlines()
    assert added.startswith("caveat/temporary_only ")
    assert added.endswith(" unsigned")
    load_ruleset(rules)


def test_the_check_writes_nothing(rules: Path) -> None:
    edit(rules, CAVEAT, OLD, NEW)
    before = (rules / "signoff/lines.txt").read_bytes()
    assert CliRunner().invoke(pin_command, [str(rules), "--check"]).exit_code != 0
    assert (rules / "signoff/lines.txt").read_bytes() == before


def test_what_is_pinned_differently_can_be_told(rules: Path) -> None:
    old = load_ruleset(rules)
    edit(rules, CAVEAT, OLD, NEW)
    [told] = pinned_changes(old, load_ruleset(rules, signed=False))
    short = "The review speaks of a temporary course only."
    assert told.startswith(f"pinned text caveat/temporary_only: {short} {OLD}")
    assert f"→ {short} {NEW}" in told


def test_a_line_that_cannot_be_read_is_told(rules: Path) -> None:
    lines = rules / "signoff/lines.txt"
    lines.write_text(f"{lines.read_text(encoding='utf-8')}signed by hand\n", encoding="utf-8")
    [fault] = faults(rules)
    assert "signoff/lines.txt cannot be read; expected 'id sha256 date unsigned'" in fault


def test_no_committed_line_names_anybody(rules: Path) -> None:
    lines = (rules / "signoff/lines.txt").read_text(encoding="utf-8").splitlines()
    assert all(line.endswith(" unsigned") for line in lines)
