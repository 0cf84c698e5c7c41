"""The different rows among many, numbered: what follows of a row is worked out once for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from .batches import Codes, Flags

BITS, ROOM = 8, 32
"""The bits that a code takes, and those that stay free for codes beside the number of what came before them."""
Places = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]


@dataclass(frozen=True)
class DifferentRows:
    """Where each different row is first met, and for every row which of them it is."""

    first: Places
    number: Places


def different_codes(columns: Sequence[Codes]) -> DifferentRows:
    """The different rows of columns of codes, in the order in which they are first met; any number of columns."""
    return _numbered(columns, BITS)


def different_flags(columns: Sequence[Flags]) -> DifferentRows:
    """The different rows of columns of flags likewise: a flag takes a single bit."""
    return _numbered(columns, 1)


def _numbered(columns: Sequence[Codes | Flags], bits: int) -> DifferentRows:
    rows, at_once = len(columns[0]), ROOM // bits
    number: Places = np.zeros(rows, dtype=np.int64)
    # A few columns at a time: their codes and the number of what came before them fit into one whole number.
    for start in range(0, len(columns), at_once):
        key = number.astype(np.int64)
        for column in columns[start : start + at_once]:
            key = (key << bits) | column
        number = pa.array(key).dictionary_encode().indices.to_numpy()
    first = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.int64)
    # Backwards, so that the earliest row of each kind is the last to be written down, and stays.
    first[number[::-1]] = np.arange(rows - 1, -1, -1)
    return DifferentRows(first, number)
