"""Some rows of a table as columns of the record: where each column goes, what goes together, which rows are empty."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.errors import Problem

from .columns import COLUMNS, ID
from .row_batch import Batch, Reject, Rows
from .table_plan import Target, field_at
from .written_values import is_unknown, shown, written

Cells = Any
"""A column as Arrow has it, or its values one by one where they are of several kinds."""
PLACES = {path: place for place, path in enumerate(COLUMNS)}
Problems = dict[int, tuple[Problem, ...]]


def typed_batch(
    rows: Rows,
    targets: Sequence[Target],
    columns: Sequence[Cells],
    unreadable: Mapping[int, tuple[Problem, ...]] | None = None,
    rejected: tuple[Reject, ...] = (),
) -> Batch:
    """A batch of the record's columns; cells that cannot be read are null there, and their rows are told.

    Args:
        rows: The number of each row in the table.
        targets: Where each of the columns goes.
        columns: As long as `rows` each.
        unreadable: What is known already to be wrong with a row, by its place.
        rejected: Rows that are set aside already.
    """
    problems: Problems = dict(unreadable or {})
    by_field: dict[str, list[tuple[Target, pa.Array]]] = {}
    ids = None
    # In the record's order, in whichever order a table has its columns: so what is wrong with a row is told alike.
    for target, cells in sorted(zip(targets, columns, strict=True), key=_place):
        if target.path == ID:
            ids = _ids(cells)
        elif target.path:
            by_field.setdefault(field_at(target.path), []).append((target, _read(target, cells, problems)))
        elif target.has_to_be_empty:
            _refuse_content(cells, problems)
    read = {path: _together(parts) for path, parts in by_field.items()}
    return _without_empty(Batch(rows, read, ids, problems, rejected))


def _place(column: tuple[Target, Cells]) -> int:
    return PLACES.get(field_at(column[0].path), len(PLACES))


def _read(target: Target, cells: Cells, problems: Problems) -> pa.Array:
    reader = target.reader
    values, wrong = reader.array(_whole(cells)) if _is_arrow(cells) else reader.values(cells)
    for place, reason in wrong.items():
        _add(problems, place, Problem(_where(target), reason))
    return values


def _where(target: Target) -> str:
    """The field, and the column where that has another name."""
    return target.path if target.name == target.path else f"{target.path} (column '{target.name}')"


def _add(problems: Problems, place: int, problem: Problem) -> None:
    problems[place] = (*problems.get(place, ()), problem)


def _is_arrow(cells: Cells) -> bool:
    return isinstance(cells, pa.Array | pa.ChunkedArray)


def _whole(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _ids(cells: Cells) -> pa.Array:
    """Ids as text, as they stand there: only an empty one, or one declared unknown, is none."""
    if _is_arrow(cells):
        values = _whole(cells)
        if pa.types.is_string(values.type):
            return values
        if pa.types.is_integer(values.type) or pa.types.is_large_string(values.type):
            return values.cast(pa.string())
        cells = values.to_pylist()
    return pa.array([_id(value) for value in cells], pa.string())


def _id(value: Any) -> str | None:
    text = value if isinstance(value, str) else written(value, ".")
    return (text if isinstance(text, str) else json.dumps(text, default=str)) or None


def _refuse_content(cells: Cells, problems: Problems) -> None:
    """Cells under no name belong to nothing: the row that has one is not read rightly."""
    values = _whole(cells).to_pylist() if _is_arrow(cells) else cells
    for place, value in enumerate(values):
        text = written(value, ".")
        if not isinstance(text, str) or not is_unknown(text):
            _add(problems, place, Problem("a column without a name", f"expected an empty cell; got {shown(text)}"))


def _together(parts: Sequence[tuple[Target, pa.Array]]) -> pa.Array:
    """One column as it is; boxes as one list, and parts as one object, in JSON."""
    first, values = parts[0]
    if first.entry is None and field_at(first.path) == first.path:
        return values
    columns = [column.to_pylist() for _, column in parts]
    of_row = _ticked if first.entry is not None else _joined
    texts = [of_row([target for target, _ in parts], row) for row in zip(*columns, strict=True)]
    return pa.array(texts, pa.string()).dictionary_encode()


def _ticked(boxes: Sequence[Target], row: Sequence[bool | None]) -> str | None:
    """The entries whose boxes are ticked; without any nothing is known: nobody may have looked at the boxes."""
    entries = [box.entry for box, ticked in zip(boxes, row, strict=True) if ticked]
    return json.dumps(entries) if entries else None


def _joined(parts: Sequence[Target], row: Sequence[Any]) -> str | None:
    known = {part.path.rpartition(".")[2]: value for part, value in zip(parts, row, strict=True) if value is not None}
    return json.dumps(known) if known else None


def _without_empty(batch: Batch) -> Batch:
    """The batch without rows that hold neither an id nor a value: they are no children."""
    filled = np.zeros(len(batch), dtype=np.bool_)
    filled[list(batch.unreadable)] = True
    for values in (*(() if batch.ids is None else (batch.ids,)), *batch.columns.values()):
        if not values.null_count or filled.all():
            return batch
        filled |= values.is_valid().to_numpy(zero_copy_only=False)
    if filled.all():
        return batch
    kept = pa.array(filled)
    places = {int(old): new for new, old in enumerate(np.flatnonzero(filled))}
    return Batch(
        batch.rows[filled],
        {path: values.filter(kept) for path, values in batch.columns.items()},
        None if batch.ids is None else batch.ids.filter(kept),
        {places[place]: problems for place, problems in batch.unreadable.items()},
        batch.rejected,
        tuple(map(int, batch.rows[~filled])),
    )
