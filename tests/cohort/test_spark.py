"""The same job on Spark, in local mode: the same bytes for the same input. Needs Java 17."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from cohort.conftest import Run, write_parquet

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None and "CRDECIDE_PEERS" not in os.environ, reason="Spark needs Java"
)


@pytest.mark.nightly
def test_spark_gives_the_same_bytes_and_needs_no_native_library(
    cohort: Run, children: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet as pq

    # Where Snappy would unpack its library there is no folder: whatever is written with it fails.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", f"-Dorg.xerial.snappy.tempdir={tmp_path / 'nowhere'}")
    source = tmp_path / "parts"
    source.mkdir()
    write_parquet(source / "b.parquet", children[200:])
    write_parquet(source / "a.parquet", children[:200])
    table = pq.read_table(source / "a.parquet").to_pylist()
    table[7]["surgery.risk"], table[9]["life_stage"] = "extreme", "yesterday"
    schema = pq.read_schema(source / "a.parquet")
    wrong = type(pq.read_table(source / "a.parquet")).from_pylist(table, schema=schema)
    pq.write_table(wrong, source / "a.parquet", compression="none")
    pq.write_table(pq.read_table(source / "b.parquet"), source / "b.parquet", compression="none")
    cohort("parts", "spark.parquet", "--engine", "spark", code=3)
    cohort("parts", "embedded.parquet", code=3)
    for ending in ("", ".rejects.csv", ".summary.html"):
        here, there = (tmp_path / f"{engine}.parquet{ending}" for engine in ("spark", "embedded"))
        assert here.read_bytes() == there.read_bytes(), ending
    assert len((tmp_path / "embedded.parquet.rejects.csv").read_text().splitlines()) == 3


def test_spark_reads_parquet_only_and_says_so(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("age_days\n4\n")
    ran = in_process("in.csv", "out.csv", "--engine", "spark", code=2)
    assert "expected Parquet, a file or a folder of parts, for Spark" in ran.stderr
