"""Patient: the child's age on the day of reading, and whether it lives (https://hl7.org/fhir/R4/patient.html)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import RecordItem, RecordNote, Statement
from .bundle import source_of
from .context import Context
from .dates import exact_day, first_day
from .resources import Patient

REPLACED = "replaced-by"
"""The link of an entry that is no longer used (https://hl7.org/fhir/R4/valueset-link-type.html)."""


def is_replaced(patient: Patient) -> bool:
    """Whether another entry of the same child holds in its place."""
    return any(link.type == REPLACED for link in patient.link)


def read_demographics(patient: Patient, context: Context) -> Iterator[RecordItem]:
    """The date of birth, the day to which the age is counted, and a death; nothing of an entry that was replaced."""
    if is_replaced(patient):
        return
    source, born, died = source_of(patient), exact_day(patient.birth_date), first_day(patient.deceased_date_time)
    if patient.deceased_boolean or (patient.deceased_date_time and context.is_past(died)):
        yield Statement("life_stage", "deceased", source)
    elif patient.deceased_boolean is False and born is not None and context.is_past(born):
        yield Statement("life_stage", "postnatal", source)
    elif patient.deceased_date_time or patient.deceased_date_time_extension is not None:
        yield RecordNote(
            "left_unknown", "a death is recorded without a day, or for a day ahead, and is left unknown", source
        )
    if born is not None:
        yield Statement("birth_date", born, source)
        if context.on is not None:
            yield Statement("assessed_on", context.on, source)
    elif patient.birth_date:
        yield RecordNote("left_unknown", "the age is left unknown: the date of birth is no full date", source)
