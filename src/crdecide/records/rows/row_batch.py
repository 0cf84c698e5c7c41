"""A run of rows on its way: the columns of the record, and what could not be read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.errors import InvalidPatient, Problem
from crdecide.guideline.patient import Patient

from .columns import COLUMNS, as_patient

Rows = np.ndarray[Any, np.dtype[np.int64]]
Texts = tuple[list[str | None], np.ndarray[Any, np.dtype[np.int32]]]


@dataclass(frozen=True)
class Reject:
    """A row that was not answered, and why; `danger` is the sentence, where what could be read calls for it."""

    row: int
    reason: str
    id: str | None = None
    danger: str | None = None


def reason_of(problems: Iterable[Problem]) -> str:
    """All that is wrong with a row, in one line."""
    return "; ".join(" ".join(str(problem).splitlines()) for problem in problems)


@dataclass(frozen=True)
class Batch:
    """Rows as columns by path; those that are not there are not known. `rejected` are rows already set aside."""

    rows: Rows
    """The number of each row in the input, from 1."""
    columns: Mapping[str, pa.Array]
    """Values of the types that `COLUMNS` has; text may be dictionary-encoded."""
    ids: pa.Array | None = None
    unreadable: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    """By place in the batch, which cells of a row could not be read, and why: they are null in `columns`."""
    rejected: tuple[Reject, ...] = ()
    empty: tuple[int, ...] = ()
    """The numbers of rows that hold neither an id nor a value: they are not among `rows`."""

    @cached_property
    def _texts(self) -> dict[str, Texts]:
        return {}

    def texts(self, path: str) -> Texts:
        """The different texts of a column, and for each row the place of its own; the place after the last is null."""
        if path not in self._texts:
            encoded = self.columns[path].dictionary_encode()
            different = encoded.dictionary.to_pylist()
            places = encoded.indices.cast(pa.int32()).fill_null(len(different)).to_numpy(zero_copy_only=False)
            self._texts[path] = (different, places)
        return self._texts[path]

    def __len__(self) -> int:
        return len(self.rows)

    def cells(self, place: int) -> dict[str, Any]:
        """The values of one row, by path."""
        return {path: column[place].as_py() for path, column in self.columns.items() if path in COLUMNS}

    def id_at(self, place: int) -> str | None:
        """The id of one row, as text."""
        name = None if self.ids is None else self.ids[place].as_py()
        return None if name is None else str(name)

    def patient_at(self, place: int) -> Patient:
        """The patient of one row.

        Raises:
            InvalidPatient: with every cell that cannot be read, and every fault of what can.
        """
        unreadable = self.unreadable.get(place, ())
        try:
            patient = as_patient(self.cells(place))
        except InvalidPatient as error:
            raise InvalidPatient([*unreadable, *error.problems]) from None
        if unreadable:
            raise InvalidPatient(unreadable)
        return patient

    def problems_at(self, place: int) -> tuple[Problem, ...]:
        """All that is wrong with one row; nothing where it is a valid record."""
        try:
            self.patient_at(place)
        except InvalidPatient as error:
            return error.problems
        return ()
