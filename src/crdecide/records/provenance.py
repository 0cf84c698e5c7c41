"""An advisory with the record that it was read from: which resource each field came from, and what was left out."""

from __future__ import annotations

from crdecide.advisory.model import Advisory, ReadFromOut, RecordOut

from .statements import Reading


def with_record(advisory: Advisory, reading: Reading) -> Advisory:
    """The advisory that `advise` gave for the reading's patient, with where its fields came from."""
    fields = tuple(
        ReadFromOut(field=field, sources=tuple(map(str, sources))) for field, sources in reading.provenance.items()
    )
    return advisory.model_copy(update={"record": RecordOut(fields=fields, notes=tuple(map(str, reading.notes)))})
