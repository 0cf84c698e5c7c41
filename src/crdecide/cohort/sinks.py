"""Where answers go: Parquet, CSV or NDJSON, the same bytes for the same answers however they were cut into batches.

In CSV nothing is left that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from crdecide.errors import CrdecideError, listed
from crdecide.records.rows.columns import ID
from crdecide.records.rows.row_batch import Reject

from .batches import REGION, ROW, Answered
from .formula_guard import harmless, harmless_column
from .text_bytes import characters_of
from .word_columns import as_text, plain_schema

GROUP_ROWS = 131_072
LINES_AT_ONCE = 16_384
"""Lines of text that are in memory together."""


class Sink(Protocol):
    """Takes answers one batch after the other."""

    def write(self, answered: Answered) -> None:
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

    def write(self, answered: Answered) -> None:
        # The size of a group must not follow that of a batch: the same answers give the same bytes.
        self._waiting = pa.concat_tables([self._waiting, answered.table])
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

    def write(self, answered: Answered) -> None:
        table = answered.written_as(_flat)
        # The other columns hold our own words.
        ids = table.schema.get_field_index(ID)
        self._writer.write_table(table.set_column(ids, ID, harmless_column(table[ID])).cast(self._schema))

    def close(self) -> None:
        self._writer.close()


def _flat(different: pa.Table) -> pa.Table:
    plain = as_text(different)
    return pa.table(dict(zip(plain.schema.names, map(_joined, plain.columns), strict=True)))


def _joined(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of lists as one of text; any other as it is."""
    return pc.binary_join(column, ";") if pa.types.is_list(column.type) else column


class _Ndjson:
    """One JSON object a line."""

    def __init__(self, path: Path, _: pa.Schema) -> None:
        self._file = path.open("wb")

    def write(self, answered: Answered) -> None:
        # Each different answer is written once, and then put between what each row has of its own.
        parts = [pa.array(map(_inside, as_text(part.different).to_pylist()), pa.string()) for part in answered.parts]
        for start in range(0, len(answered.rows), LINES_AT_ONCE):
            some = slice(start, start + LINES_AT_ONCE)
            rows = answered.rows[some]
            ids = pa.array(map(_json, rows[ID].to_pylist()), pa.string())
            texts = ['{"row": ', rows[ROW].cast(pa.string()), f', "{ID}": ', ids]
            for part, different in zip(answered.parts, parts, strict=True):
                texts += [", ", different.take(pa.array(part.number[some]))]
            if answered.region is not None:
                texts += [f', "{REGION}": "', answered.region[some], '"']
            lines = pc.binary_join_element_wise(*texts, "}\n", "")
            self._file.writelines(map(characters_of, lines.chunks))

    def close(self) -> None:
        self._file.close()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _inside(answer: dict[str, Any]) -> str:
    """The JSON of an object without its braces."""
    return _json(answer)[1:-1]


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
