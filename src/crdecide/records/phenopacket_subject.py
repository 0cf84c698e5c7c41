"""The subject of a phenopacket: its age at the last encounter, before or after birth, and whether it lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crdecide.language.ruleset import Ruleset

from .age import read_age, read_age_range, regions_differ
from .phenopacket_forms import Individual, TimeElement
from .statements import RecordItem, RecordNote, Source, Statement

NO_AGE = "only an age, a range of ages, or a day beside the date of birth is read here; the age is left unknown"
DECEASED = "DECEASED"
"""https://phenopacket-schema.readthedocs.io/en/latest/vital-status.html"""


def read_subject(person: Individual, source: Source, created: str, ruleset: Ruleset) -> Iterator[RecordItem]:
    """What is said of the person; `created` is when the phenopacket was made."""
    if person.vital_status.status == DECEASED:
        yield Statement("life_stage", "deceased", source)
    time, born = person.time_at_last_encounter, _day(person.date_of_birth)
    if time is None:
        return
    if time.gestational_age is not None:
        yield Statement("life_stage", "prenatal", source)
    elif time.timestamp:
        yield from _counted(born, _day(time.timestamp), source)
    elif time.age is not None or time.age_range is not None:
        read = list(_given(time, source, ruleset))
        yield from _held_to_birth(read, born, _day(created), source, ruleset)
    else:
        yield RecordNote("left_unknown", NO_AGE, source)


def _given(time: TimeElement, source: Source, ruleset: Ruleset) -> Iterator[RecordItem]:
    if time.age is not None:
        yield from read_age(time.age.iso8601duration, source, ruleset)
    elif time.age_range is not None:
        first, last = time.age_range.start.iso8601duration, time.age_range.end.iso8601duration
        yield from read_age_range(first, last, source, ruleset)


def _counted(born: date | None, seen: date | None, source: Source) -> Iterator[RecordItem]:
    """The age on a day, where both days are given."""
    if born is None or seen is None:
        yield RecordNote("left_unknown", NO_AGE, source)
        return
    yield Statement("birth_date", born, source)
    yield Statement("assessed_on", seen, source)


def _held_to_birth(
    read: list[RecordItem], born: date | None, created: date | None, source: Source, ruleset: Ruleset
) -> Iterator[RecordItem]:
    """The age; none where the date of birth makes the person another one on the day the phenopacket was made."""
    ages = [item.value for item in read if isinstance(item, Statement)]
    if born is None or created is None or not ages or not regions_differ(ages[0], (created - born).days, ruleset):
        yield from read
        return
    why = f"born on {born}, the person was of another age when the phenopacket was made, on {created}"
    yield RecordNote("left_unknown", f"the age is left unknown: it is given as {ages[0]} days, yet {why}", source)


def _day(timestamp: str) -> date | None:
    """The day of a timestamp; None where it is none."""
    try:
        return date.fromisoformat(timestamp[:10])
    except ValueError:
        return None
