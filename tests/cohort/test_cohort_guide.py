"""What the page about cohorts says is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from cohort.conftest import Run

GUIDE = (Path(__file__).parents[2] / "docs/cohort.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    [found] = re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


def test_the_example_prints_what_the_page_shows(cohort: Run, tmp_path: Path) -> None:
    (tmp_path / "children.csv").write_text(block("csv"))
    ran = cohort("children.csv", "answers.csv", "--verify", 10, code=3)
    assert ran.stdout.startswith(block("text"))
    assert "4 of 4 sampled rows are answered alike by the engine directly." in ran.stdout
    assert "Most cardiac rhabdomyomas regress on their own" in ran.stdout


def test_every_column_of_the_answers_is_described(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "children.csv").write_text(block("csv"))
    in_process("children.csv", "answers.csv", "--brief", "--allow-rejects")
    columns = (tmp_path / "answers.csv").read_text().splitlines()[0].replace('"', "").split(",")
    stances = columns[columns.index("scope") + 1 : columns.index("timing")]
    assert [name for name in columns if name not in stances and f"`{name}`" not in GUIDE] == []


def test_the_readme_leads_here() -> None:
    assert "](docs/cohort.md)" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
