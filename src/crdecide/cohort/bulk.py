"""A folder of a FHIR bulk export (NDJSON by resource type) as batches: one row for each Patient.

https://hl7.org/fhir/uv/bulkdata/STU2/export.html: every line is one resource. DuckDB gathers the resources of each
patient, on disk where they are more than memory holds; each child is read
as any record (`crdecide.records.fhir`), those of a large export on all cores.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from itertools import starmap
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crdecide.errors import InvalidTable, Problem

if TYPE_CHECKING:
    from crdecide.records.rows.row_batch import Batch

SHARED = ""
"""The owner of resources that belong to no patient and are pointed to by those that do; it comes before all others."""
GATHER = f"""
    select owner, list(text) filter (where owner is not null) from (
        select text, case
            when part[1] = 'Medication' then '{SHARED}'
            when part[1] = 'Patient' then nullif(part[2], '')
            else nullif(regexp_extract(coalesce(part[3], part[4]), '^(?:.*/)?Patient/([^/]+)', 1), '') end as owner
        from (
            select json::varchar as text, json_extract_string(
                json, ['$.resourceType', '$.id', '$.subject.reference', '$.patient.reference']
            ) as part from read_ndjson_objects($1)
        )
    ) group by owner order by owner
"""
"""The resources of each patient, and at the end those of none; not filtered, as DuckDB would parse each line twice."""
AT_ONCE = 1_000
"""Children that are read together."""
LARGE = 16_777_216
"""An export of so many bytes, some ten thousand children, is read on all cores; a process takes a second to begin."""
NEW_OBJECTS = 10_000
"""Objects made and not freed before Python's collector looks at them in a process that reads children."""
Child = tuple[str, list[str]]
"""The id of a patient, and the resources as text."""
Part = tuple[int, list[Child]]
"""A few children, with the number of the first."""


def is_bulk_export(path: Path) -> bool:
    """Whether a folder holds NDJSON files, as a FHIR bulk export does."""
    return path.is_dir() and any(path.glob("*.ndjson"))


@contextmanager
def bulk_export(path: Path, rules: Path, on: date | None) -> Iterator[Iterator[Batch]]:
    """The children of an export, in the order of their ids; of a large one on all cores.

    All that takes long begins at once, so that the caller can make ready meanwhile; at the end all of it is over.

    Args:
        path: The folder.
        rules: The folder of the rules, which every process loads for itself.
        on: The day to which they are read.

    Raises:
        InvalidTable: a file is no NDJSON; raised when the first child is asked for.
    """
    files = sorted(path.glob("*.ndjson"))
    cores = os.cpu_count() or 1
    with ExitStack() as running:
        processes = None
        if cores > 1 and sum(file.stat().st_size for file in files) >= LARGE:
            processes = running.enter_context(_processes(cores, rules, on))
        import duckdb

        database = running.enter_context(duckdb.connect())
        thread = running.enter_context(ThreadPoolExecutor(1))
        running.callback(database.interrupt)
        gathered = thread.submit(database.execute, GATHER, [[*map(str, files)]])
        yield _batches(path, gathered, partial(_read_children, rules, on), processes)


@contextmanager
def _processes(cores: int, rules: Path, on: date | None) -> Iterator[ProcessPoolExecutor]:
    """A process on each core, which makes ready at once. Reading is Python throughout: no threads would do."""
    # Spawned, not forked: of a process with threads, as this is, a copy may be locked for ever.
    with ProcessPoolExecutor(cores, get_context("spawn")) as processes:
        for _ in range(cores):
            processes.submit(_ready, rules, on)
        yield processes


def _ready(rules: Path, on: date | None) -> None:
    from .bulk_children import make_ready

    make_ready(rules, on)
    # What is loaded stays to the end, and the thousand objects of a child are freed before the next one is read.
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _read_children(rules: Path, on: date | None, shared: tuple[str, ...], row: int, children: Sequence[Child]) -> Batch:
    """Some children as a batch; `row` is the number of the first."""
    # Loaded where a child is read: the process that gathers them has other things to begin with.
    from .bulk_children import read_children

    return read_children(rules, on, shared, row, children)


def _batches(
    path: Path, gathered: Future[Any], reading: Callable[..., Batch], processes: ProcessPoolExecutor | None
) -> Iterator[Batch]:
    import duckdb

    from .bulk_children import resource_of

    try:
        shared, parts = _shared_and_parts(gathered.result())
        for text in shared:
            resource_of(text)  # one that is no JSON is told before any child is read
        reading = partial(reading, shared)
        yield from starmap(reading, parts) if processes is None else _in_order(parts, reading, processes)
    except duckdb.Error as error:
        raise InvalidTable([Problem(str(path), f"cannot be read as NDJSON: {error}")]) from None


def _shared_and_parts(patients: Any) -> tuple[tuple[str, ...], Iterator[Part]]:
    """What all children may point to, and a few children at a time: all of an export may be more than memory holds."""
    first = patients.fetchmany(AT_ONCE)
    shared = first.pop(0)[1] if first and first[0][0] == SHARED else ()
    return tuple(shared), _parts(first, patients)


def _parts(children: list[Child], patients: Any) -> Iterator[Part]:
    row = 1
    while children:
        owned = [child for child in children if child[0] is not None]
        yield row, owned
        row += len(owned)
        children = patients.fetchmany(AT_ONCE)


def _in_order(
    parts: Iterable[Part], reading: Callable[[int, list[Child]], Batch], processes: ProcessPoolExecutor
) -> Iterator[Batch]:
    """The parts as batches, read at the same time and given in order."""
    waiting: deque[Future[Batch]] = deque()
    for row, children in parts:
        waiting.append(processes.submit(reading, row, children))
        if len(waiting) > 2 * (os.cpu_count() or 1):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
