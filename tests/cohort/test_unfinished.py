"""An interrupted run leaves no half-written output, and the next one starts clean."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cohort.conftest import Run, write_ndjson, write_parquet

from crdecide import Ruleset
from crdecide.cohort.answer_batch import Answering
from crdecide.cohort.batches import Answered
from crdecide.cohort.one_run import run
from crdecide.cohort.places import Outputs
from crdecide.evaluation.durable import engine_for
from crdecide.records.rows.declared_form import TableForm
from crdecide.records.rows.row_batch import Batch
from crdecide.records.rows.row_sources import batches_of
from crdecide.records.rows.table_plan import TablePlan


def test_an_interruption_leaves_the_earlier_output_and_nothing_else(
    ruleset: Ruleset, children: list[dict[str, Any]], tmp_path: Path
) -> None:
    answering = Answering(ruleset, engine_for(ruleset).settle)
    source, target = write_parquet(tmp_path / "in.parquet", children), tmp_path / "out.csv"
    target.write_text("of an earlier run")

    def interrupted() -> Iterator[tuple[Batch, Answered]]:
        for batch in batches_of(source, TablePlan(TableForm(), "in")):
            yield batch, answering.answer(batch)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(interrupted(), Outputs(target), answering, ruleset, 0, lambda _: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.csv"]
    assert target.read_text() == "of an earlier run"


def test_after_a_kill_the_next_run_starts_clean_and_says_so(
    in_process: Run, children: list[dict[str, Any]], tmp_path: Path
) -> None:
    write_ndjson(tmp_path / "in.ndjson", children * 60)
    command = [sys.executable, "-m", "crdecide", "cohort", "in.ndjson", "out.csv"]
    killed = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    while not (tmp_path / "out.csv.unfinished").exists():
        assert killed.poll() is None, "it finished before it could be killed"
        time.sleep(0.01)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not (tmp_path / "out.csv").exists()
    write_ndjson(tmp_path / "in.ndjson", children)
    assert "an earlier run did not finish; this one starts clean" in in_process("in.ndjson", "out.csv").stderr
    assert len((tmp_path / "out.csv").read_text().splitlines()) == len(children) + 1
    assert not list(tmp_path.glob("*.unfinished"))


def test_progress_is_for_terminals(cohort: Run, children: list[dict[str, Any]], tmp_path: Path) -> None:
    write_parquet(tmp_path / "in.parquet", children)
    ran = cohort("in.parquet", "out.csv")
    assert ran.stderr == ""
    assert f"{len(children)} rows in" in ran.stdout
