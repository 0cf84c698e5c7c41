"""The same job on Spark: every executor answers its own rows with the same tables, the driver puts them in order.

The input is Parquet, of which Spark knows the number of every row. The rules come from the package, or from a folder
that every executor can read.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from crdecide.errors import InvalidPatient, Problem
from crdecide.evaluation.durable import engine_for
from crdecide.language.loading import load_ruleset

from .answer_batch import Answering
from .batches import Answered, Reject
from .columns import check_names
from .sources import BATCH_ROWS, parquet_files
from .typed import typed_batch

FILE, PLACE, REASON = "_crdecide_file", "_crdecide_place", "reason"
SHUFFLE_PARTS = 8
"""Parts of the ordered answers on a single machine; on a cluster the setting of the cluster wins."""


def on_spark(source: Path, rules: Path, schema: pa.Schema, *, brief: bool) -> Iterator[tuple[None, Answered]]:
    """The answers in the order of the rows.

    Raises:
        InvalidPatient: the input is no Parquet, or has a column that is no field of the record.
    """
    offsets = _offsets(source)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    with tempfile.TemporaryDirectory(prefix="crdecide-") as folder:
        spark = SparkSession.builder.appName("crdecide cohort").getOrCreate()
        try:
            spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH_ROWS))
            frame = spark.read.parquet(*map(str, parquet_files(source)))
            # Spark takes a dot in a name for a part of a structure, so that names travel as numbers.
            named = [f"`{name}` as c{number}" for number, name in enumerate(frame.columns)]
            numbered = frame.selectExpr(*named, f"_metadata.file_name as {FILE}", f"_metadata.row_index as {PLACE}")
            answers = from_arrow_schema(schema.append(pa.field(REASON, pa.string())))
            answer = partial(_answer, names=frame.columns, offsets=offsets, rules=str(rules), brief=brief)
            answered = numbered.mapInArrow(answer, answers)
            parts = Path(folder) / "answers"
            # Executors finish in any order: a sort by number, not the order of arrival, makes the answers reproducible.
            answered.orderBy("row").write.parquet(str(parts))
            for part in sorted(parts.glob("*.parquet")):
                yield from _in_order(part, schema)
        finally:
            spark.stop()


def _offsets(source: Path) -> Mapping[str, int]:
    """For each file, by name, how many rows come before it."""
    offsets, rows = {}, 0
    if source.suffix.lower() != ".parquet" and not source.is_dir():
        raise InvalidPatient([Problem(str(source), "expected Parquet, a file or a folder of parts, for Spark")])
    for file in parquet_files(source):
        try:
            opened = pq.ParquetFile(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise InvalidPatient([Problem(str(file), f"cannot be read as Parquet: {error}")]) from None
        check_names(opened.schema_arrow.names, file.name)
        offsets[file.name], rows = rows, rows + opened.metadata.num_rows
    return offsets


def _answer(
    parts: Iterable[pa.RecordBatch], *, names: list[str], offsets: Mapping[str, int], rules: str, brief: bool
) -> Iterator[pa.RecordBatch]:
    """On an executor: rows with their numbers to answers, and to rows that hold only a reason."""
    answering = _answering(rules, brief)
    for part in parts:
        if not len(part):
            continue
        before = [offsets[name] for name in part.column(FILE).to_pylist()]
        rows = np.array(before, dtype=np.int64) + part.column(PLACE).to_numpy(zero_copy_only=False) + 1
        own = part.drop_columns([FILE, PLACE]).rename_columns(names)
        answered = answering.answer(typed_batch(rows, own, "spark"))
        yield from _with_reasons(answered).to_batches()


@lru_cache(maxsize=2)
def _answering(rules: str, brief: bool) -> Answering:
    """The tables of one executor, filled as its rows ask for them."""
    ruleset = load_ruleset(rules)
    return Answering(ruleset, engine_for(ruleset).settle, brief=brief)


def _with_reasons(answered: Answered) -> pa.Table:
    table = answered.table.append_column(REASON, pa.nulls(len(answered.table), pa.string()))
    rejected = [{"row": one.row, "id": one.id, REASON: one.reason} for one in answered.rejected]
    return pa.concat_tables([table, pa.Table.from_pylist(rejected, schema=table.schema)])


def _in_order(part: Path, schema: pa.Schema) -> Iterator[tuple[None, Answered]]:
    for batch in pq.ParquetFile(part).iter_batches(batch_size=BATCH_ROWS):
        table = pa.Table.from_batches([batch])
        is_answered = pc.is_null(table[REASON])
        rejected = table.filter(pc.invert(is_answered)).select(["row", "id", REASON]).to_pylist()
        rejects = tuple(Reject(one["row"], one[REASON], one["id"]) for one in rejected)
        yield None, Answered(table.filter(is_answered).drop_columns([REASON]).cast(schema), rejects)
