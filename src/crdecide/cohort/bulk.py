"""A folder of a FHIR bulk export (NDJSON by resource type) as batches: one row for each Patient.

https://hl7.org/fhir/uv/bulkdata/STU2/export.html: every line is one resource. DuckDB gathers the resources of each
patient, on disk where they are more than memory holds; each child is read
as any record (`crdecide.records.fhir`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic_core import from_json

from crdecide.errors import CrdecideError, InvalidPatient, InvalidTable, Problem
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
BATCH_RECORDS = 16_384
"""Records are read one by one, so that fewer of them make a batch."""
Made = tuple[Mapping[str, Any], str]


def is_bulk_export(path: Path) -> bool:
    """Whether a folder holds NDJSON files, as a FHIR bulk export does."""
    return path.is_dir() and any(path.glob("*.ndjson"))


def read_bulk(path: Path, ruleset: Ruleset, on: date | None) -> Iterator[Batch]:
    """The children of an export, in the order of their ids.

    Raises:
        InvalidTable: a file is no NDJSON.
    """
    import duckdb

    files = sorted(map(str, path.glob("*.ndjson")))
    try:
        with duckdb.connect() as database:
            shared = [_resource(text) for (text,) in database.execute(SHARED, [files]).fetchall()]
            yield from records(_patients(database, files), partial(_made, shared=shared, ruleset=ruleset, on=on))
    except duckdb.Error as error:
        raise InvalidTable([Problem(str(path), f"cannot be read as NDJSON: {error}")]) from None


def _patients(database: Any, files: list[str]) -> Iterator[tuple[tuple[str, list[str]], str]]:
    patients = database.execute(GATHER, [files])
    # A few at a time: all children of an export together may be more than memory holds.
    while rows := patients.fetchmany(AT_ONCE):
        for owner, texts in rows:
            yield (owner, texts), owner


def _resource(text: str) -> Any:
    """A line as plain data; nesting is bounded by the parser, on every version of Python alike."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidPatient([Problem("record", f"not JSON: {error}")]) from None


def _made(source: tuple[str, list[str]], *, shared: list[Mapping[str, Any]], ruleset: Ruleset, on: date | None) -> Made:
    owner, texts = source
    entries = [{"resource": resource} for resource in (*map(_resource, texts), *shared)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    try:
        reading = read(bundle, on=on, patient_id=owner, ruleset=ruleset)
    except InvalidPatient:
        raise
    except CrdecideError as error:
        raise InvalidPatient([Problem("record", str(error))]) from None
    return reading.patient.model_dump(mode="json", exclude_none=True), owner


def records(sources: Iterable[tuple[Any, str]], made: Callable[[Any], Made]) -> Iterator[Batch]:
    """Records that are read one by one, as batches; each source has an id for the case that it cannot be read."""
    numbered = enumerate(sources, start=1)
    while chunk := list(islice(numbered, BATCH_RECORDS)):
        rows, cells_of_rows, ids, rejected = [], [], [], []
        for row, (source, name) in chunk:
            try:
                data, own = made(source)
            except InvalidPatient as error:
                rejected.append(Reject(row, reason_of(error.problems), name, error.danger))
            else:
                rows.append(row)
                cells_of_rows.append(cells(data))
                ids.append(own)
        columns = arrays(cells_of_rows)
        yield Batch(np.array(rows, dtype=np.int64), columns, pa.array(ids, pa.string()), {}, tuple(rejected))
