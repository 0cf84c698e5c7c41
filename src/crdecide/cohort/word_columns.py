"""Columns of words, and of lists of words, as numbers of a few known words; and the same columns as plain text.

The words of a column and their order are fixed by the rules and not by the rows, so that equal answers have equal
numbers in whatever batch they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .batches import Codes, Flags

NUMBER = pa.int16()
WORD = pa.dictionary(NUMBER, pa.string())
WORDS = pa.list_(WORD)


def word_column(words: pa.Array, codes: Codes, where: Flags | None = None) -> pa.DictionaryArray:
    """A word for each code, which is its place in `words`; null where `where` is false."""
    numbers = pa.array(codes.astype(np.int16), NUMBER, mask=None if where is None else ~where)
    return pa.DictionaryArray.from_arrays(numbers, words)


def list_column(words: pa.Array, flags: Flags) -> pa.ListArray:
    """For each row of flags, one for each word, the words whose flag is set, in their order."""
    offsets = np.concatenate([[0], np.cumsum(flags.sum(axis=1))]).astype(np.int32)
    numbers = pa.array(np.nonzero(flags)[1].astype(np.int16))
    return pa.ListArray.from_arrays(pa.array(offsets), pa.DictionaryArray.from_arrays(numbers, words))


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The same columns as text and lists of text: what a reader of the answers meets."""
    plain: dict[Any, pa.DataType] = {WORD: pa.string(), WORDS: pa.list_(pa.string())}
    return pa.schema([field.with_type(plain.get(field.type, field.type)) for field in schema])


def as_text(table: pa.Table) -> pa.Table:
    """The same answers as text and lists of text."""
    return table.cast(plain_schema(table.schema))


def as_numbers(table: pa.Table, words: Mapping[str, pa.Array]) -> pa.Table:
    """Answers in plain text with the columns of words as numbers: the inverse of `as_text`.

    Args:
        table: The answers.
        words: The words of each column that has any.
    """
    columns = {}
    for name, column in zip(table.schema.names, table.columns, strict=True):
        columns[name] = _numbered(column.combine_chunks(), words[name]) if name in words else column
    return pa.table(columns)


def _numbered(column: pa.Array, words: pa.Array) -> pa.Array:
    if not pa.types.is_list(column.type):
        return pa.DictionaryArray.from_arrays(pc.index_in(column, words).cast(NUMBER), words)
    # Flattened, since the offsets of a part of an array need not begin at 0.
    lengths = pc.list_value_length(column).to_numpy()
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), _numbered(column.flatten(), words))
