"""A field that a record does not have: which was meant, by its name, its unit or its place. Never a conversion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args

from pydantic import BaseModel

from crdecide.errors import listed, nearest

from .units import unit_of

TIMES: Final = (
    "d", "day", "days", "w", "wk", "wks", "week", "weeks", "mo", "mos", "month", "months", "y", "yr", "yrs", "year",
    "years", "h", "hour", "hours", "min", "minutes",
)  # fmt: skip
LENGTHS: Final = (
    "mm", "millimetre", "millimetres", "millimeter", "millimeters", "cm", "centimetre", "centimetres", "centimeter",
    "centimeters", "m", "inch", "inches",
)  # fmt: skip
CONCENTRATIONS: Final = ("ng", "ug", "mcg", "mg", "g", "nmol", "umol", "ml", "dl", "l", "per")
UNIT_WORDS: Final = frozenset((*TIMES, *LENGTHS, *CONCENTRATIONS, "in"))
"""Words by which other programs end the name of a quantity."""


def meant_instead(name: object, model: type[BaseModel], path: Sequence[int | str]) -> str:
    """'; did you mean …?' for an unknown name at `path` below `model`, with the unit where the name has another one.

    Where the nearest name stands in another section, its whole path is told.
    """
    here = fields_at(model, path)
    if field := _with_another_unit(str(name), here):
        return f"; did you mean '{field}' ({_told_unit(field)})?"
    if near := nearest(name, here):
        return near
    return in_another_section(name, model) or in_another_unit(str(name), model)


def in_another_section(name: object, model: type[BaseModel]) -> str:
    """'; did you mean …?' for a name that stands elsewhere in the record, with its whole path; '' for any other."""
    elsewhere = [".".join(below) for below in _paths(model) if below[-1] == name]
    return f"; did you mean {listed([repr(place) for place in elsewhere])}?" if elsewhere else ""


def in_another_unit(name: str, model: type[BaseModel]) -> str:
    """'; did you mean …?' for a field's name, or its whole path, that differs by its unit alone; '' for any other."""
    for below in _paths(model):
        path = ".".join(below)
        if _with_another_unit(name, (below[-1], path)):
            return f"; did you mean '{path}' ({_told_unit(path)})?"
    return ""


def fields_at(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    """The field names of the model that stands at `path` below `model`."""
    for name in path:
        if name in model.model_fields:
            model = _model_in(model.model_fields[str(name)].annotation) or model
    return list(model.model_fields)


def _with_another_unit(name: str, fields: Sequence[str]) -> str | None:
    """The field that is this name but for its unit: ``age_days`` for ``age_months``, ``ageInWeeks`` and ``age``."""
    words = _words(name)
    for field in fields:
        unit = unit_of(field)
        if unit is None:
            continue
        stem = _words(field.removesuffix(unit.ending))
        if words[: len(stem)] == stem and UNIT_WORDS.issuperset(words[len(stem) :]):
            return field
    return None


def _words(name: str) -> list[str]:
    """The words of a name, whether it is written with underscores, hyphens, blanks or capitals."""
    return re.findall(r"[a-z]+|\d+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower())


def _told_unit(field: str) -> str:
    unit = unit_of(field)
    return f"in {unit.in_words}; nothing is converted" if unit else "nothing is converted"


def _paths(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of the record by the names that lead to it, but for what stands in lists."""
    for name, field in model.model_fields.items():
        yield (*above, name)
        if (section := field.annotation) and isinstance(section, type) and issubclass(section, BaseModel):
            yield from _paths(section, (*above, name))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        model = _model_in(part)
        if model is not None:
            return model
    return None
