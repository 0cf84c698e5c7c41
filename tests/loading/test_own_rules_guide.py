"""What the page on rules of one's own says is what happens: its examples, one after the other, in one folder."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.broken_rules import RULES

from crdecide.cli import main

ROOT = RULES.parent
GUIDE = (ROOT / "docs/own-rules.md").read_text(encoding="utf-8")
BEFORE_THE_FIELD, FROM_THE_FIELD = GUIDE.split("## A field")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def steps() -> Iterator[tuple[str, str, str]]:
    """The kind of each block, the file that it is about, and what stands in it."""
    end, file = 0, ""
    for block in BLOCK.finditer(BEFORE_THE_FIELD):
        named = re.findall(r"(?:In|New,)\s+`([^`]+)`", BEFORE_THE_FIELD[end : block.start()])
        file, end = (named or [file])[-1], block.end()
        yield block[1], file, block[2]


def carry_out(kind: str, file: str, text: str) -> None:
    path = Path(file)
    if kind in ("yaml", "json"):
        assert not path.exists()
        path.write_text(text, encoding="utf-8")
    elif kind == "diff":
        old = "".join(line[1:] for line in text.splitlines(keepends=True) if line[0] != "+")
        new = "".join(line[1:] for line in text.splitlines(keepends=True) if line[0] != "-")
        # A line may be cut short: what follows in the file stays.
        old, new = (part.removesuffix("\n") for part in (old, new))
        whole = path.read_text(encoding="utf-8")
        assert f"\n{whole}".count(f"\n{old}") == 1, f"{file}: {old}"
        path.write_text(f"\n{whole}".replace(f"\n{old}", f"\n{new}")[1:], encoding="utf-8")


def shown(text: str) -> None:
    command, *expected = text.splitlines()
    run = CliRunner().invoke(main, shlex.split(command.removeprefix("$ crdecide ")))
    assert run.exit_code == 0, run.output
    printed = " ".join(run.output.split())
    for line in expected:
        assert line.removeprefix("…").strip() in printed, command


@pytest.mark.needs("fhir")
def test_every_example_of_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    every = list(steps())
    assert [kind for kind, _, _ in every].count("diff") == 13
    for kind, file, text in every:
        if text.startswith("$ crdecide rules copy"):
            shown(text)
        carry_out(kind, file, text)
    for kind, _, text in every:
        if kind == "console" and "rules copy" not in text:
            shown(text)
    failed = 0
    for number, (kind, _, text) in enumerate(every):
        if kind == "python":
            example = doctest.DocTestParser().get_doctest(text, {}, f"own-rules {number}", None, 0)
            failed += doctest.DocTestRunner().run(example).failed
    assert failed == 0


def test_a_field_takes_one_line_of_python_and_the_rest_is_asked_for(tmp_path: Path) -> None:
    [line] = BLOCK.findall(FROM_THE_FIELD.split("Everything else")[0])
    for part in ("src", "rules"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "src/crdecide/guideline/record_sections.py"
    _insert(model, "    syncope: bool | None = None\n", line[1])
    _insert(
        tmp_path / "rules/record_fields.yaml",
        "      symptoms.syncope: {}\n",
        "      symptoms.pericardial_effusion: {}\n",
    )
    _insert(tmp_path / "rules/vocabulary.yaml", "inputs:\n", EFFUSION)
    (tmp_path / "rules/alerts/effusion_recorded.yaml").write_text(CARD, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", USE], cwd=tmp_path, env={"PYTHONPATH": "src"}, capture_output=True, text=True
    )
    assert run.stdout.splitlines() == ["effusion_recorded", "Is a pericardial effusion seen?"], run.stderr


EFFUSION = """\
  pericardial_effusion:
    reads: {value: symptoms.pericardial_effusion}
    type: yes_no
    label: pericardial effusion
    question: Is a pericardial effusion seen?
    unknown: An effusion that is not recorded is not taken as absent.
    moves: freely
"""
CARD = """\
id: effusion_recorded
kind: alert
title: Pericardial effusion on record
status: draft
version: 1
applies_when: {pericardial_effusion: yes}
says: {severity: info, short: Pericardial effusion on record, text: A pericardial effusion is on record.}
evidence: [sugalska2021#symptomatic_children]
formalisation: {fit: wider, note: a made-up card}
"""
USE = """
from crdecide import advise
child = {"life_stage": "postnatal", "age_days": 12, "tsc": {"pathogenic_variant": True}, "tumours": {"count": 2}}
there = advise({**child, "symptoms": {"pericardial_effusion": True}})
print(*(alert.id for alert in there.alerts if "effusion" in alert.id))
print(*(entry.question for entry in advise(child).missing if entry.field == "symptoms.pericardial_effusion"))
"""


def _insert(path: Path, after: str, text: str) -> None:
    whole = path.read_text(encoding="utf-8")
    assert whole.count(after) == 1
    path.write_text(whole.replace(after, after + text), encoding="utf-8")


def test_the_readme_leads_here() -> None:
    assert "](docs/own-rules.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
