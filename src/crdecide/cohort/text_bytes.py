"""Columns of text by their bytes, without making a single string."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from .batches import Codes


def of_one_width(characters: Codes) -> pa.StringArray:
    """A text for each row of characters, which are ASCII."""
    rows, width = characters.shape
    offsets = np.arange(rows + 1, dtype=np.int32) * width
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(characters))


def characters_of(texts: pa.StringArray) -> memoryview:
    """The bytes of all texts of a column, one after the other."""
    offsets, characters = texts.buffers()[1:]
    ends = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(characters)[int(ends[0]) : int(ends[-1])] if len(texts) else memoryview(b"")
