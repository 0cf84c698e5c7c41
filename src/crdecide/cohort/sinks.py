"""Where answers go: Parquet, CSV or NDJSON, the same bytes for the same answers however they were cut into batches.

In CSV nothing is left that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from crdecide.errors import CrdecideError, listed
from crdecide.records.rows.columns import ID
from crdecide.records.rows.row_batch import Reject

from .formula_guard import harmless, harmless_column
from .word_columns import as_text, plain_schema

GROUP_ROWS = 131_072


class Sink(Protocol):
    """Takes tables one after the other."""

    def write(self, table: pa.Table) -> None:
        """Take the next rows."""

    def close(self) -> None:
        """Finish the file."""


class _Parquet:
    """Row groups of one size."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        # Without the schema of Arrow, words are text to every reader, and no categories. Without the extremes of words:
        # Arrow takes them from all words of a column, also from those that no row of a group has.
        self._writer = pq.ParquetWriter(
            path, schema, compression="zstd", store_schema=False, write_statistics=["row", ID]
        )
        self._waiting = schema.empty_table()

    def write(self, table: pa.Table) -> None:
        # The size of a group must not follow that of a batch: the same answers give the same bytes.
        self._waiting = pa.concat_tables([self._waiting, table])
        while len(self._waiting) >= GROUP_ROWS:
            self._writer.write_table(self._waiting.slice(0, GROUP_ROWS).combine_chunks(), row_group_size=GROUP_ROWS)
            self._waiting = self._waiting.slice(GROUP_ROWS)

    def close(self) -> None:
        if len(self._waiting):
            self._writer.write_table(self._waiting.combine_chunks(), row_group_size=GROUP_ROWS)
        self._writer.close()


class _Csv:
    """Names in lists are joined by semicolons; null is an empty cell."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        plain = plain_schema(schema)
        flat = {field.name: pa.string() if pa.types.is_list(field.type) else field.type for field in plain}
        self._schema = pa.schema(flat)
        self._writer = pa_csv.CSVWriter(path, self._schema, write_options=pa_csv.WriteOptions(quoting_style="needed"))

    def write(self, table: pa.Table) -> None:
        plain = as_text(table)
        columns = dict(zip(plain.schema.names, map(_joined, plain.columns), strict=True))
        columns[ID] = harmless_column(columns[ID])  # the others hold our own words
        self._writer.write_table(pa.table(columns, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def _joined(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of lists as one of text; any other as it is."""
    return pc.binary_join(column, ";") if pa.types.is_list(column.type) else column


class _Ndjson:
    """One JSON object a line."""

    def __init__(self, path: Path, _: pa.Schema) -> None:
        self._file = path.open("w", encoding="utf-8")

    def write(self, table: pa.Table) -> None:
        self._file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in as_text(table).to_pylist())

    def close(self) -> None:
        self._file.close()


SINKS: Mapping[str, Callable[[Path, pa.Schema], Sink]] = {
    ".csv": _Csv, ".parquet": _Parquet, ".ndjson": _Ndjson, ".jsonl": _Ndjson,
}  # fmt: skip


def sink_for(path: Path) -> Callable[[Path, pa.Schema], Sink]:
    """How to write a file, by its ending.

    Raises:
        CrdecideError: no way is known.
    """
    if path.suffix.lower() not in SINKS:
        raise CrdecideError(f"{path}: expected a file ending in {listed(list(SINKS))}")
    return SINKS[path.suffix.lower()]


class Rejects:
    """The rows that were not answered, as CSV: number, id, the sentence on a danger if there is one, the reason."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", newline="", encoding="utf-8")
        self._writer = csv.writer(self._file)
        self._writer.writerow(["row", "id", "danger", "reason"])

    def write(self, rejected: Iterable[Reject]) -> None:
        """Take the next rows, in their order."""
        ordered = sorted(rejected, key=lambda reject: reject.row)
        for reject in ordered:
            texts = (reject.id or "", reject.danger or "", reject.reason)
            self._writer.writerow((reject.row, *map(harmless, texts)))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
