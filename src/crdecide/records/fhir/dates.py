"""FHIR dates, which may be as coarse as a year (https://hl7.org/fhir/R4/datatypes.html#dateTime)."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

MOST_KEPT, LONGEST_KEPT = 4096, 40
"""How many dates are kept, and of how many letters: each of a record is asked for several times."""
WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[0-9:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?")


def first_day(text: str) -> date | None:
    """The first day that a date or a time may mean; None where nothing or no date is given."""
    return _read(text).first


def last_day(text: str) -> date | None:
    """The last day that a date or a time may mean; None where nothing or no date is given."""
    return _read(text).last


def exact_day(text: str) -> date | None:
    """The day, where one is given."""
    written = _read(text)
    return written.first if written.first == written.last else None


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
    return _read(text).day


class _Date(NamedTuple):
    """The first and the last day that a date or a time may mean, and what was written without the time."""

    first: date | None = None
    last: date | None = None
    day: str | None = None


def _read(text: str) -> _Date:
    return _kept(text) if len(text) <= LONGEST_KEPT else _newly(text)


def _newly(text: str) -> _Date:
    written = WRITTEN.fullmatch(text)
    if written is None:
        return _Date()
    year, month, day = int(written[1]), int(written[2] or 0), int(written[3] or 0)
    last = _day(year, month or 12, day or _days_in(year, month or 12))
    return _Date(_day(year, month or 1, day or 1), last, text.partition("T")[0])


_kept = lru_cache(maxsize=MOST_KEPT)(_newly)


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
