"""Quantities from one UCUM unit to another, by ucumvert and Pint (extra ``crdecide[fhir]``)."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite
from typing import Any

from crdecide.errors import CrdecideError, MissingLibrary

HUGE_POWER = re.compile(r"\d{3}|\)[+-]?\d|\^")
"""Powers of three figures, and powers of powers: the library would reckon with them for ever."""
LONGEST_UNIT = 40
"""Characters of a unit that are read; the parser is slow on long ones."""


class NotConvertible(CrdecideError):
    """The unit is none of UCUM, or measures something else."""


def convert(value: float, unit: str, target: str) -> float:
    """The value in the target unit.

    Raises:
        NotConvertible: the unit is none of UCUM, or measures something else than the target.
        MissingLibrary: the libraries of ``crdecide[fhir]`` are not installed.
    """
    if unit == target:
        return value
    converted = value * _factor(unit, target)
    if not isfinite(converted):
        raise NotConvertible("its value is larger than any that is read")
    return round(converted, 9)


@lru_cache(maxsize=512)
def _factor(unit: str, target: str) -> float:
    if len(unit) > LONGEST_UNIT:
        raise NotConvertible("its unit is longer than any that is read")
    if HUGE_POWER.search(unit):
        raise NotConvertible("its unit has a power that no unit of a measurement has")
    registry, errors = _library()
    try:
        return float(registry.from_ucum(unit).to(registry.from_ucum(target)).magnitude)
    except errors:
        raise NotConvertible(f"its unit cannot be converted to {target}") from None


@lru_cache(maxsize=1)
def _library() -> tuple[Any, tuple[type[Exception], ...]]:
    """The registry of units, loaded where the first quantity needs it, and the errors that it raises."""
    try:
        from lark.exceptions import LarkError
        from pint.errors import PintError
        from ucumvert import PintUcumRegistry
    except ModuleNotFoundError as error:
        raise MissingLibrary("a unit", "fhir", error) from None
    return PintUcumRegistry(), (PintError, LarkError, AttributeError, TypeError, OverflowError)
