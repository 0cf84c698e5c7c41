"""The units of the record: what the ending of a field's name stands for. All that names a unit is held to this list."""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """The ending of the names of fields that are in this unit, the unit in words, and its code in UCUM."""

    ending: str
    in_words: str
    ucum: str


UNITS = (
    Unit("_days", "days", "d"),
    Unit("_mm", "mm", "mm"),
    Unit("_ng_ml", "ng/mL", "ng/mL"),
)
"""UCUM: https://ucum.org/ucum."""


def unit_of(field: str) -> Unit | None:
    """The unit of a field, by its name or dotted path; None where the name tells none."""
    for unit in UNITS:
        if field.endswith(unit.ending):
            return unit
    return None
