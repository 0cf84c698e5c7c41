"""A sheet of an Excel workbook (.xlsx), read as values; needs openpyxl.

What a sheet shows and does not hold is refused rather than lost: formulas without a kept value, merged cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import numpy as np

from crdecide.errors import InvalidTable, MissingLibrary, Problem, listed, nearest

from .declared_form import TableForm
from .packed_files import seekable
from .row_batch import Batch
from .table_plan import TablePlan, Target
from .typed import typed_batch

SHEET_ROWS = 16_384
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"}
"""What Excel shows where a formula failed; #N/A alone says that a value is not available."""
NOT_A_WORKBOOK = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, ParseError, OSError, EOFError)
"""What openpyxl raises of a file that is none."""
MERGED = re.compile(rb"<mergeCell[ >]")
Line = tuple[list[Any], tuple[Problem, ...]]


def read_workbook(path: Path, form: TableForm, plan: TablePlan) -> Iterator[Batch]:
    """The rows of a sheet: names in its first row that holds anything.

    Raises:
        InvalidTable: it is no workbook, the sheet is not clear, or a column is unknown or given twice.
        MissingLibrary: openpyxl is not installed.
    """
    with seekable(path) as stream:
        lines = _lines(path, stream, form)
        header = next((cells for cells, _ in lines if any(cell is not None for cell in cells)), [])
        if not header:
            raise _refused(path, "is empty: expected a header with the names of the columns")
        targets, row = plan.targets(header), 1
        while chunk := list(islice(lines, SHEET_ROWS)):
            yield _batch(row, chunk, targets)
            row += len(chunk)


def _batch(row: int, chunk: Sequence[Line], targets: Sequence[Target]) -> Batch:
    unreadable = {}
    for place, (cells, problems) in enumerate(chunk):
        beyond = [cell for cell in cells[len(targets) :] if cell is not None]
        if beyond:
            problems = (*problems, Problem("patient", f"expected {len(targets)} cells; got {len(cells)}"))
        if problems:
            unreadable[place] = problems
    columns = [[cells[at] if at < len(cells) else None for cells, _ in chunk] for at in range(len(targets))]
    return typed_batch(np.arange(row, row + len(chunk)), targets, columns, unreadable)


def _lines(path: Path, stream: BinaryIO, form: TableForm) -> Iterator[Line]:
    """Each row of the sheet: its values, and what is wrong with its formulas."""
    openpyxl = _openpyxl()
    try:
        with closing(openpyxl.load_workbook(stream, read_only=True, data_only=True)) as book:
            sheet = _sheet(path, book, form)
            if _holds(stream, sheet, MERGED):
                raise _refused(
                    path, f"the sheet '{sheet.title}' has merged cells, of which one has the value: split them"
                )
            with closing(openpyxl.load_workbook(stream, read_only=True)) as formulas:
                yield from _checked(_rows(sheet), _rows(formulas[sheet.title]))
    except NOT_A_WORKBOOK as error:
        raise _refused(path, f"cannot be read as a workbook (.xlsx): {error}") from None


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ModuleNotFoundError as error:
        raise MissingLibrary("a workbook of Excel", "excel", error) from None
    return openpyxl


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    # What a sheet says of its own size is often wrong, and openpyxl would read no further.
    sheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(values_only=True)
    return rows


def _checked(values: Iterator[Sequence[Any]], formulas: Iterator[Sequence[Any]]) -> Iterator[Line]:
    """Each row of values beside the same row of formulas."""
    for cells, written in zip(values, formulas, strict=True):
        problems = []
        for place, (cell, formula) in enumerate(zip(cells, written, strict=True), start=1):
            if cell is None and formula is not None:
                problems.append(Problem(f"cell {place}", "a formula without a kept value: open and save it in Excel"))
            elif isinstance(cell, str) and cell in ERRORS:
                problems.append(Problem(f"cell {place}", f"a formula that failed: {cell}"))
        yield [None if cell in ERRORS else cell for cell in cells], tuple(problems)


def _sheet(path: Path, book: Any, form: TableForm) -> Any:
    """The sheet that is asked for, or the only one that holds anything."""
    if form.sheet is not None:
        if form.sheet not in book.sheetnames:
            raise _refused(path, f"no sheet '{form.sheet}' in it{nearest(form.sheet, book.sheetnames)}")
        return book[form.sheet]
    filled = [sheet for sheet in book.worksheets if next(_filled(sheet), None) is not None]
    if len(filled) > 1:
        titles = listed([f"'{sheet.title}'" for sheet in filled])
        raise _refused(path, f"several sheets hold something: say which (--sheet): {titles}")
    return filled[0] if filled else book.worksheets[0]


def _filled(sheet: Any) -> Iterator[Any]:
    return (cell for row in _rows(sheet) for cell in row if cell is not None)


def _holds(stream: BinaryIO, sheet: Any, pattern: re.Pattern[bytes]) -> bool:
    """Whether the text of a sheet has something that openpyxl does not tell."""
    with zipfile.ZipFile(stream) as archive, archive.open(sheet._worksheet_path) as text:
        before = b""
        while block := text.read(1 << 20):
            if pattern.search(before + block):
                return True
            before = block[-32:]
    return False


def _refused(path: Path, message: str) -> InvalidTable:
    return InvalidTable([Problem(str(path), message)])
