"""A folder of rules of one's own is copied whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from crdecide import load_ruleset
from crdecide.cli import main
from crdecide.language.loading import default_rules_path


def copy(*arguments: object) -> tuple[int, str]:
    run = CliRunner().invoke(main, ["rules", "copy", *map(str, arguments)])
    return run.exit_code, run.output


def test_the_copy_says_what_the_rules_in_use_say(tmp_path: Path) -> None:
    code, said = copy(tmp_path / "mine")
    assert code == 0
    assert said.endswith(f"files copied to {tmp_path / 'mine'}. Next: crdecide rules check {tmp_path / 'mine'}\n")
    assert load_ruleset(tmp_path / "mine") == load_ruleset(default_rules_path())
    assert (tmp_path / "mine/README.md").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("there", ["a folder", "a file", "a dangling link"])
def test_what_is_there_is_left_alone(tmp_path: Path, there: str) -> None:
    target = tmp_path / "mine"
    if there == "a folder":
        target.mkdir()
    elif there == "a file":
        target.write_text("theirs", encoding="utf-8")
    else:
        target.symlink_to("nowhere")
    code, said = copy(target)
    assert (code, said) == (2, f"crdecide: {target} is there already; expected the name of a folder that is not\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_place_that_cannot_be_written_is_told_and_left_as_it_was(tmp_path: Path) -> None:
    assert copy(tmp_path / "none/mine") == (
        2,
        f"crdecide: {tmp_path / 'none/mine'} cannot be written: No such file or directory\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_rules_with_a_fault_are_not_copied(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    code, said = copy(tmp_path / "mine", "--rules", tmp_path / "broken")
    assert code == 2
    assert "broken/caveats.yaml: this file is missing" in said
    assert not (tmp_path / "mine").exists()


def test_a_schema_of_rules_with_a_fault_is_refused_like_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRDECIDE_RULES", str(tmp_path))
    run = CliRunner().invoke(main, ["schema", "patient"])
    assert run.exit_code == 2
    assert "not a valid rule set" in run.output
