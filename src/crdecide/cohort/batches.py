"""A run of rows on its way: as it came in, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from .columns import COLUMNS

Codes = np.ndarray[Any, np.dtype[np.uint8]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Rows = np.ndarray[Any, np.dtype[np.int64]]


Texts = tuple[list[str], np.ndarray[Any, np.dtype[np.int32]]]


@dataclass(frozen=True)
class Reject:
    """A row that was not answered, and why."""

    row: int
    reason: str
    id: str | None = None


@dataclass(frozen=True)
class Batch:
    """Rows as columns by path; those that are not there are not known. `rejected` are rows already set aside."""

    rows: Rows
    """The number of each row in the input, from 1."""
    columns: Mapping[str, pa.Array]
    ids: pa.Array | None = None
    unreadable: Mapping[int, str] = field(default_factory=dict)
    """By place in the batch, why the cells of a row could not be read."""
    rejected: tuple[Reject, ...] = ()

    @cached_property
    def _texts(self) -> dict[str, Texts]:
        return {}

    def texts(self, path: str) -> Texts:
        """The different texts of a column, and for each row the place of its own; the place after the last is null."""
        if path not in self._texts:
            encoded = self.columns[path].dictionary_encode()
            different = encoded.dictionary.to_pylist()
            places = encoded.indices.fill_null(len(different)).to_numpy(zero_copy_only=False)
            self._texts[path] = (different, places)
        return self._texts[path]

    def __len__(self) -> int:
        return len(self.rows)

    def cells(self, place: int) -> dict[str, Any]:
        """The cells of one row, by path."""
        return {path: column[place].as_py() for path, column in self.columns.items() if path in COLUMNS}

    def id_at(self, place: int) -> str | None:
        """The id of one row, as text."""
        name = None if self.ids is None else self.ids[place].as_py()
        return None if name is None else str(name)


@dataclass(frozen=True)
class Answered:
    """The rows that were answered, as a table, and those that were not."""

    table: pa.Table
    rejected: tuple[Reject, ...]
