"""A folder of a FHIR bulk export (NDJSON by resource type) as batches: one row for each Patient.

https://hl7.org/fhir/uv/bulkdata/STU2/export.html: every line is one resource. DuckDB gathers the resources of each
patient, on disk where they are more than memory holds; each child is read
as any record (`crdecide.records.fhir`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from crdecide.errors import CrdecideError, InvalidPatient, Problem
from crdecide.language.ruleset import Ruleset
from crdecide.records.fhir.reader import read

from .batches import Batch
from .sources import Made, records

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


def read_bulk(path: Path, ruleset: Ruleset, on: date | None) -> Iterator[Batch]:
    """The children of an export, in the order of their ids.

    Raises:
        InvalidPatient: a file is no NDJSON.
    """
    import duckdb

    files = sorted(map(str, path.glob("*.ndjson")))
    try:
        with duckdb.connect() as database:
            shared = [_resource(text) for (text,) in database.execute(SHARED, [files]).fetchall()]
            yield from records(_patients(database, files), partial(_made, shared=shared, ruleset=ruleset, on=on))
    except duckdb.Error as error:
        raise InvalidPatient([Problem(str(path), f"cannot be read as NDJSON: {error}")]) from None


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
