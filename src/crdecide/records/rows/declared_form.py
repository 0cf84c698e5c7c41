"""How a table is written, as far as whoever gives it has to declare it: nothing of this is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

from crdecide.errors import InvalidTable, Problem, listed

from .cell_forms import DECLARED, DateForm
from .column_reader import CellRules
from .mapping_file import ColumnMap, MappedColumn, column_map

DATE_FORMS: tuple[DateForm, ...] = ("YYYY-MM-DD", *DECLARED)
DECIMALS = (".", ",")


@dataclass(frozen=True)
class TableForm:
    """What is declared of a table."""

    columns: ColumnMap = field(default_factory=ColumnMap)
    delimiter: str | None = None
    """Between the cells of a CSV file; None for the only one of ``, ; tab |`` that its header has."""
    encoding: str | None = None
    """Of text files; None for UTF-8, or UTF-16 where the file begins with its mark."""
    decimal: Literal[".", ","] = "."
    dates: DateForm = "YYYY-MM-DD"
    sheet: str | None = None
    ignored: tuple[str, ...] = ()
    """Names of columns that are not read, or patterns such as ``lab_*``; a pattern counts only for unknown names."""

    def rules_of(self, mapped: MappedColumn) -> CellRules:
        """How the cells of one column are written."""
        values = {text.casefold(): value for text, value in mapped.values.items()}
        unknown = frozenset(text.casefold() for text in self.columns.unknown)
        return CellRules(mapped.decimal or self.decimal, mapped.dates or self.dates, values, unknown)

    def ignores(self, name: str, *, known: bool) -> bool:
        """Whether a column is not read, as was asked for."""
        if name in self.ignored or self.columns.of(name).ignore:
            return True
        return not known and any(fnmatchcase(name, pattern) for pattern in self.ignored)


def table_form(
    mapping: Path | str | dict[str, Any] | None = None,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    decimal: str = ".",
    dates: str = "YYYY-MM-DD",
    sheet: str | None = None,
    ignore_columns: Iterable[str] = (),
) -> TableForm:
    """What is declared of a table, checked.

    Raises:
        InvalidTable: the mapping, or a declaration, is none of those that there are.
    """
    delimiter = "\t" if delimiter in ("tab", "\\t") else delimiter
    problems = [*_wrong_choices(decimal, dates), *_wrong_text(delimiter, encoding)]
    if problems:
        raise InvalidTable(problems)
    columns = ColumnMap() if mapping is None else column_map(mapping)
    ignored = (ignore_columns,) if isinstance(ignore_columns, str) else tuple(ignore_columns)
    return TableForm(columns, delimiter, encoding, decimal, dates, sheet, ignored)  # type: ignore[arg-type]


def _wrong_choices(decimal: str, dates: str) -> Iterable[Problem]:
    if decimal not in DECIMALS:
        yield Problem("decimal", f"expected {listed(DECIMALS)}; got {decimal!r}")
    if dates not in DATE_FORMS:
        yield Problem("dates", f"expected {listed(DATE_FORMS)}; got {dates!r}")


def _wrong_text(delimiter: str | None, encoding: str | None) -> Iterable[Problem]:
    if delimiter is not None and (len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n'):
        yield Problem("delimiter", f"expected one sign, such as ';', or tab; got {delimiter!r}")
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError:
            yield Problem("encoding", f"expected one that Python knows, such as latin-1 or cp1252; got {encoding!r}")
