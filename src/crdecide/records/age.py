"""An age given as an ISO 8601 duration, where the rules cannot tell the days that it leaves open apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from crdecide.guideline.child_in_words import DAYS_IN_A_MONTH, DAYS_IN_A_YEAR
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset

from .statements import RecordItem, RecordNote, Source, Statement

DURATION = re.compile(r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T[0-9HMS.]{1,40})?")
UNIT_DAYS = (DAYS_IN_A_YEAR, DAYS_IN_A_MONTH, 7.0, 1.0)


def read_age(duration: str, source: Source, ruleset: Ruleset) -> Iterator[RecordItem]:
    """The age in days; a note where it is no duration, or too coarse for the rules (``P18Y`` is any day of a year)."""
    yield from _read(_days(duration), duration, source, ruleset)


def read_age_range(start: str, end: str, source: Source, ruleset: Ruleset) -> Iterator[RecordItem]:
    """The first day of a stretch of ages, where the rules cannot tell its days apart."""
    first, last = _days(start), _days(end)
    days = (first[0], last[1]) if first and last and first[0] <= last[1] else None
    yield from _read(days, f"{start} to {end}", source, ruleset)


def regions_differ(days: int, others: int, ruleset: Ruleset) -> bool:
    """Whether the rules tell two ages apart."""
    return _region(days, ruleset) != _region(others, ruleset)


def _days(duration: str) -> tuple[int, int] | None:
    """The first and the last day that a duration may mean; None where it is none."""
    written = DURATION.fullmatch(duration)
    if written is None or not any(written.groups()):
        return None
    given = [(int(text), days) for text, days in zip(written.groups(), UNIT_DAYS, strict=True) if text]
    first = int(sum(number * days for number, days in given))
    return first, int(first + given[-1][1] - 1)


def _read(days: tuple[int, int] | None, written: str, source: Source, ruleset: Ruleset) -> Iterator[RecordItem]:
    if days is None:
        why = "expected an ISO 8601 duration such as P2Y3M"
        yield RecordNote("left_unknown", f"the age is left unknown: {why}", source)
    elif regions_differ(*days, ruleset):
        why = f"{written} leaves open which rules apply; give it to the day"
        yield RecordNote("left_unknown", f"the age is left unknown: {why}", source)
    else:
        yield Statement("age_days", days[0], source)


def _region(days: int, ruleset: Ruleset) -> list[int]:
    """Where the age falls between the cut points of every input read from it."""
    inputs = ruleset.vocabulary.inputs.items()
    return [bisect_right(regions_of(ruleset).cuts[name], days) for name, entry in inputs if entry.paths == ("age",)]
