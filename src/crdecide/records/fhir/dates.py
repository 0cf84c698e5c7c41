"""FHIR dates, which may be as coarse as a year (https://hl7.org/fhir/R4/datatypes.html#dateTime)."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[0-9:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?")


def first_day(text: str) -> date | None:
    """The first day that a date or a time may mean; None where nothing or no date is given."""
    parts = _parts(text)
    return _day(parts[0], parts[1] or 1, parts[2] or 1) if parts else None


def last_day(text: str) -> date | None:
    """The last day that a date or a time may mean; None where nothing or no date is given."""
    parts = _parts(text)
    if parts is None:
        return None
    year, month = parts[0], parts[1] or 12
    return _day(year, month, parts[2] or _days_in(year, month))


def exact_day(text: str) -> date | None:
    """The day, where one is given."""
    return first_day(text) if first_day(text) == last_day(text) else None


def universal_day(text: str) -> date | None:
    """The day of a time in universal time (UTC), by which times of several zones are compared; None for a mere date."""
    if "T" not in text or not WRITTEN.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC).date() if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def written_day(text: str) -> str | None:
    """The date as it was written, without a time; None where it is none, whatever else it is."""
    return text.partition("T")[0] if WRITTEN.fullmatch(text) else None


def _parts(text: str) -> tuple[int, int, int] | None:
    written = WRITTEN.fullmatch(text)
    return (int(written[1]), int(written[2] or 0), int(written[3] or 0)) if written else None


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
