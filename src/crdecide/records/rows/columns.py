"""A patient record as columns: one for each field, named by its dotted path.

The columns follow from `Patient`. An empty cell, a null and a column that is not there all mean *not known*.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import pyarrow as pa
from pydantic import BaseModel
from pydantic_core import from_json

from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, fields, filled, is_list, literals, names, reader

ID = "id"
"""A column that the input may have beside those of the record; it is carried to the output."""
Kind = Literal["yes_no", "whole", "number", "day", "choice", "names", "nested"]
"""What a cell holds; `names` is a list of choices or of texts, `nested` an object or a list of them."""
KINDS: Mapping[object, Kind] = {bool: "yes_no", int: "whole", float: "number", date: "day"}
TYPES: Mapping[Kind, pa.DataType] = {"yes_no": pa.bool_(), "whole": pa.int64(), "number": pa.float64()}


@dataclass(frozen=True)
class Column:
    """One field of the record, what its cells hold, and the values that may be chosen from, where they are few."""

    path: str
    kind: Kind
    choices: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """The fields below one that is an object by itself, such as a dose: a table may have a column for each."""
    holds_list: bool = False

    @property
    def type(self) -> pa.DataType:
        """The Arrow type of its values: a choice and a day are text, lists and objects are JSON text."""
        return TYPES.get(self.kind, pa.string())

    @property
    def is_json(self) -> bool:
        """Whether a value is JSON text."""
        return self.kind in ("names", "nested")

    def value(self, cell: Any) -> Any:
        """What a value of the column's type says, as JSON would give it."""
        return from_json(cell, allow_inf_nan=False) if self.is_json else cell


def _column(path: str) -> Column:
    inner, holds_list = annotation_at(path), is_list(path)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        parts = () if holds_list else tuple(f"{path}.{name}" for name in names(inner))
        return Column(path, "nested", parts=parts, holds_list=holds_list)
    kind = "names" if holds_list else KINDS.get(inner, "choice")
    return Column(path, kind, literals(inner), holds_list=holds_list)


COLUMNS: Mapping[str, Column] = {path: _column(path) for path in fields()}
"""Every column by its path, in the record's order."""
PARTS: Mapping[str, Column] = {path: _column(path) for column in COLUMNS.values() for path in column.parts}
"""The columns that make up one field together, by their paths."""


def record(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The nested record for the values of one row, by path; nulls are left out."""
    data: dict[str, Any] = {}
    for path, cell in cells.items():
        if cell is not None:
            data = filled(data, path, COLUMNS[path].value(cell))
    return data


def cells(patient: Patient, fields: Iterable[str] = tuple(COLUMNS)) -> dict[str, Any]:
    """The values of one row that are known: the inverse of `record`; all are among the fields, where some are given."""
    known = {}
    for path in fields:
        value = reader(path)(patient)
        if value is not None:
            known[path] = _written(value) if path in _WRITTEN_OTHERWISE else value
    return known


_WRITTEN_OTHERWISE = {path for path, column in COLUMNS.items() if column.is_json or column.kind == "day"}
MOST_LISTS = 4_096
"""Lists and objects of which the JSON text is kept: children of a file have the same ones again and again."""


def _written(value: Any) -> str:
    """A day, and what is a column of JSON text, as a record has it in JSON."""
    return value.isoformat() if isinstance(value, date) else _json_text(value)


@lru_cache(maxsize=MOST_LISTS)
def _json_text(value: Any) -> str:
    return json.dumps(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value


def arrays(rows: Sequence[Mapping[str, Any]]) -> dict[str, pa.Array]:
    """Rows of values as one array a column, without columns of which no row has a value."""
    known = {path for row in rows for path, value in row.items() if value is not None}
    columns = {}
    for path, column in COLUMNS.items():
        if path in known:
            columns[path] = pa.array([row.get(path) for row in rows], column.type)
    return columns


def as_patient(cells: Mapping[str, Any]) -> Patient:
    """The patient of one row.

    Raises:
        InvalidPatient: the row is no valid record.
    """
    return read_patient(record(cells))
