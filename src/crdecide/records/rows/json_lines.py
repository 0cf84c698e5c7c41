"""Records as objects: one JSON object a line, or mappings in memory. Nested, or flat with dotted names, or both."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from crdecide.errors import InvalidPatient, Problem
from crdecide.guideline.parse import parse_json

from .columns import COLUMNS
from .declared_form import TableForm
from .packed_files import opened
from .row_batch import Batch, Reject, reason_of
from .table_plan import TablePlan, Target, clean_name, twice
from .text_encoding import encoding_of, not_text
from .typed import typed_batch

JSON_ROWS = 16_384
"""These rows are read one by one, so that fewer of them make a batch."""
SECTIONS = frozenset(
    ".".join(path.split(".")[:depth]) for path in COLUMNS for depth in range(1, path.count(".") + 1)
)  # fmt: skip
"""The names above fields: an object there is taken apart; a null there says nothing, like one left out."""
Row = tuple[int, Mapping[str, Any] | InvalidPatient]


def read_json_lines(path: Path, form: TableForm, plan: TablePlan) -> Iterator[Batch]:
    """The rows of a file with one JSON object a line; a line that is none is set aside with the reason.

    Raises:
        InvalidTable: the file cannot be read, or is not encoded as declared.
    """
    encoding = encoding_of(path, form)
    with opened(path) as file:
        lines = file if encoding == "utf-8" else _as_utf8(file, encoding)
        try:
            yield from object_batches((_parsed(line) for line in lines if line.strip()), plan)
        except UnicodeError as error:
            raise not_text(path, encoding, error) from None


def _as_utf8(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    with io.TextIOWrapper(file, encoding=encoding) as text:
        for line in text:
            yield line.encode()


def _parsed(line: bytes) -> Mapping[str, Any] | InvalidPatient:
    try:
        data = parse_json(line, nan_is_null=True)  # as Python writes what pandas does not know
    except InvalidPatient as error:
        return error
    if isinstance(data, dict):
        return data
    return InvalidPatient([Problem("patient", "expected a patient record (a JSON object)")])


def object_batches(objects: Iterable[Mapping[str, Any] | InvalidPatient], plan: TablePlan) -> Iterator[Batch]:
    """Objects, or why there is none, as batches; of one with an unknown name what can be read is read."""
    numbered = enumerate(objects, start=1)
    while chunk := list(islice(numbered, JSON_ROWS)):
        yield _batch(chunk, plan)


def _batch(chunk: Iterable[Row], plan: TablePlan) -> Batch:
    rows, cells, rejected = list[int](), list[dict[Target, Any]](), list[Reject]()
    unreadable: dict[int, tuple[Problem, ...]] = {}
    for number, data in chunk:
        if isinstance(data, InvalidPatient):
            rejected.append(Reject(number, reason_of(data.problems)))
            continue
        read, problems = _cells(data, plan)
        if problems:
            unreadable[len(rows)] = tuple(problems)
        rows.append(number)
        cells.append(read)
    targets = list(dict.fromkeys(target for row in cells for target in row))
    columns = [[row.get(target) for row in cells] for target in targets]
    return typed_batch(np.array(rows, dtype=np.int64), targets, columns, unreadable, tuple(rejected))


def _cells(data: Mapping[str, Any], plan: TablePlan) -> tuple[dict[Target, Any], list[Problem]]:
    """The cells of one object by where they go, and every name that is unknown or given twice."""
    cells, problems = dict[Target, Any](), list[Problem]()
    for name, value in _flat(data):
        try:
            target = plan.target(name)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
            continue
        if target in cells:
            problems.append(Problem(name, "given twice, nested and flat"))
        cells[target] = value
    problems += [Problem("patient", message) for message in twice(cells)]
    return cells, problems


def _flat(data: Mapping[Any, Any], below: str = "") -> Iterator[tuple[str, Any]]:
    """Each field with its dotted name; what is no section of the record is one value."""
    for part, value in data.items():
        name = f"{below}{clean_name(part)}"
        if name in SECTIONS and isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        elif name not in SECTIONS or value is not None:
            yield name, value
