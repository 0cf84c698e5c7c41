"""What becomes of rows that are refused, passed over or doubtful, and what a table is said to be."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from cohort.conftest import Run

from crdecide.cohort.formula_guard import harmless

DANGER = "This presentation may be life-threatening"


def rows_of(path: Path) -> list[dict[str, Any]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_rejects_end_in_exit_3_unless_allowed(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("age_days\n4\n-4\n")
    assert in_process("in.csv", "out.csv", code=3).stderr == "crdecide: 1 row was rejected: see out.csv.rejects.csv\n"
    in_process("in.csv", "out.csv", "--allow-rejects")
    (tmp_path / "in.csv").write_text("age_days\n4\n")
    in_process("in.csv", "out.csv")


def test_a_rejected_row_tells_its_danger_before_the_reason(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(
        "id,age_days,tumours.count,symptoms.heart_failure,surgery.risk\n"
        "a,4,2,TRUE,extreme\n"   # read by its columns
        "b,four,2,TRUE,high\n"   # a cell that cannot be read
        "c,four,2,FALSE,high\n"
    )  # fmt: skip
    ran = in_process("in.csv", "out.csv", code=3)
    a, b, c = rows_of(tmp_path / "out.csv.rejects.csv")
    assert list(a) == ["row", "id", "danger", "reason"]
    assert a["danger"].startswith(DANGER)
    assert b["danger"].startswith(DANGER)
    assert b["reason"] == "age_days: expected a whole number; got 'four'"
    assert c["danger"] == ""
    assert [line.split()[-1] for line in ran.stdout.splitlines() if "yet possibly" in line] == ["2"]


FORMULAS = ["=1+1", "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1", " =1", "＝1", "-cmd"]


def test_no_cell_of_ours_is_run_as_a_formula(in_process: Run, tmp_path: Path) -> None:
    with (tmp_path / "in.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "age_days", "tumours.count"])
        writer.writerows([name, age, 2] for age in ("30", "-5") for name in [*FORMULAS, "-5", "+4.5", "a=b"])
    in_process("in.csv", "out.csv", code=3)
    for path in ("out.csv", "out.csv.rejects.csv"):
        ids = [row["id"] for row in rows_of(tmp_path / path)]
        assert ids == [*(f"'{name}" for name in FORMULAS), "-5", "+4.5", "a=b"], path
    in_process("in.csv", "out.ndjson", code=3)
    assert '"id": "=1+1"' in (tmp_path / "out.ndjson").read_text()  # what no spreadsheet opens is left as it is


@pytest.mark.parametrize("text", ["-5", "+4,5", "12", "a-1", "", "'=1"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_what_there_is_to_say_of_a_table_is_said(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(",id,age_days,lab\n1,a,3,x\n2,,,\n3,b,4,\n4,a,5,\n")
    ran = in_process("in.csv", "out.csv", "--ignore-columns", "lab")
    page = (tmp_path / "out.csv.summary.html").read_text()
    for said in (
        "row 4 has the same id as row 1",
        "row numbers, as pandas and R write them: not read",
        "not read, as asked for",
    ):
        assert said in ran.stdout
        assert said in page
    assert "  empty                1\n" in ran.stdout
    assert [row["row"] for row in rows_of(tmp_path / "out.csv")] == ["1", "3", "4"]


def test_a_check_says_how_each_column_would_be_read_and_answers_nothing(in_process: Run, tmp_path: Path) -> None:
    lines = "".join(f"{number};k;x\n" for number in range(20))
    (tmp_path / "in.csv").write_text(f"AGE_DAYS;tsc;lab\n{lines}")
    (tmp_path / "map.yaml").write_text("columns:\n  tsc: {to: tsc.status, values: {k: definite}}\n")
    ran = in_process("in.csv", "--check", "--map", "map.yaml", "--ignore-columns", "lab")
    assert "  AGE_DAYS  -> age_days\n  tsc       -> tsc.status\n  lab          not read, as asked for\n" in ran.stdout
    assert "  1: age_days 0, tsc.status definite\n" in ran.stdout
    assert "  10: " in ran.stdout
    assert "  11: " not in ran.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "map.yaml"]
    assert "expected OUT" in in_process("in.csv", "--map", "map.yaml", "--ignore-columns", "lab", code=2).stderr
