"""A patient record as columns: one for each field, named by its dotted path; lists, events and a dose as JSON text.

The columns follow from `Patient`. An empty cell, a null and a column that is not there all mean *not known*.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from pydantic import BaseModel
from pydantic_core import from_json

from crdecide.errors import InvalidPatient, Problem, nearest
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, fields, filled, is_list

ID = "id"
"""A column that the input may have beside those of the record; it is carried to the output."""
TYPES = {bool: pa.bool_(), int: pa.int64(), float: pa.float64()}


@dataclass(frozen=True)
class Column:
    """One field of the record and the Arrow type of its values; a choice, a date and JSON are text."""

    path: str
    type: pa.DataType
    is_json: bool

    def value(self, cell: Any) -> Any:
        """What a cell says, as JSON would give it.

        Raises:
            ValueError: JSON was expected.
        """
        if not self.is_json:
            return cell
        try:
            return from_json(cell, allow_inf_nan=False)
        except ValueError as error:
            raise ValueError(f"{self.path}: expected JSON ({error}); got {cell!r}") from None

    def parsed(self, text: str) -> Any:
        """A cell of plain text as a value of the column's type.

        Raises:
            ValueError: it is none; the message says what was expected.
        """
        if pa.types.is_string(self.type):
            return text
        if pa.types.is_boolean(self.type):
            if text not in ("true", "false"):
                raise ValueError(f"expected true or false; got '{text}'")
            return text == "true"
        whole = pa.types.is_integer(self.type)
        try:
            return int(text) if whole else float(text)
        except ValueError:
            raise ValueError(f"expected {'a whole number' if whole else 'a number'}; got '{text}'") from None


def _column(path: str) -> Column:
    inner = annotation_at(path)
    is_json = is_list(path) or (isinstance(inner, type) and issubclass(inner, BaseModel))
    plain = inner in (bool, int, float, date)
    return Column(path, pa.string() if is_json or not plain else TYPES.get(inner, pa.string()), is_json)


COLUMNS: Mapping[str, Column] = {path: _column(path) for path in fields()}
"""Every column by its path, in the record's order."""


def check_names(names: Iterable[str], source: str) -> None:
    """Refuse columns that are no field of the record.

    Raises:
        InvalidPatient: with every such column and the nearest name.
    """
    problems = []
    for name in names:
        if name not in COLUMNS and name != ID:
            problem = Problem(f"{source}: {name}", f"unknown column{nearest(name, COLUMNS)}")
            problems.append(problem)
    if problems:
        raise InvalidPatient(problems)


def record(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The nested record for the cells of one row, by path; nulls are left out."""
    data: dict[str, Any] = {}
    for path, cell in cells.items():
        if cell is not None:
            data = filled(data, path, COLUMNS[path].value(cell))
    return data


def cells(data: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of one row: the inverse of `record` for a record that is valid."""
    return {path: _cell(column, data) for path, column in COLUMNS.items()}


def _cell(column: Column, data: Any) -> Any:
    for name in column.path.split("."):
        data = data.get(name) if isinstance(data, Mapping) else None
    return json.dumps(data) if column.is_json and data is not None else data


def arrays(rows: Sequence[Mapping[str, Any]]) -> dict[str, pa.Array]:
    """Rows of cells as one array a column."""
    columns = {}
    for path, column in COLUMNS.items():
        columns[path] = pa.array([row[path] for row in rows], column.type)
    return columns


def as_patient(cells: Mapping[str, Any]) -> Patient:
    """The patient of one row.

    Raises:
        InvalidPatient: the row is no valid record.
    """
    return read_patient(record(cells))
