"""A folder of a FHIR bulk export (NDJSON by resource type) as batches: one row for each Patient.

https://hl7.org/fhir/uv/bulkdata/STU2/export.html: every line is one resource. DuckDB gathers the resources of each
patient, on disk where they are more than memory holds; each child is read
as any record (`crdecide.records.fhir`).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import lru_cache, partial
from itertools import chain, islice, starmap
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic_core import from_json

from crdecide.errors import CrdecideError, InvalidPatient, InvalidTable, Problem
from crdecide.guideline.patient import Patient
from crdecide.language.loading import load_ruleset
from crdecide.language.ruleset import Ruleset
from crdecide.records.fhir.reader import read
from crdecide.records.rows.columns import arrays, cells
from crdecide.records.rows.row_batch import Batch, Reject, reason_of

OWNER = """
    case when resource->>'$.resourceType' = 'Patient' then resource->>'$.id'
    else regexp_extract(coalesce(resource->>'$.subject.reference', resource->>'$.patient.reference'),
                        '^(?:.*/)?Patient/([^/]+)', 1) end
"""
GATHER = f"""
    select owner, list(text order by text) from (
        select {OWNER} as owner, resource::varchar as text from (select json as resource from read_ndjson_objects($1))
    ) where owner <> '' group by owner order by owner
"""
SHARED = "select json::varchar from read_ndjson_objects($1) where json->>'$.resourceType' = 'Medication'"
"""Resources that belong to no patient and are pointed to by those that do."""
AT_ONCE = 1_000
"""Children that are read together."""
ALONE = 4
"""So many times `AT_ONCE` are read in this process before others are started: each takes two seconds to begin."""
Child = tuple[str, list[str]]
"""The id of a patient, and the resources as text."""


def is_bulk_export(path: Path) -> bool:
    """Whether a folder holds NDJSON files, as a FHIR bulk export does."""
    return path.is_dir() and any(path.glob("*.ndjson"))


def read_bulk(path: Path, rules: Path, on: date | None) -> Iterator[Batch]:
    """The children of an export, in the order of their ids; of a large one on all cores.

    Args:
        path: The folder.
        rules: The folder of the rules, which every process loads for itself.
        on: The day to which they are read.

    Raises:
        InvalidTable: a file is no NDJSON.
    """
    import duckdb

    files = sorted(map(str, path.glob("*.ndjson")))
    try:
        with duckdb.connect() as database:
            shared = [_resource(text) for (text,) in database.execute(SHARED, [files]).fetchall()]
            yield from _on_all_cores(_patients(database, files), partial(_read_children, shared, rules, on))
    except duckdb.Error as error:
        raise InvalidTable([Problem(str(path), f"cannot be read as NDJSON: {error}")]) from None


def _patients(database: Any, files: list[str]) -> Iterator[tuple[int, list[Child]]]:
    """A few children at a time, with the number of the first: all of an export may be more than memory holds."""
    patients, row = database.execute(GATHER, [files]), 1
    while children := patients.fetchmany(AT_ONCE):
        yield row, children
        row += len(children)


def _on_all_cores(
    parts: Iterator[tuple[int, list[Child]]], reading: Callable[[int, list[Child]], Batch]
) -> Iterator[Batch]:
    """The parts as batches, in order. Reading is Python throughout: only processes read at the same time."""
    for part in islice(parts, ALONE):
        yield reading(*part)
    cores = os.cpu_count() or 1
    others = [*islice(parts, 1)]
    if not others or cores == 1:
        yield from starmap(reading, chain(others, parts))
        return
    waiting: deque[Future[Batch]] = deque()
    # Spawned, not forked: of a process with threads, as this is, a copy may be locked for ever.
    with ProcessPoolExecutor(cores, get_context("spawn")) as processes:
        for row, children in chain(others, parts):
            waiting.append(processes.submit(reading, row, children))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read_children(
    shared: Sequence[Mapping[str, Any]], rules: Path, on: date | None, row: int, children: Sequence[Child]
) -> Batch:
    """Some children as a batch; `row` is the number of the first."""
    ruleset = _ruleset(rules)
    rows, cells_of_rows, ids, rejected = [], [], [], []
    for number, (owner, texts) in enumerate(children, start=row):
        try:
            patient = _patient(owner, texts, shared, ruleset, on)
        except InvalidPatient as error:
            rejected.append(Reject(number, reason_of(error.problems), owner, error.danger))
        else:
            rows.append(number)
            cells_of_rows.append(cells(patient))
            ids.append(owner)
    columns = arrays(cells_of_rows)
    return Batch(np.array(rows, dtype=np.int64), columns, pa.array(ids, pa.string()), {}, tuple(rejected))


@lru_cache(maxsize=1)
def _ruleset(rules: Path) -> Ruleset:
    return load_ruleset(rules)


def _patient(
    owner: str, texts: Iterable[str], shared: Iterable[Mapping[str, Any]], ruleset: Ruleset, on: date | None
) -> Patient:
    """One child's record.

    Raises:
        InvalidPatient: it cannot be read.
    """
    entries = [{"resource": resource} for resource in (*map(_resource, texts), *shared)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    try:
        return read(bundle, on=on, patient_id=owner, ruleset=ruleset).patient
    except InvalidPatient:
        raise
    except CrdecideError as error:
        raise InvalidPatient([Problem("record", str(error))]) from None


def _resource(text: str) -> Any:
    """A line as plain data; nesting is bounded by the parser, on every version of Python alike."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidPatient([Problem("record", f"not JSON: {error}")]) from None
