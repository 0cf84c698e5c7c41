"""Folders of rules as they occur: unpacked, linked, edited, hostile. Nothing is lost without a word, or waited for."""

from __future__ import annotations

import os
import socket
from datetime import date
from pathlib import Path

import pytest
from support.broken_rules import RULES, edit, faults

from crdecide import load_ruleset
from crdecide.language.loading import rule_texts
from crdecide.language.loading.rule_texts import content_of, read_texts
from crdecide.language.loading.yaml_text import NotYaml, data_of

ALERT = "alerts/stomatitis_grade_2.yaml"


def bomb(levels: int) -> str:
    """A few lines that are ten to the power of `levels` parts."""
    lines = [f"a{n}: &a{n} [{','.join(['x' if n == 0 else f'*a{n - 1}'] * 10)}]" for n in range(levels)]
    return "id: bomb\nkind: note\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (bomb(10), 7, "with its aliases written out this has more than 100,000 parts"),
        (f"b: &b {[0] * 1_000}\n\nd: {{<<: [{'*b, ' * 100}]}}", 3, "with its aliases written out this has more than"),
        ("id: a\n\nb: " + "[" * 1_000, 3, "nested more than 64 deep"),
        ("id: a\nb:\n  " + "- " * 10_000 + "c", 3, "nested more than 64 deep"),
        ("id: a\nb: " + "{c: " * 100 + "1" + "}" * 100, 2, "nested more than 64 deep"),
        ("id: a\nb: " + "x " * 300_000, 1, "600,009 letters, and 500,000 are the most"),
    ],
    ids=["aliases", "merges", "brackets", "dashes", "braces", "letters"],
)
def test_what_is_small_and_becomes_vast_is_refused_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(NotYaml) as error:
        data_of(text)
    assert (error.value.line, error.value.why[: len(why) + 16]) == (line, f"cannot be read: {why}")


def test_a_bomb_in_a_folder_is_told_with_its_file(rules: Path) -> None:
    (rules / "notes/bomb.yaml").write_text(bomb(10), encoding="utf-8")
    [fault] = faults(rules)
    assert fault.startswith("rules/notes/bomb.yaml:7: cannot be read: with its aliases written out")


def test_an_anchor_may_be_given_twice_and_the_last_counts() -> None:
    assert data_of("a: &x 1\nb: &x 2\nc: *x\n") == {"a": 1, "b": 2, "c": 2}


@pytest.mark.parametrize("value", ["2026-11-23", "!!binary aGVsbG8=", "!!set {a, b}", "!!omap [a: 1]", ".nan", "0x1F"])
def test_a_value_that_is_no_plain_data_is_a_fault_like_any_other(rules: Path, value: str) -> None:
    edit(rules, ALERT, "status: draft", f"status: draft\nbears: {value}")
    [fault] = faults(rules)
    assert fault.startswith(f"rules/{ALERT}:5: stomatitis_grade_2: 'bears': unknown field; did you mean 'bears_on'?")


@pytest.mark.parametrize("written", ["2026-11-23", '"2026-11-23"'])
def test_the_day_of_a_review_may_be_written_with_and_without_quotes(rules: Path, written: str) -> None:
    edit(rules, "ruleset.yaml", "last_reviewed: null", f"last_reviewed: {written}")
    assert load_ruleset(rules).manifest.last_reviewed == date(2026, 11, 23)


@pytest.mark.parametrize("written", ["23.11.2026", "2026-02-30", "20261123", "true"])
def test_a_day_that_is_none_is_told(rules: Path, written: str) -> None:
    edit(rules, "ruleset.yaml", "last_reviewed: null", f"last_reviewed: {written}")
    [fault] = faults(rules)
    assert fault.startswith("rules/ruleset.yaml:4: 'last_reviewed")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has to be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(here)


