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
from itertools import starmap
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
from crdecide.records.rows.columns import arrays
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
LARGE = 16_777_216
"""An export of so many bytes, some ten thousand children, is read on all cores; a process takes a second to begin."""
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

    files = sorted(path.glob("*.ndjson"))
    names = [*map(str, files)]
    cores = os.cpu_count() or 1
    try:
        with duckdb.connect() as database:
            shared = [_resource(text) for (text,) in database.execute(SHARED, [names]).fetchall()]
            parts, reading = _patients(database, names), partial(_read_children, shared, rules, on)
            if cores > 1 and sum(file.stat().st_size for file in files) >= LARGE:
                yield from _on_all_cores(parts, reading, partial(_ready, rules), cores)
            else:
                yield from starmap(reading, parts)
    except duckdb.Error as error:
        raise InvalidTable([Problem(str(path), f"cannot be read as NDJSON: {error}")]) from None


def _patients(database: Any, files: list[str]) -> Iterator[tuple[int, list[Child]]]:
    """A few children at a time, with the number of the first: all of an export may be more than memory holds."""
    patients, row = database.execute(GATHER, [files]), 1
    while children := patients.fetchmany(AT_ONCE):
        yield row, children
        row += len(children)


def _on_all_cores(
    parts: Iterable[tuple[int, list[Child]]],
    reading: Callable[[int, list[Child]], Batch],
    ready: Callable[[], None],
    cores: int,
) -> Iterator[Batch]:
    """The parts as batches, in order. Reading is Python throughout: only processes read at the same time."""
    waiting: deque[Future[Batch]] = deque()
    # Spawned, not forked: of a process with threads, as this is, a copy may be locked for ever.
    with ProcessPoolExecutor(cores, get_context("spawn")) as processes:
        # They begin while the database gathers: the first part comes when all resources are sorted.
        for _ in range(cores):
            processes.submit(ready)
        for row, children in parts:
            waiting.append(processes.submit(reading, row, children))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _ready(rules: Path) -> None:
    """What every process needs before it reads a child."""
    _ruleset(rules)


def _read_children(
    shared: Sequence[Mapping[str, Any]], rules: Path, on: date | None, row: int, children: Sequence[Child]
) -> Batch:
    """Some children as a batch; `row` is the number of the first."""
    ruleset = _ruleset(rules)
    rows, patients, ids, rejected = [], [], [], []
    for number, (owner, texts) in enumerate(children, start=row):
        try:
            patient = _patient(owner, texts, shared, ruleset, on)
        except InvalidPatient as error:
            rejected.append(Reject(number, reason_of(error.problems), owner, error.danger))
        else:
            rows.append(number)
            patients.append(patient)
            ids.append(owner)
    return Batch(np.array(rows, dtype=np.int64), arrays(patients), pa.array(ids, pa.string()), {}, tuple(rejected))


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
