"""CSV: a header, then a row a line. Which sign stands between cells is seen from the header, or declared."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from crdecide.errors import InvalidTable, Problem

from .declared_form import TableForm
from .packed_files import opened
from .row_batch import Batch, Reject, Rows
from .table_plan import TablePlan
from .text_encoding import encoding_of, not_text
from .typed import typed_batch

BLOCK_BYTES = 16 * 1024 * 1024
DELIMITERS = ",;\t|"
EXCELS_LINE = re.compile(r"sep=(.)\r?\n?")
"""A first line by which Excel is told the delimiter; it is no header."""


def read_csv(path: Path, form: TableForm, plan: TablePlan) -> Iterator[Batch]:
    """The rows of a CSV file with a header; a row with too many or too few cells is set aside.

    Raises:
        InvalidTable: it is no CSV, or a column of it is unknown or given twice.
    """
    head = _Head(path, form)
    targets, wrong = plan.targets(head.names), _WrongRows()
    rows = _RowNumbers(wrong)
    with opened(path) as stream, _Utf8(stream, head.encoding) as text:
        reader, is_header = _reader(path, text, head, wrong), True
        while (part := _next(reader, path, head)) is not None:
            part, is_header = part[1:] if is_header else part, False
            yield typed_batch(rows.of(len(part)), targets, part.columns, None, rows.rejected())
        if rejected := rows.rejected():
            yield Batch(np.arange(0), {}, rejected=rejected)
        if text.quotes % 2:
            raise _refused(path, "a quote is opened and not closed, so that rows after it may be lost")


class _Head:
    """The first line of a file, and what it says of the others."""

    def __init__(self, path: Path, form: TableForm) -> None:
        self.encoding = encoding_of(path, form)
        self.skipped = 0
        with opened(path) as stream, io.TextIOWrapper(stream, encoding=self.encoding, newline="") as text:
            try:
                self.delimiter, self.names = self._read(text, path, form)
            except UnicodeError as error:
                raise not_text(path, self.encoding, error) from None
            except csv.Error as error:
                raise _refused(path, f"the header cannot be read as CSV: {error}") from None

    def _read(self, text: io.TextIOWrapper, path: Path, form: TableForm) -> tuple[str, list[str]]:
        line = text.readline().removeprefix("\ufeff")
        excel = EXCELS_LINE.fullmatch(line)
        if excel:
            self.skipped, line = 1, text.readline()
        while line and not line.strip("\r\n"):
            line = text.readline()
        if not line:
            raise _refused(path, "is empty: expected a header with the names of the columns")
        delimiter = form.delimiter or (excel[1] if excel else _delimiter_in(line, path))
        if delimiter == form.decimal:
            raise _refused(path, f"{delimiter!r} cannot be both between cells and before decimals: give --delimiter")
        return delimiter, next(csv.reader(_again(line, text), delimiter=delimiter))


def _again(line: str, rest: Iterator[str]) -> Iterator[str]:
    yield line
    yield from rest


def _delimiter_in(line: str, path: Path) -> str:
    """The sign between the names of the header: no name of a field has one of these signs in it."""
    unquoted = re.sub(r'"[^"]*"', "", line)
    found = [sign for sign in DELIMITERS if sign in unquoted]
    if len(found) > 1:
        raise _refused(path, f"the header has {' and '.join(map(repr, found))} in it: give --delimiter")
    return found[0] if found else ","


class _Utf8(io.RawIOBase):
    """Text in any encoding as UTF-8, the quotes in it counted on the way."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self.quotes = 0
        self._plain = stream if encoding == "utf-8" else None
        self._text = None if self._plain else io.TextIOWrapper(stream, encoding=encoding, newline="")

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if self._text is not None:
            self._text.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        content = self._plain.read(size) if self._plain else self._text.read(size // 4 or 1).encode()  # type: ignore[union-attr]
        self.quotes += content.count(b'"')
        return content


class _WrongRows:
    """The rows that have another number of cells than the header."""

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

    def of(self, rows: int) -> Rows:
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


def _reader(path: Path, text: _Utf8, head: _Head, wrong: _WrongRows) -> Any:
    """Every cell as text, the header as the first row; one thread, so that rows are counted."""
    types = {f"f{place}": pa.string() for place in range(len(head.names))}
    try:
        return pa_csv.open_csv(
            text,
            read_options=pa_csv.ReadOptions(
                block_size=BLOCK_BYTES, use_threads=False, autogenerate_column_names=True, skip_rows=head.skipped
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=head.delimiter, newlines_in_values=True, invalid_row_handler=wrong
            ),
            convert_options=pa_csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True),
        )
    except (pa.ArrowInvalid, UnicodeError) as error:
        raise _not_csv(path, head, error) from None


def _next(reader: Any, path: Path, head: _Head) -> pa.RecordBatch | None:
    try:
        return reader.read_next_batch()
    except StopIteration:
        return None
    except (pa.ArrowInvalid, UnicodeError) as error:
        raise _not_csv(path, head, error) from None


def _not_csv(path: Path, head: _Head, error: Exception) -> InvalidTable:
    if isinstance(error, UnicodeError) or "UTF8" in str(error):
        return not_text(path, head.encoding, error)
    return _refused(path, f"cannot be read as CSV: {error}")


def _refused(path: Path, message: str) -> InvalidTable:
    return InvalidTable([Problem(str(path), message)])
