"""Patient: the child's age on the day of reading (https://hl7.org/fhir/R4/patient.html)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import RecordItem, RecordNote, Statement
from .bundle import source_of
from .context import Context
from .dates import exact_day
from .resources import Patient


def read_demographics(patient: Patient, context: Context) -> Iterator[RecordItem]:
    """The date of birth, and the day to which the age is counted."""
    source, born = source_of(patient), exact_day(patient.birth_date)
    if born is not None:
        yield Statement("birth_date", born, source)
        if context.on is not None:
            yield Statement("assessed_on", context.on, source)
    elif patient.birth_date:
        yield RecordNote("left_unknown", "the age is left unknown: the date of birth is no full date", source)