def link_to(target: str) -> object:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize("name", ["alerts/new.yaml", "terminology/listed_codes.tsv", "signoff/lines.txt", "odd.yml"])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (fifo, "a FIFO, and no file"),
        (unix_socket, "a socket, and no file"),
        (link_to("/dev/zero"), "a device, and no file"),
        (link_to("nowhere"), "No such file"),
        (link_to("new.yaml"), "link"),
        (Path.mkdir, "a folder, and no file"),
    ],
    ids=["fifo", "socket", "device", "dangling", "itself", "folder"],
)
def test_what_is_no_file_is_refused_and_not_waited_for(rules: Path, name: str, make: object, why: str) -> None:
    (rules / name).unlink(missing_ok=True)
    assert callable(make)
    make(rules / name)
    assert any(f.startswith(f"rules/{name}:1: cannot be read: ") and why in f for f in faults(rules)) or (
        why == "link" and name != "alerts/new.yaml"
    )


def test_a_file_without_an_end_is_refused(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_texts, "MOST_BYTES", 1_000)
    assert str(content_of(rules / "vocabulary.yaml")) == "larger than 1,000 bytes"


def test_more_files_than_a_rule_set_may_have_are_refused(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_texts, "MOST_FILES", 100)
    assert any("; 100 are the most that one rule set may have" in fault for fault in faults(rules))


def test_a_folder_that_is_a_link_is_read_like_any_other(rules: Path, tmp_path: Path) -> None:
    (rules / "alerts").rename(tmp_path / "elsewhere")
    (rules / "alerts").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "linked").symlink_to(rules)
    assert load_ruleset(tmp_path / "linked") == load_ruleset(RULES)


@pytest.mark.parametrize("target", [".", "..", "../.."])
def test_a_folder_that_holds_itself_is_refused(rules: Path, target: str) -> None:
    (rules / "alerts/again").symlink_to(target)
    assert "rules/alerts/again:1: cannot be read: a link to a folder in which it lies itself" in faults(rules)


def test_a_folder_that_cannot_be_read_is_told(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("alerts"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    # Root may read everything, so that no folder of these tests could be closed to it.
    monkeypatch.setattr(os, "scandir", refused)
    assert any(fault.startswith("rules/alerts:1: cannot be read: [Errno 13]") for fault in faults(rules))


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "alerts/._stomatitis_grade_2.yaml", "__MACOSX/alerts/._stomatitis_grade_2.yaml",
        f"{ALERT}~", "alerts/.stomatitis_grade_2.yaml.swp", f"{ALERT}.bak", f"{ALERT}.orig", f"alerts/#{ALERT[7:]}#",
        ".git/hooks/pre.yaml", "Thumbs.db", "..data/alerts/new.yaml", "README.md",
    ],
)  # fmt: skip
def test_what_editors_and_archives_leave_behind_is_passed_over(rules: Path, name: str) -> None:
    (rules / name).parent.mkdir(parents=True, exist_ok=True)
    (rules / name).write_bytes(b"\x00\x05\x16\x07 not a rule")
    assert read_texts(rules) == read_texts(RULES)


@pytest.mark.parametrize("name", ["alerts/new.YAML", "alerts/new.Yml", "alerts/new.yaml.txt", "alerts/new.json"])
def test_a_card_under_a_name_that_is_not_read_is_told(rules: Path, name: str) -> None:
    (rules / ALERT).rename(rules / name)
    assert faults(rules) == [f"rules/{name}: rule files end in .yaml; this one is not read"]


def test_how_an_editor_wrote_the_text_does_not_count(rules: Path) -> None:
    for path in (*rules.rglob("*.yaml"), *rules.rglob("*.tsv"), rules / "signoff/lines.txt"):
        content = path.read_bytes()
        path.write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
        os.utime(path, (0, 0))
    assert load_ruleset(rules) == load_ruleset(RULES)


def test_another_encoding_is_named(rules: Path) -> None:
    text = (rules / ALERT).read_text(encoding="utf-8")
    (rules / ALERT).write_text(text, encoding="utf-16")
    assert faults(rules) == [f"rules/{ALERT}:1: not UTF-8 text: it is UTF-16; save it as UTF-8"]
