"""One table in every form that a table is kept in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crdecide.guideline.record_paths import filled
from crdecide.records.rows import Row, read

Table = list[dict[str, Any]]
"""Rows of cells by the name of their column: None, truth values, numbers, dates, text and lists."""


def columns_of(table: Table) -> dict[str, list[Any]]:
    names = list(dict.fromkeys(name for row in table for name in row))
    return {name: [row.get(name) for row in table] for name in names}


def as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return json.dumps(cell) if isinstance(cell, list) else str(cell)


def write_csv(path: Path, table: Table) -> Path:
    columns = columns_of(table)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([*map(as_text, row)] for row in zip(*columns.values(), strict=True))
    return path


def write_workbook(path: Path, table: Table) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    columns = columns_of(table)
    sheet.append(list(columns))
    for row in zip(*columns.values(), strict=True):
        sheet.append([json.dumps(cell) if isinstance(cell, list) else cell for cell in row])
    book.save(path)
    return path


def write_parquet(path: Path, table: Table) -> Path:
    pq.write_table(arrow(table), path)
    return path


def arrow(table: Table) -> pa.Table:
    return pa.table({name: typed_or_text(cells) for name, cells in columns_of(table).items()})


def typed_or_text(cells: list[Any]) -> pa.Array:
    """A column has one type: where cells are of several kinds, whoever writes it has to make them text."""
    kinds = {type(cell) for cell in cells if cell is not None}
    return pa.array(cells) if len(kinds) <= 1 else pa.array([as_text(cell) or None for cell in cells])


def write_ndjson(path: Path, table: Table) -> Path:
    lines = []
    for row in table:
        nested: dict[str, Any] = {}
        for name, cell in row.items():
            nested = filled(nested, name, cell.isoformat() if isinstance(cell, date) else cell)
        lines.append(json.dumps(nested) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


def sources(folder: Path, table: Table) -> Iterator[tuple[str, Any]]:
    yield "csv", write_csv(folder / "t.csv", table)
    yield "parquet", write_parquet(folder / "t.parquet", table)
    yield "ndjson", write_ndjson(folder / "t.ndjson", table)
    yield "mappings", table
    yield "arrow", arrow(table)
    if find_spec("openpyxl"):
        yield "workbook", write_workbook(folder / "t.xlsx", table)
    if find_spec("pandas"):
        import pandas as pd

        yield "pandas", pd.DataFrame(columns_of(table))
    if find_spec("polars"):
        import polars as pl

        yield "polars", pl.from_arrow(arrow(table))


def told(rows: Iterator[Row]) -> list[tuple[int, str | None, Any]]:
    """What a reader makes of each row: its patient, or all that is said of it."""
    return [(row.number, row.id, row.patient if row.error is None else str(row.error)) for row in rows]


Told = Callable[..., list[tuple[int, str | None, Any]]]


def read_text(path: Path, text: str, **declared: Any) -> list[tuple[int, str | None, Any]]:
    """What is made of a file with this text."""
    path.write_bytes(text.encode(declared.get("encoding") or "utf-8"))
    return told(read(path, **declared))
