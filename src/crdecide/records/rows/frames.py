"""Tables in memory: data frames of pandas and Polars, Arrow tables, whatever gives itself to Arrow, and mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.errors import InvalidPatient, InvalidTable, Problem

from .json_lines import object_batches
from .parquet_table import BATCH_ROWS, arrow_batch
from .row_batch import Batch
from .table_plan import TablePlan, clean_name
from .typed import Cells, typed_batch

EXPECTED = "expected a path, a data frame of pandas or Polars, an Arrow table, or mappings one after the other"


def read_frame(table: Any, plan: TablePlan) -> Iterator[Batch]:
    """The rows of a table in memory.

    Raises:
        InvalidTable: it is no table, or a column of it is unknown or given twice.
    """
    if type(table).__module__.partition(".")[0] == "pandas" and hasattr(table, "columns"):
        yield from _of_pandas(table, plan)
    elif hasattr(table, "__arrow_c_stream__"):
        yield from _of_arrow(_stream(table), plan)
    elif hasattr(table, "collect") and hasattr(table, "collect_schema"):
        yield from read_frame(table.collect(), plan)  # a lazy frame of Polars
    elif isinstance(table, Iterable) and not isinstance(table, str | bytes | Mapping):
        yield from object_batches(map(_mapping, table), plan)
    else:
        raise _no_table(table)


def _stream(table: Any) -> pa.RecordBatchReader:
    try:
        return pa.RecordBatchReader.from_stream(table)
    except pa.ArrowInvalid:  # a single column gives itself to Arrow too
        raise _no_table(table) from None


def _no_table(table: Any) -> InvalidTable:
    return InvalidTable([Problem("table", f"{EXPECTED}; got {type(table).__name__}")])


def _mapping(row: Any) -> Mapping[str, Any] | InvalidPatient:
    expected = f"expected a mapping of names to values; got {type(row).__name__}"
    return row if isinstance(row, Mapping) else InvalidPatient([Problem("patient", expected)])


def _of_arrow(reader: Any, plan: TablePlan) -> Iterator[Batch]:
    row, plan_checked = 1, False
    for part in reader:
        for start in range(0, len(part), BATCH_ROWS):
            yield arrow_batch(row + start, part.slice(start, BATCH_ROWS), plan)
            plan_checked = True
        row += len(part)
    if not plan_checked:
        yield arrow_batch(1, pa.RecordBatch.from_pylist([], schema=reader.schema), plan)


def _of_pandas(frame: Any, plan: TablePlan) -> Iterator[Batch]:
    """Column by column, since one may hold values of several kinds; an index with a name is a column."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    targets = plan.targets(map(clean_name, frame.columns))
    for start in range(0, max(1, len(frame)), BATCH_ROWS):
        part = frame.iloc[start : start + BATCH_ROWS]
        columns = [_cells(part.iloc[:, place]) for place in range(len(targets))]
        yield typed_batch(np.arange(start + 1, start + 1 + len(part)), targets, columns)


def _cells(series: Any) -> Cells:
    """As Arrow has it; where values are of several kinds, one by one."""
    if series.dtype == object:
        return series.tolist()
    try:
        return pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return series.tolist()
