"""How long a cohort takes: 10 million children, next to SQL ``CASE`` written by hand, and to release 0.1.0.

``make bench-cohort`` runs it. Both start from the same Arrow columns in memory and end in columns of text, each in a
process of its own, taking turns; every row is compared before anything is timed. Then the whole job, from Parquet to
Parquet, with every row checked to be a valid record and every column of the answer, by today's code and by 0.1.0.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from child import TODAY, releases
from commands import Took, took
from earlier_release import RELEASE
from history import add, scaled
from machine import described, state
from one_cohort import CASE, COMPARE, TABLES
from registry import registry
from report import publish, table
from sample import HEADING, Sample

ROWS, ROUNDS = 10_000_000, 3
NAMES = {TABLES: "tables of the rules", CASE: "SQL CASE by hand"}
JOBS: dict[str, list[str]] = {"crdecide cohort": [], "crdecide cohort --brief": ["--brief"]}
Runs = dict[tuple[str, str], list[Took]]
"""What was run, on which release, and what each run took."""


def in_memory(file: Path) -> Runs:
    """The tables and the SQL, taking turns."""
    program = [sys.executable, str(Path(__file__).with_name("one_cohort.py")), str(file)]
    if subprocess.run([*program, COMPARE]).returncode != 0:
        sys.exit("The tables and the SQL differ: nothing was timed.")
    runs: Runs = {(name, TODAY): [] for name in NAMES.values()}
    for _ in range(ROUNDS):
        for what, name in NAMES.items():
            run = subprocess.run([*program, what], check=True, stdout=subprocess.PIPE)
            runs[name, TODAY].append(Took(**json.loads(run.stdout)))
    return runs


def whole_job(source: Path, folder: Path) -> Runs:
    """The command, from Parquet to Parquet, with everything that it checks and tells."""
    runs: Runs = {}
    for name, options in JOBS.items():
        for release, surrounding in releases().items():
            command = [sys.executable, "-m", "crdecide", "cohort", str(source), str(folder / "out.parquet"), *options]
            runs[name, release] = [took(command, surrounding)]
    return runs


def cpu_of(runs: list[Took]) -> float:
    """The mean of seconds on all cores together, which what else runs disturbs less than seconds on the wall."""
    return sum(run.cpu for run in runs) / len(runs)


def lines_of(runs: Runs, rows: int) -> list[str]:
    """A line for what was run."""
    cells = []
    for (name, release), took_each in runs.items():
        sample = Sample([run.wall for run in took_each], max(run.memory for run in took_each))
        speed = [f"{cpu_of(took_each):,.1f}", f"{rows / sample.mean:,.0f}"]
        cells.append([name, release, str(len(took_each)), *sample.cells(), *speed])
    return table(["seconds on the wall, all cores", "release", "times", *HEADING, "CPU, s", "rows/s"], cells, 2)


def ratios_of(memory: Runs, jobs: Runs) -> dict[str, float]:
    """What the history keeps."""
    tables, case = (cpu_of(memory[name, TODAY]) for name in NAMES.values())
    ratios = {f"{NAMES[TABLES]}, to {NAMES[CASE]}": tables / case}
    for name in JOBS:
        if (name, RELEASE) in jobs:
            ratios[f"{name}, to {RELEASE}"] = cpu_of(jobs[name, TODAY]) / cpu_of(jobs[name, RELEASE])
    return ratios


def main() -> None:
    """Make the children, compare, measure, write."""
    at_the_start, rows = state(), scaled(ROWS)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        children = registry(rows, seed=6).combine_chunks()
        with pa.OSFile(str(folder / "in.arrow"), "wb") as sink, pa.ipc.new_file(sink, children.schema) as writer:
            writer.write_table(children)
        pq.write_table(children.drop_columns(["row"]), folder / "in.parquet")
        del children
        memory = in_memory(folder / "in.arrow")
        (folder / "in.arrow").unlink()
        jobs = whole_job(folder / "in.parquet", folder)
    ratios = ratios_of(memory, jobs)
    lines = [
        described(at_the_start, ["duckdb", "pyarrow"]),
        "",
        f"{rows:,} children; scope and six options of the first two: every row alike. Ratios of CPU time:",
        f"{', '.join(f'{name} {ratio:.2f}' for name, ratio in ratios.items())}.",
        "",
        *lines_of(memory | jobs, rows),
    ]
    publish("cohort", lines)
    add("bench-cohort", ratios)


if __name__ == "__main__":
    main()
