"""What the page about tables says is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from crdecide.records.rows import read
from crdecide.records.rows.row_sources import READERS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/rows.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    [found] = re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


def test_the_example_reads_as_the_page_shows(tmp_path: Path) -> None:
    (tmp_path / "registry.csv").write_text(block("csv"), encoding="utf-8")
    (tmp_path / "registry.yaml").write_text(block("yaml"), encoding="utf-8")
    told = []
    for row in read(tmp_path / "registry.csv", mapping=tmp_path / "registry.yaml", decimal=",", dates="DD.MM.YYYY"):
        if row.patient is None:
            told.append(f"{row.id} {'; '.join(str(row.error).splitlines())}")
            continue
        child = row.patient
        seen = (child.tumours.largest_mm, child.tsc.status, child.tumours.locations, child.symptoms.syncope)
        told.append(" ".join(map(str, (row.id, child.age_days, *seen, child.birth_date))))
    assert told == block("text").splitlines()


def test_the_program_on_the_page_runs(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "registry.csv").write_text(block("csv"), encoding="utf-8")
    (tmp_path / "registry.yaml").write_text(block("yaml"), encoding="utf-8")
    exec(block("python"), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 7 This presentation may be life-threatening")
    assert lines[1].startswith("2 8 unknown ")
    assert lines[2].startswith("3 9 ")


def test_every_kind_of_file_is_named() -> None:
    assert [ending for ending in READERS if f"`{ending}`" not in GUIDE] == []


def test_the_pages_lead_here() -> None:
    assert "](rows.md)" in (ROOT / "docs/cohort.md").read_text(encoding="utf-8")
    assert "](docs/rows.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
