"""Files of patients as batches of rows: CSV, Parquet or NDJSON. Row numbers count from 1, a header not counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from crdecide.errors import InvalidPatient, Problem, listed
from crdecide.guideline.parse import parse_json, read_patient

from .batches import Batch, Reject
from .columns import ID, arrays, cells, check_names
from .typed import typed_batch

BATCH_ROWS = 131_072
JSON_ROWS = 16_384
"""Rows of NDJSON are read one by one, so that fewer of them make a batch."""
BLOCK_BYTES = 16 * 1024 * 1024


def is_bulk_export(path: Path) -> bool:
    """Whether a folder holds NDJSON files, as a FHIR bulk export does."""
    return path.is_dir() and any(path.glob("*.ndjson"))


def parquet_files(path: Path) -> list[Path]:
    """The file itself, or the parts in a folder, by name."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def read_parquet(path: Path) -> Iterator[Batch]:
    """The rows of a Parquet file, or of a folder of its parts.

    Raises:
        InvalidPatient: it is no Parquet, or has a column that is no field of the record.
    """
    row = 1
    for file in parquet_files(path):
        try:
            opened = pq.ParquetFile(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise InvalidPatient([Problem(str(file), f"cannot be read as Parquet: {error}")]) from None
        check_names(opened.schema_arrow.names, file.name)
        for part in opened.iter_batches(batch_size=BATCH_ROWS):
            yield typed_batch(np.arange(row, row + len(part)), part, file.name)
            row += len(part)


def read_csv(path: Path) -> Iterator[Batch]:
    """The rows of a CSV file with a header; a row with too many or too few cells is set aside.

    Raises:
        InvalidPatient: it is no CSV, or has a column that is no field of the record.
    """
    wrong = _WrongRows()
    reader = _open_csv(path, wrong)
    check_names(reader.schema.names, path.name)
    rows = _RowNumbers(wrong)
    while (part := _next(reader, path)) is not None:
        yield _with(typed_batch(rows.of(len(part)), part, path.name), rows.rejected())
    if rejected := rows.rejected():
        yield _with(Batch(np.arange(0), {}), rejected)


class _WrongRows:
    """The rows of a CSV file that have another number of cells than the header."""

    def __init__(self) -> None:
        self.rejects: list[Reject] = []

    def __call__(self, row: Any) -> str:
        reason = f"expected {row.expected_columns} cells; got {row.actual_columns}"
        self.rejects.append(Reject(row.number - 1, reason))
        return "skip"


class _RowNumbers:
    """The numbers of the rows that are read, given those that are skipped."""

    def __init__(self, wrong: _WrongRows) -> None:
        self._wrong, self._next, self._handed_on = wrong, 1, 0

    def of(self, rows: int) -> Any:
        """The numbers of the next rows."""
        skipped = {reject.row for reject in self._wrong.rejects}
        # The reader reads ahead of the rows that it hands out: a row that was skipped may still lie ahead of them too.
        if not any(row >= self._next for row in skipped):
            numbers = np.arange(self._next, self._next + rows)
        else:
            not_skipped = (row for row in count(self._next) if row not in skipped)
            numbers = np.fromiter(islice(not_skipped, rows), dtype=np.int64, count=rows)
        self._next = int(numbers[-1]) + 1 if rows else self._next
        return numbers

    def rejected(self) -> tuple[Reject, ...]:
        """The rows skipped since this was last asked."""
        new = tuple(self._wrong.rejects[self._handed_on :])
        self._handed_on += len(new)
        return new


def _open_csv(path: Path, wrong: _WrongRows) -> Any:
    """The reader, every cell as text; one thread, so that rows are counted."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            names = next(_header(file), [])
        return pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(block_size=BLOCK_BYTES, use_threads=False),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=wrong),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        )
    except (pa.ArrowInvalid, OSError, UnicodeDecodeError) as error:
        raise InvalidPatient([Problem(str(path), f"cannot be read as CSV: {error}")]) from None


def _header(file: Any) -> Iterator[list[str]]:
    import csv

    yield from csv.reader(file)


def _next(reader: Any, path: Path) -> pa.RecordBatch | None:
    try:
        return reader.read_next_batch()
    except StopIteration:
        return None
    except pa.ArrowInvalid as error:
        raise InvalidPatient([Problem(str(path), f"cannot be read as CSV: {error}")]) from None


def _with(batch: Batch, rejected: tuple[Reject, ...]) -> Batch:
    return Batch(batch.rows, batch.columns, batch.ids, batch.unreadable, rejected)


def read_ndjson(path: Path) -> Iterator[Batch]:
    """The rows of a file with one JSON record a line; an ``id`` beside the record's own names is carried along."""
    with path.open("rb") as file:
        yield from records(_lines(file), _from_line)


def _lines(file: Iterable[bytes]) -> Iterator[tuple[bytes, None]]:
    """The lines that are not blank; which id a line has is known only once it has been read."""
    for line in file:
        if line.strip():
            yield line, None


def _from_line(line: bytes) -> tuple[Mapping[str, Any], str | None]:
    data = parse_json(line)
    if not isinstance(data, dict):
        raise InvalidPatient([Problem("patient", "expected a patient record (a JSON object)")])
    name = data.pop(ID, None)
    return read_patient(data).model_dump(mode="json", exclude_none=True), None if name is None else str(name)


Made = tuple[Mapping[str, Any], str | None]


def records(sources: Iterable[tuple[Any, str | None]], made: Callable[[Any], Made]) -> Iterator[Batch]:
    """Records that are read one by one, as batches; each source has an id for the case that it cannot be read."""
    numbered = enumerate(sources, start=1)
    while chunk := list(islice(numbered, JSON_ROWS)):
        rows, cells_of_rows, ids, rejected = [], [], [], []
        for row, (source, name) in chunk:
            try:
                data, own = made(source)
            except InvalidPatient as error:
                rejected.append(Reject(row, "; ".join(str(error).splitlines()), name))
            else:
                rows.append(row)
                cells_of_rows.append(cells(data))
                ids.append(own)
        columns = arrays(cells_of_rows)
        yield Batch(np.array(rows, dtype=np.int64), columns, pa.array(ids, pa.string()), {}, tuple(rejected))


READERS: Mapping[str, Callable[[Path], Iterator[Batch]]] = {
    ".csv": read_csv, ".parquet": read_parquet, ".ndjson": read_ndjson, ".jsonl": read_ndjson,
}  # fmt: skip


def reader_for(path: Path) -> Callable[[Path], Iterator[Batch]]:
    """How to read a file, by its ending; a folder holds parts of Parquet.

    Raises:
        InvalidPatient: no reader is known for it.
    """
    ending = ".parquet" if path.is_dir() and parquet_files(path) else path.suffix.lower()
    if ending not in READERS:
        expected = f"expected a file ending in {listed(list(READERS))}, or a folder of Parquet or of a FHIR bulk export"
        raise InvalidPatient([Problem(str(path), expected)])
    return READERS[ending]
