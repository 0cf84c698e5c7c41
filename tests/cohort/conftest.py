"""Children as files, and the command that answers them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from support.children import random_children

from crdecide.cli.cohort import cohort_command
from crdecide.guideline.patient import Patient
from crdecide.records.rows.columns import COLUMNS, arrays, cells

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cohort(tmp_path: Path) -> Run:
    def run(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crdecide", "cohort", *map(str, arguments)]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        assert ran.returncode == code, ran.stderr
        return ran

    return run


@pytest.fixture
def in_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same command without a process of its own, where none is needed: to start one takes longest."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        ran = CliRunner().invoke(cohort_command, [*map(str, arguments)], catch_exceptions=False)
        assert ran.exit_code == code, ran.stderr
        return subprocess.CompletedProcess([], ran.exit_code, ran.stdout, ran.stderr)

    return run


@pytest.fixture(scope="session")
def children() -> list[dict[str, Any]]:
    return random_children(400, seed=66)


def write_parquet(path: Path, children: list[dict[str, Any]]) -> Path:
    ids = pa.array([f"c{number}" for number in range(len(children))])
    pq.write_table(pa.table({"id": ids, **arrays([cells(Patient.model_validate(child)) for child in children])}), path)
    return path


def write_csv(path: Path, children: list[dict[str, Any]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *COLUMNS])
        for number, child in enumerate(children):
            known = cells(Patient.model_validate(child))
            writer.writerow([f"c{number}", *(as_text(known.get(path)) for path in COLUMNS)])
    return path


def as_text(cell: Any) -> Any:
    return str(cell).lower() if isinstance(cell, bool) else cell


def write_ndjson(path: Path, children: list[dict[str, Any]]) -> Path:
    lines = (json.dumps({"id": f"c{number}", **child}) for number, child in enumerate(children))
    path.write_text("\n".join(lines) + "\n")
    return path
