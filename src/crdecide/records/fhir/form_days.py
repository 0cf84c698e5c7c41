"""What an answer of a form says today: an age has grown since, a planned day is nearer, a birth may have come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from .. import RecordItem, RecordNote, Statement, Unread
from .context import Context
from .dates import exact_day, first_day, last_day
from .demographics import is_replaced
from .resources import Patient

COUNTED: Mapping[str, int] = {"age_days": 1, "surgery.planned_within_days": -1}
"""Fields that are counted from the day of the answer, and which way they go with each day."""
EARLIEST, LATEST = date(2, 1, 1), date(9998, 1, 1)
"""Days beyond which no zone can be reckoned with."""
EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
BEFORE_BIRTH = ("life_stage", "prenatal")


def answered_between(authored: str) -> tuple[datetime, datetime]:
    """The first and the last moment at which a form may have been answered, in universal time.

    Of a form without a time that can be read it is any of its day; without a day too, any at all.
    """
    try:
        moment = datetime.fromisoformat(authored)
        if "T" in authored and moment.tzinfo is not None:
            return moment.astimezone(UTC), moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    first, last = first_day(authored), last_day(authored)
    if first is None or last is None:
        return EVER
    # In whichever zone: a day begins and ends in the one 14 hours before, in another 12 hours after UTC.
    begun = datetime.combine(_reckoned(first), time.min, UTC) - timedelta(hours=14)
    ended = datetime.combine(_reckoned(last), time.max, UTC) + timedelta(hours=12)
    return begun, ended


def _reckoned(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)


def as_of_today(statement: Statement, answered: date | None, context: Context) -> Iterator[RecordItem]:
    """The statement as of the day of reading; what is counted from a day that is not known is left unknown."""
    if (statement.field, statement.value) == BEFORE_BIRTH and (answered is None or answered != context.on):
        why = "said before birth, on another day than that of reading; the child may have been born since"
        yield Unread("observation", why, statement.source, fields=(statement.field,))
    elif statement.field not in COUNTED:
        yield statement
    elif answered is None or context.on is None:
        why = f"{statement.field} left unknown: it counts from the day of the form to that of reading; one is not known"
        yield Unread("observation", why, statement.source, fields=(statement.field,))
    else:
        yield from _counted(statement, (context.on - answered).days, context.on)


def _counted(statement: Statement, days: int, on: date) -> Iterator[RecordItem]:
    value = statement.value + COUNTED[statement.field] * days
    if value < 0:
        yield RecordNote("over", "the day that the form gives for the operation is past", statement.source)
    else:
        yield Statement(statement.field, value, statement.source, on, on, statement.presence)


def known_better(statement: Statement, context: Context) -> RecordNote | None:
    """Why an answer on the child's age or life is not taken: the Patient of the record says it exactly."""
    path, value = statement.field, statement.value
    for patient in (entry for entry in context.record.resources if isinstance(entry, Patient)):
        if is_replaced(patient):
            continue
        born = exact_day(patient.birth_date)
        why = ""
        if path == "age_days" and born is not None:
            why = f"the age is taken from the date of birth; the form says {value} days"
        elif path == "life_stage" and (patient.deceased_boolean or patient.deceased_date_time):
            why = f"the record says that the child has died; the form says {value}"
        elif (path, value) == BEFORE_BIRTH and born is not None and context.is_past(born):
            why = "the record has a date of birth; the form was answered before birth"
        if why:
            return RecordNote("taken_as", why, statement.source)
    return None
