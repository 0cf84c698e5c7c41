"""The day on which something was observed."""

from __future__ import annotations

from datetime import date

from ..concepts import Span
from .dates import first_day, last_day, universal_day


def observed_on(written: str) -> Span:
    """The first and the last day it may have been so, in universal time; without a day it is older than any."""
    if (day := universal_day(written)) is not None:
        return day, day
    first = first_day(written)
    return (date.min, date.min) if first is None else (first, last_day(written))
