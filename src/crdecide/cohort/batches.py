"""What became of a run of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.records.rows.row_batch import Reject

from .equal_rows import Places

Codes = np.ndarray[Any, np.dtype[np.uint8]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
ROW, REGION = "row", "region"


@dataclass(frozen=True)
class Part:
    """Some columns of the answers. Many children have the same: each is there once, and `number` says whose it is."""

    different: pa.Table
    """Words by their numbers."""
    number: Places

    @property
    def times(self) -> Places:
        """How many children have each."""
        return np.bincount(self.number, minlength=len(self.different))


@dataclass(frozen=True)
class Answered:
    """The rows that were answered, those that were not, and the numbers of those that hold nothing."""

    rows: pa.Table
    """The number in the input and the id of each row that was answered."""
    parts: tuple[Part, ...]
    """The columns of their answers."""
    region: pa.Array | None = None
    """All regions of each row as one text; none in a brief answer."""
    rejected: tuple[Reject, ...] = ()
    empty: tuple[int, ...] = ()

    @cached_property
    def table(self) -> pa.Table:
        """Every row with its answer, words by their numbers."""
        return self.written_as(lambda different: different)

    def written_as(self, form: Callable[[pa.Table], pa.Table]) -> pa.Table:
        """Every row with its answer, where each different answer is written once in this form."""
        columns = dict(zip(self.rows.schema.names, self.rows.columns, strict=True))
        for part in self.parts:
            taken = form(part.different).take(pa.array(part.number))
            columns |= dict(zip(taken.schema.names, taken.columns, strict=True))
        if self.region is not None:
            columns[REGION] = self.region
        return pa.table(columns)
