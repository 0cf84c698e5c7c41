"""What became of a run of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.records.rows.row_batch import Reject

Codes = np.ndarray[Any, np.dtype[np.uint8]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Answered:
    """The rows that were answered, as a table, those that were not, and the numbers of those that hold nothing."""

    table: pa.Table
    rejected: tuple[Reject, ...]
    empty: tuple[int, ...] = ()
