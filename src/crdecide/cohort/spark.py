"""The same job on Spark: every executor answers its own rows with the same tables, the driver puts them in order.

The input is Parquet, of which Spark knows the number of every row. The rules come from the package, or from a folder
that every executor can read.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from crdecide.errors import InvalidTable, Problem
from crdecide.evaluation.durable import engine_for
from crdecide.language.loading import load_ruleset
from crdecide.records.rows.columns import ID
from crdecide.records.rows.declared_form import TableForm
from crdecide.records.rows.parquet_table import BATCH_ROWS, parquet_files, taken_apart
from crdecide.records.rows.row_batch import Reject
from crdecide.records.rows.table_plan import TablePlan
from crdecide.records.rows.typed import typed_batch

from .answer_batch import Answering
from .batches import REGION, ROW, Answered, Part
from .word_columns import as_numbers, as_text, plain_schema

FILE, PLACE, REASON, WARNING = "_crdecide_file", "_crdecide_place", "_crdecide_reason", "_crdecide_danger"
EMPTY = ""
"""The reason of a row that holds nothing: it is not refused, only passed over."""
SHUFFLE_PARTS = 8
"""Parts of the ordered answers on a single machine; on a cluster the setting of the cluster wins."""
CODEC = "gzip"
"""For the answers on their way: Java has it itself, where Spark's own choice needs a native library."""


def on_spark(
    source: Path, rules: Path, answering: Answering, plan: TablePlan, *, brief: bool
) -> Iterator[tuple[None, Answered]]:
    """The answers in the order of the rows.

    Raises:
        InvalidTable: the input is no Parquet, or has a column that is no field of the record.
    """
    offsets = _offsets(source, plan)
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
            answers = from_arrow_schema(_with_fields(plain_schema(answering.schema)))
            job = _Job(tuple(frame.columns), offsets, str(rules), brief, plan.form)
            answer = partial(_answer, job=job)
            answered = numbered.mapInArrow(answer, answers)
            parts = Path(folder) / "answers"
            # Executors finish in any order: a sort by number, not the order of arrival, makes the answers reproducible.
            answered.orderBy("row").write.parquet(str(parts), compression=CODEC)
            for part in sorted(parts.glob("*.parquet")):
                yield from _in_order(part, answering)
        finally:
            spark.stop()


@dataclass(frozen=True)
class _Job:
    """What an executor has to know."""

    names: tuple[str, ...]
    offsets: Mapping[str, int]
    rules: str
    brief: bool
    form: TableForm


def _with_fields(schema: pa.Schema) -> pa.Schema:
    return schema.append(pa.field(REASON, pa.string())).append(pa.field(WARNING, pa.string()))


def _offsets(source: Path, plan: TablePlan) -> Mapping[str, int]:
    """For each file, by name, how many rows come before it."""
    offsets, rows = {}, 0
    if source.suffix.lower() != ".parquet" and not source.is_dir():
        raise InvalidTable([Problem(str(source), "expected Parquet, a file or a folder of parts, for Spark")])
    for file in parquet_files(source):
        try:
            opened = pq.ParquetFile(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise InvalidTable([Problem(str(file), f"cannot be read as Parquet: {error}")]) from None
        empty = opened.schema_arrow.empty_table()
        plan.targets(taken_apart(empty.schema.names, empty.columns)[0])
        offsets[file.name], rows = rows, rows + opened.metadata.num_rows
    return offsets


def _answer(parts: Iterable[pa.RecordBatch], *, job: _Job) -> Iterator[pa.RecordBatch]:
    """On an executor: rows with their numbers to answers, and to rows that hold only a reason."""
    answering, plan = _answering(job.rules, job.brief), TablePlan(job.form, "spark")
    for part in parts:
        if not len(part):
            continue
        before = [job.offsets[name] for name in part.column(FILE).to_pylist()]
        rows = np.array(before, dtype=np.int64) + part.column(PLACE).to_numpy(zero_copy_only=False) + 1
        own = part.drop_columns([FILE, PLACE])
        names, columns = taken_apart(job.names, own.columns)
        answered = answering.answer(typed_batch(rows, plan.targets(names), columns))
        yield from _with_reasons(answered).to_batches()


@lru_cache(maxsize=2)
def _answering(rules: str, brief: bool) -> Answering:
    """The tables of one executor, filled as its rows ask for them."""
    ruleset = load_ruleset(rules)
    return Answering(ruleset, engine_for(ruleset).settle, brief=brief)


def _with_reasons(answered: Answered) -> pa.Table:
    table = as_text(answered.table)
    for name in (REASON, WARNING):
        table = table.append_column(name, pa.nulls(len(table), pa.string()))
    others: list[dict[str, object]] = [{"row": row, REASON: EMPTY} for row in answered.empty]
    others += [{"row": one.row, "id": one.id, REASON: one.reason, WARNING: one.danger} for one in answered.rejected]
    return pa.concat_tables([table, pa.Table.from_pylist(others, schema=table.schema)])


def _in_order(part: Path, answering: Answering) -> Iterator[tuple[None, Answered]]:
    for batch in pq.ParquetFile(part).iter_batches(batch_size=BATCH_ROWS):
        table = pa.Table.from_batches([batch])
        is_answered = pc.is_null(table[REASON])
        others = table.filter(pc.invert(is_answered)).select(["row", "id", REASON, WARNING]).to_pylist()
        rejects = tuple(Reject(one["row"], one[REASON], one["id"], one[WARNING]) for one in others if one[REASON])
        empty = tuple(one["row"] for one in others if one[REASON] == EMPTY)
        table = as_numbers(table.filter(is_answered).drop_columns([REASON, WARNING]), answering.words)
        yield None, _as_they_are(table.cast(answering.schema), rejects, empty)


def _as_they_are(table: pa.Table, rejected: tuple[Reject, ...], empty: tuple[int, ...]) -> Answered:
    """Rows as they came, each with an answer of its own: to look for equal ones does not pay any more here."""
    region = table[REGION].combine_chunks() if REGION in table.schema.names else None
    different = table.drop_columns([name for name in (ROW, ID, REGION) if name in table.schema.names])
    part = Part(different, np.arange(len(table)))
    return Answered(table.select([ROW, ID]), (part,), region, rejected, empty)
