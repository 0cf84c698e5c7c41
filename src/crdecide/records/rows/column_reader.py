"""One column of a table as one of the record: every different value is read once, and then looked up.

Columns that already have the type of the record are taken as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import cell_forms
from .cell_forms import DateForm
from .columns import Column
from .written_values import PYTHONS_NONE, SPACES, is_unknown, shown, written

MOST_KEPT = 65_536
"""Different values of a column of which the reading is kept; the least recently used make room."""
Wrong = dict[int, str]
"""By place in a column, why a cell cannot be read."""
NONE = "none"
KEPT = (str, int, float, Decimal, date, type(None))
"""What is looked up; the others may not even be told apart."""


@dataclass(frozen=True)
class CellRules:
    """How the cells of a column are written, as declared by whoever gives the table."""

    decimal: str = "."
    dates: DateForm = "YYYY-MM-DD"
    values: Mapping[str, Any] = field(default_factory=dict)
    """What a cell stands for, by its text in lower case; null for not known."""
    unknown: frozenset[str] = frozenset()
    """Further texts, in lower case, that say that nothing is known."""

    @property
    def say_something(self) -> bool:
        """Whether a value may stand for another one."""
        return bool(self.values or self.unknown)


def values_for_unknown(rules: CellRules) -> list[str]:
    """The texts that say that nothing is known, for which a value is declared all the same; '' for an empty cell."""
    found = []
    for text, value in rules.values.items():
        said = written(value, rules.decimal)
        is_value = not isinstance(said, str) or not is_unknown(said)
        if is_value and (text in rules.unknown or is_unknown(text.strip(SPACES))):
            found.append(text)
    return found


class ColumnReader:
    """The cells of one column."""

    def __init__(self, column: Column, rules: CellRules = CellRules()) -> None:
        self.column, self.rules = column, rules
        self._kept = lru_cache(maxsize=MOST_KEPT, typed=True)(self._reading)

    def cell(self, value: Any) -> Any:
        """What a cell says, of the column's type: lists and objects as JSON text; None where it is not known.

        Raises:
            ValueError: it says nothing that the column may hold, or may mean two things.
        """
        rules = self.rules
        said = written(value, rules.decimal)
        if isinstance(said, str) and rules.say_something:
            text = said.casefold()
            if text in rules.unknown:
                return None
            if text in rules.values:
                said = written(rules.values[text], rules.decimal)
        if isinstance(said, str) and self._is_unknown(said):
            return None
        return self._parsed(said)

    def _is_unknown(self, text: str) -> bool:
        """Whether nothing is known; "none" is a value of some fields, and ambiguous in others."""
        if text.casefold() != NONE:
            return is_unknown(text)
        may_be_none = NONE in self.column.choices or self.column.holds_list
        if may_be_none and not (text == NONE and NONE in self.column.choices):
            value = "[]" if self.column.holds_list else f"'{NONE}'"
            raise ValueError(f"{shown(text)} may say that there is none ({value}), or that it is not known (empty)")
        return text == PYTHONS_NONE

    def _parsed(self, said: Any) -> Any:
        column, rules = self.column, self.rules
        if column.kind == "names" and not isinstance(said, dict):
            return json.dumps(cell_forms.names(said, column.choices))
        if column.kind == "nested":
            return _json(cell_forms.nested(said))
        if not isinstance(said, str):
            raise ValueError(f"expected a single value; got {shown(said)}")
        match column.kind:
            case "yes_no":
                return cell_forms.yes_no(said)
            case "whole":
                return cell_forms.whole(said, rules.decimal)
            case "number":
                return cell_forms.number(said, rules.decimal)
            case "day":
                return cell_forms.day(said, rules.dates)
        return cell_forms.choice(said, column.choices)

    def _reading(self, value: Any) -> tuple[Any, str]:
        try:
            return self.cell(value), ""
        except ValueError as error:
            return None, str(error)

    def values(self, cells: Iterable[Any]) -> tuple[pa.Array, Wrong]:
        """Cells of any kind as an array of the column's type; one that cannot be read is null, with the reason."""
        read, wrong = [], Wrong()
        for place, cell in enumerate(cells):
            value, reason = self._kept(cell) if isinstance(cell, KEPT) else self._reading(cell)
            read.append(value)
            if reason:
                wrong[place] = reason
        return pa.array(read, self.column.type), wrong

    def array(self, values: pa.Array) -> tuple[pa.Array, Wrong]:
        """An Arrow array as one of the column's type."""
        values = _plain_storage(values)
        if values.type == self.column.type and not (self._is_text or self.rules.say_something):
            return _numbers_known(values), Wrong()
        if pa.types.is_nested(values.type):
            return self.values(values.to_pylist())
        try:
            encoded = values.dictionary_encode()
        except pa.ArrowNotImplementedError:  # a type of which nothing is ever written in a cell, such as an interval
            return self.values(values.to_pylist())
        read, wrong = self.values(encoded.dictionary.to_pylist())
        places = _wrong_places(encoded.indices, wrong) if wrong else Wrong()
        if self._is_text and not read.null_count:
            return pa.DictionaryArray.from_arrays(encoded.indices, read), places
        taken = read.take(encoded.indices)
        return taken.dictionary_encode() if self._is_text else taken, places

    @property
    def _is_text(self) -> bool:
        return bool(pa.types.is_string(self.column.type))


def _json(said: Any) -> str | None:
    """JSON text; an object of which nothing is known is not known, as Parquet keeps a missing one."""
    return None if said is None or said == {} else json.dumps(said)


def _plain_storage(values: pa.Array) -> pa.Array:
    """The values without what only says how they are kept; a number of few digits as it would be written."""
    if isinstance(values, pa.ExtensionArray):
        values = values.storage
    kind = values.type
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        # As 4.9, which is what anybody reads there, not as the 4.900000095 that it is in twice the digits.
        return values.cast(pa.string()).cast(pa.float64())
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return values.cast(pa.int64())
    return values


def _numbers_known(values: pa.Array) -> pa.Array:
    """Not a number is not known. What is infinite is left for the record to refuse."""
    if not pa.types.is_floating(values.type):
        return values
    nan, values = pc.is_nan(values), pc.add(values, 0.0)  # which makes 0 of -0
    return pc.if_else(nan, pa.scalar(None, values.type), values) if pc.any(nan).as_py() else values


def _wrong_places(indices: pa.Array, wrong: Wrong) -> Wrong:
    """The rows that hold one of the values that cannot be read."""
    places = indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    rows: Sequence[int] = np.flatnonzero(np.isin(places, list(wrong))).tolist()
    return {row: wrong[int(places[row])] for row in rows}
