"""The different rows among many, numbered: what follows of a row is worked out once for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

ROOM = 62
"""The bits of a whole number in which the codes of a few columns are put side by side."""
MOST_LISTED = 16
"""The bits of a key up to which every key that there could be is listed, which takes less time than to look for it."""
Places = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
Column = np.ndarray[Any, np.dtype[np.integer[Any] | np.bool_]]


@dataclass(frozen=True)
class DifferentRows:
    """A row of each kind, and for every row of which kind it is."""

    a_row: Places
    number: Places


def different_rows(columns: Sequence[Column]) -> DifferentRows:
    """The different rows of columns of codes from 0, or of flags."""
    rows, taken = len(columns[0]), 0
    key: Places = np.zeros(rows, dtype=np.int64)
    for column in columns:
        bits = _bits(column)
        if taken + bits > ROOM:
            # No room for another column: what came so far is numbered anew, which takes fewer bits.
            key = _numbered(key).number
            taken = _bits(key)
        if bits:
            key <<= bits
            key |= column
            taken += bits
    return _listed(key, 1 << taken) if taken <= MOST_LISTED else _numbered(key)


def _bits(column: Column) -> int:
    return int(column.max(initial=0)).bit_length()


def _listed(key: Places, size: int) -> DifferentRows:
    a_row = np.full(size, -1, dtype=np.int64)
    a_row[key] = np.arange(len(key))
    met = np.flatnonzero(a_row >= 0)
    number_of = np.zeros(size, dtype=np.int64)
    number_of[met] = np.arange(len(met))
    return DifferentRows(a_row[met], number_of[key])


def _numbered(key: Places) -> DifferentRows:
    number = np.asarray(pa.array(key).dictionary_encode().indices.to_numpy(), dtype=np.int64)
    a_row = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.int64)
    a_row[number] = np.arange(len(key))
    return DifferentRows(a_row, number)
