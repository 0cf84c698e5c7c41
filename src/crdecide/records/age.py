"""An age given as an ISO 8601 duration, where the rules cannot tell the days that it leaves open apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset

from .statements import RecordItem, RecordNote, Source, Statement

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T[0-9HMS.]+)?")
DAYS_IN_A_YEAR = 365.25
UNIT_DAYS = (DAYS_IN_A_YEAR, 30.4375, 7.0, 1.0)
"""The days of a year, a month, a week and a day in UCUM (https://ucum.org/ucum, table of units: a, mo, wk, d)."""


def read_age(duration: str, source: Source, ruleset: Ruleset) -> Iterator[RecordItem]:
    """The age in days; a note where it is no duration, or too coarse for the rules (``P18Y`` is any day of a year)."""
    written = DURATION.fullmatch(duration)
    if written is None or not any(written.groups()):
        why = "expected an ISO 8601 duration such as P2Y3M"
        yield RecordNote("left_unknown", f"the age is left unknown: {why}", source)
        return
    given = [(int(text), days) for text, days in zip(written.groups(), UNIT_DAYS, strict=True) if text]
    first = int(sum(number * days for number, days in given))
    last = int(first + given[-1][1] - 1)
    if _region(first, ruleset) == _region(last, ruleset):
        yield Statement("age_days", first, source)
    else:
        why = f"{duration} leaves open which rules apply; give it to the day"
        yield RecordNote("left_unknown", f"the age is left unknown: {why}", source)


def _region(days: int, ruleset: Ruleset) -> list[int]:
    """Where the age falls between the cut points of every input read from it."""
    inputs = ruleset.vocabulary.inputs.items()
    return [bisect_right(regions_of(ruleset).cuts[name], days) for name, entry in inputs if entry.paths == ("age",)]
