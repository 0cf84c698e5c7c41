"""Parquet: a file, or a folder of its parts. Nested columns are taken apart by the names of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from crdecide.errors import InvalidTable, Problem

from .columns import COLUMNS
from .packed_files import seekable
from .row_batch import Batch
from .table_plan import TablePlan
from .typed import typed_batch

BATCH_ROWS = 131_072
NOT_PARQUET = (pa.ArrowException, OSError, ValueError)
"""What is raised of a file that is none, or of a page that is damaged."""


def parquet_files(path: Path) -> list[Path]:
    """The file itself, or the parts in a folder, by name."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def read_parquet(path: Path, plan: TablePlan) -> Iterator[Batch]:
    """The rows of a Parquet file, or of a folder of its parts, which have to have the same columns.

    Raises:
        InvalidTable: it is no Parquet or a page of it is damaged, or a column is unknown or given twice.
    """
    row = 1
    for file in parquet_files(path):
        with seekable(file) as stream:
            for part in parts_of(stream, file, row):
                yield arrow_batch(row, part, plan)
                row += len(part)


def parts_of(stream: Any, file: Path, first: int = 1) -> Iterator[pa.RecordBatch]:
    """The rows of one file, some at a time.

    Raises:
        InvalidTable: it is no Parquet, or a page of it is damaged.
    """
    row = first
    try:
        opened = pq.ParquetFile(stream, page_checksum_verification=True)
        parts = opened.iter_batches(batch_size=BATCH_ROWS)
        while (part := next(parts, None)) is not None:
            yield part
            row += len(part)
        if not opened.metadata.num_rows:
            yield pa.RecordBatch.from_pylist([], schema=opened.schema_arrow)
    except NOT_PARQUET as error:
        raise InvalidTable([Problem(f"{file}, from row {row}", f"cannot be read as Parquet: {error}")]) from None


def arrow_batch(row: int, part: pa.RecordBatch | pa.Table, plan: TablePlan) -> Batch:
    """Rows as Arrow has them, the first of which has the number `row`, as a batch.

    Raises:
        InvalidTable: a column is unknown or given twice.
    """
    names, columns = taken_apart(part.schema.names, part.columns)
    return typed_batch(np.arange(row, row + len(part)), plan.targets(names), columns)


def taken_apart(names: Sequence[str], columns: Sequence[Any], below: str = "") -> tuple[list[str], list[Any]]:
    """The columns, and for one that is a section of the record, those of its parts under their dotted names."""
    flat_names, flat = list[str](), list[Any]()
    for name, column in zip(names, columns, strict=True):
        path = f"{below}{name}"
        if pa.types.is_struct(column.type) and any(field.startswith(f"{path}.") for field in COLUMNS):
            whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
            inner = taken_apart([field.name for field in whole.type], whole.flatten(), f"{path}.")
            flat_names += inner[0]
            flat += inner[1]
        else:
            flat_names.append(path)
            flat.append(column)
    return flat_names, flat
