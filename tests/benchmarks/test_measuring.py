"""What the benchmarks say of the times that they measured; no time is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import history
import machine
import pytest
from bulk_export import READ_ON, write_export
from children import fresh, with_measurements, without_later_fields
from commands import took
from report import write_section
from sample import Sample, drift, pooled

from crdecide import Patient


def test_the_cells_are_mean_median_p90_p99_max_and_memory() -> None:
    sample = Sample([float(number) for number in range(1, 101)], 12.4)
    assert sample.cells() == ("50.5", "50.5", "90.0", "99.0", "100", "12")


def test_runs_together_have_all_times_and_the_most_memory() -> None:
    both = pooled([Sample([1.0], 5.0), Sample([3.0, 5.0], 4.0)])
    assert (both.mean, both.memory) == (3.0, 5.0)


def test_what_grows_slower_with_every_child_is_seen_and_a_disturbance_is_not() -> None:
    assert drift([100.0 + child for child in range(1_000)]) > 1.5
    assert drift([100.0] * 950 + [100.0, 900.0] * 25) == 1.0
    assert drift([1.0] * 10 + [9.0] * 10) == 1.0, "too few to tell"


def test_a_ratio_is_told_next_to_the_last_and_marked_where_it_grew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CRDECIDE_BENCH_SCALE", raising=False)
    path = tmp_path / "history.tsv"
    path.write_text("\t".join(history.COLUMNS) + "\n")
    history.add("bench", {"advise, to validation": 50.0}, path)
    history.add("other", {"advise, to validation": 1.0}, path)
    history.add("bench", {"advise, to validation": 100.0, "start": 2.0}, path)
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "advise, to validation: 50.000, for the first time"
    assert told[2].startswith("advise, to validation: 100.000, 2.00 times that of ")
    assert told[2].endswith(": 50.000), WORSE")
    assert [row["ratio"] for row in history.read(path)] == ["50.000", "1.000", "100.000", "2.000"]


def test_a_trial_leaves_the_history_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRDECIDE_BENCH_SCALE", "0.1")
    path = tmp_path / "history.tsv"
    path.write_text("\t".join(history.COLUMNS) + "\n")
    history.add("bench", {"start": 2.0}, path)
    assert history.read(path) == []


def test_a_section_is_written_between_its_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("before\n<!-- measured: one -->\nold\n<!-- end: one -->\nafter\n")
    write_section("one", ["new"], page)
    assert page.read_text() == "before\n<!-- measured: one -->\n\nnew\n\n<!-- end: one -->\nafter\n"
    with pytest.raises(SystemExit, match=r"expected a section between <!-- measured: two -->"):
        write_section("two", ["new"], page)


def test_the_memory_of_a_command_is_not_that_of_who_starts_it() -> None:
    held = bytearray(b"x") * 300_000_000
    assert took([sys.executable, "-c", "pass"]).memory < 100 < len(held) / 2**20


def test_a_command_that_fails_stops_the_benchmark() -> None:
    with pytest.raises(SystemExit, match="failed"):
        took([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_machine_is_told_with_how_busy_and_how_fast_it_was() -> None:
    told = machine.described(machine.state(), ["no-such-package"])
    assert told.count("a fixed loop in ") == told.count("load average ") == 2
    assert "no-such-package not installed" in told


def test_no_child_is_like_another_and_all_are_records() -> None:
    children = fresh(300, seed=3)
    assert len({str(child) for child in children}) == 300
    for number, child in enumerate(children):
        Patient.model_validate(child)
        Patient.model_validate(without_later_fields(child))
        assert len(Patient.model_validate(with_measurements(child, 10, number)).tumours.measurements or ()) == 10


@pytest.mark.needs("fhir")
def test_every_child_of_an_export_is_answered_with_all_that_stands_in_it(tmp_path: Path) -> None:
    write_export(tmp_path / "export", 200, seed=1)
    out = tmp_path / "out.ndjson"
    command = ["cohort", str(tmp_path / "export"), str(out), "--on", READ_ON.isoformat()]
    assert subprocess.run([sys.executable, "-m", "crdecide", *command], stdout=subprocess.DEVNULL).returncode == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert (len(rows), {row["scope"] for row in rows}) == (200, {"in_scope"})
    assert {row["mtor_inhibitor_in_use"] for row in rows} == {"yes", "unknown"}
    assert {row["symptomatic"] for row in rows} == {"yes", "unknown"}


def test_every_section_of_the_page_is_there_once() -> None:
    page = (Path(__file__).parents[2] / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for name in ("one child", "service", "engines", "cohort", "bulk export"):
        assert page.count(f"<!-- measured: {name} -->") == page.count(f"<!-- end: {name} -->") == 1
