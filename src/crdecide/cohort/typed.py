"""Arrow columns of any origin as columns of the record: each different text is parsed once; nested values are JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from crdecide.errors import InvalidPatient, Problem

from .batches import Batch, Rows
from .columns import COLUMNS, ID, Column


def typed_batch(rows: Rows, table: pa.RecordBatch | pa.Table, source: str) -> Batch:
    """A batch of the record's columns.

    Raises:
        InvalidPatient: a column cannot be of the type that the record has.
    """
    unreadable: dict[int, str] = {}
    columns: dict[str, pa.Array] = {}
    for name in table.schema.names:
        if name in COLUMNS:
            columns[name] = _typed(COLUMNS[name], _whole(table.column(name)), unreadable, source)
    ids = _whole(table.column(ID)) if ID in table.schema.names else None
    return Batch(rows, columns, ids, unreadable)


def _whole(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _typed(column: Column, values: pa.Array, unreadable: dict[int, str], source: str) -> pa.Array:
    if values.type == column.type:
        return values
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return _parsed(column, values.cast(pa.string()), unreadable)
    if column.is_json and pa.types.is_nested(values.type):
        texts = [None if value is None else json.dumps(value) for value in values.to_pylist()]
        return pa.array(texts, pa.string())
    try:
        return values.cast(column.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        message = f"expected a column of type {column.type}; got {values.type}"
        raise InvalidPatient([Problem(f"{source}: {column.path}", message)]) from None


def _parsed(column: Column, values: pa.Array, unreadable: dict[int, str]) -> pa.Array:
    """Text as values; a cell that is none is null here, and its row is unreadable, with the reason."""
    # Of millions of cells only a few texts are different: each is parsed once, and then looked up.
    encoded = values.dictionary_encode()
    parsed, wrong = [], dict[int, str]()
    for place, text in enumerate(encoded.dictionary.to_pylist()):
        try:
            parsed.append(column.parsed(text))
        except ValueError as error:
            parsed.append(None)
            wrong[place] = f"{column.path}: {error}"
    if wrong:
        _mark(encoded.indices, wrong, unreadable)
    return pa.array(parsed, column.type).take(encoded.indices)


def _mark(indices: pa.Array, wrong: Mapping[int, str], unreadable: dict[int, str]) -> None:
    places = indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for row in map(int, np.flatnonzero(np.isin(places, list(wrong)))):
        reason = wrong[int(places[row])]
        unreadable[row] = f"{unreadable[row]}; {reason}" if row in unreadable else reason
