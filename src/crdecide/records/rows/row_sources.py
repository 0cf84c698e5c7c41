"""A table of any kind as batches of rows. Row numbers count from 1, a header not counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from crdecide.errors import InvalidTable, Problem, listed

from .csv_table import read_csv
from .declared_form import TableForm
from .frames import read_frame
from .json_lines import read_json_lines
from .packed_files import ending_of
from .parquet_table import parquet_files, read_parquet
from .row_batch import Batch
from .table_plan import TablePlan
from .workbook import read_workbook

READERS: Mapping[str, Callable[[Path, TableForm, TablePlan], Iterator[Batch]]] = {
    ".csv": read_csv, ".tsv": read_csv, ".txt": read_csv,
    ".parquet": lambda path, _, plan: read_parquet(path, plan),
    ".ndjson": read_json_lines, ".jsonl": read_json_lines,
    ".xlsx": read_workbook, ".xlsm": read_workbook,
}  # fmt: skip
OF_OTHERS = {
    ".xls": "save it in Excel as .xlsx", ".xlsb": "save it in Excel as .xlsx", ".ods": "save it as .xlsx",
    ".json": "one object a line is .ndjson; for one child there is crdecide advise",
    ".sav": "read it with pandas.read_spss", ".dta": "read it with pandas.read_stata",
    ".sas7bdat": "read it with pandas.read_sas", ".rds": "write it from R with write.csv(row.names = FALSE)",
}  # fmt: skip
"""Files that are no tables of ours, and what to do with them."""


def batches_of(source: Any, plan: TablePlan) -> Iterator[Batch]:
    """The rows of a table: a path, a data frame, an Arrow table or mappings.

    Raises:
        InvalidTable: it cannot be read; the message says what, where and what was expected.
    """
    if isinstance(source, str | PathLike):
        path = Path(source)
        yield from reader_for(path)(path, plan.form, plan)
    else:
        yield from read_frame(source, plan)


def reader_for(path: Path) -> Callable[[Path, TableForm, TablePlan], Iterator[Batch]]:
    """How to read a file, by its ending; a folder holds parts of Parquet.

    Raises:
        InvalidTable: no reader is known for it.
    """
    if path.is_dir() and parquet_files(path):
        return READERS[".parquet"]
    if path.is_dir():
        raise InvalidTable([Problem(str(path), "expected a file, or a folder of Parquet or of a FHIR bulk export")])
    ending = ending_of(path)
    if ending not in READERS:
        hint = f"; {OF_OTHERS[ending]}" if ending in OF_OTHERS else ""
        raise InvalidTable([Problem(str(path), f"expected a file ending in {listed(list(READERS))}{hint}")])
    if path.exists() and not path.is_file():
        raise InvalidTable([Problem(str(path), "expected a file; this is a pipe or a device, which is read only once")])
    return READERS[ending]
