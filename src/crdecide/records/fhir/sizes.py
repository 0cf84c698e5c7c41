"""Several measurements of one field: the largest of a day counts, and each day is kept with the child's age on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import ValidationError

from crdecide.guideline.record_sections import Measurement as Measured
from crdecide.language.code_meanings import Terminology

from .. import RecordItem, Statement


def with_series(items: Iterable[RecordItem], born: date | None, terminology: Terminology) -> Iterator[RecordItem]:
    """The same items, of measurements with a series only the largest of each day, and then the series itself."""
    series = terminology.series
    largest: dict[tuple[str, date | None], Statement] = {}
    for item in items:
        if isinstance(item, Statement) and item.field in series:
            known = largest.setdefault((item.field, item.at), item)
            if item.value > known.value:
                largest[item.field, item.at] = item
        else:
            yield item
    yield from largest.values()
    for statement in sorted(largest.values(), key=lambda kept: kept.at or date.min):
        if born is not None and statement.at is not None and (entry := _entry(statement, born)) is not None:
            yield Statement(series[statement.field], entry, statement.source)


def _entry(statement: Statement, born: date) -> Measured | None:
    """The measurement with the child's age on its day; None where that is none that a child can have."""
    if statement.at is None or statement.at < born:
        return None
    try:
        return Measured(on_age_days=(statement.at - born).days, largest_mm=statement.value)
    except ValidationError:
        return None
