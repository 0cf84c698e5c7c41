"""The condition of a rule: a small tree, and the only logic a rule can hold.

As written in a rule file        As a tree
-------------------------------  ---------------------------------------------
``symptomatic: yes``             ``Among("symptomatic", ("yes",))``
``tsc: [definite, possible]``    ``Among("tsc", ("definite", "possible"))``
``surgical_risk: {at_least: high}``  ``Among("surgical_risk", ("high", "inoperable"))``
``age_days: {at_least: 0, below: 6}``  ``All(AtLeast("age_days", 0), Below("age_days", 6))``
``all: […]``, ``any: […]``, ``not: …``  ``All``, ``AnyOf``, ``Not``

There is deliberately no way to ask whether a value is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TypeGuard

from crdecide.errors import listed, nearest

Number = int | float
Value = str | Number
Path = tuple[str | int, ...]
Report = Callable[[Path, str], None]


@dataclass(frozen=True)
class Field:
    """A name that a condition may use: a list of `values`, ordered or not, or a quantity (`values` is None)."""

    name: str
    values: tuple[str, ...] | None
    ordered: bool = False


@dataclass(frozen=True)
class Among:
    """The field has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AtLeast:
    """The quantity is `bound` or more."""

    field: str
    bound: Number


@dataclass(frozen=True)
class Below:
    """The quantity is less than `bound`."""

    field: str
    bound: Number


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


Atom = Among | AtLeast | Below
Condition = Among | AtLeast | Below | All | AnyOf | Not
NODES = (Among, AtLeast, Below, All, AnyOf, Not)


def atoms(condition: Condition) -> Iterator[Atom]:
    """Every comparison in the tree, from left to right."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case atom:
            yield atom


def fields_read(condition: Condition) -> tuple[str, ...]:
    """The names a condition reads, each once, in the order written."""
    return tuple(dict.fromkeys(atom.field for atom in atoms(condition)))


def parse(raw: object, fields: Mapping[str, Field], report: Report, path: Path = ()) -> Condition | None:
    """The tree for a condition as it stands in YAML; None where a problem was reported.

    Every problem is passed to `report` with its path below the condition, so that all are seen at once.
    """
    if not isinstance(raw, Mapping) or len(raw) != 1:
        report(path, "a condition is one 'name: value' pair, or one of all, any, not; put several under 'all:'")
        return None
    [(name, body)] = raw.items()
    here = (*path, name)
    match name:
        case "all" | "any":
            return _parse_parts(name, body, fields, report, here)
        case "not":
            part = parse(body, fields, report, here)
            return None if part is None else Not(part)
    if name not in fields:
        report(here, f"unknown input or finding '{name}'{nearest(name, fields)}")
        return None
    return _parse_comparison(fields[name], body, fields, lambda message: report(here, message))


def _parse_parts(
    name: str, body: object, fields: Mapping[str, Field], report: Report, path: Path
) -> All | AnyOf | None:
    if not isinstance(body, list) or not body:
        report(path, f"'{name}' takes a list of one or more conditions")
        return None
    # Every part is read before giving up, so that the author sees all faults at once.
    parsed = [parse(item, fields, report, (*path, index)) for index, item in enumerate(body)]
    parts = tuple(part for part in parsed if part is not None)
    if len(parts) < len(parsed):
        return None
    return All(parts) if name == "all" else AnyOf(parts)


def _parse_comparison(
    field: Field, body: object, fields: Mapping[str, Field], complain: Callable[[str], None]
) -> Condition | None:
    bounds: Mapping[str, object] | None = body if isinstance(body, Mapping) else None
    if field.values is None:
        return _parse_quantity(field, bounds or {}, fields, complain)
    if bounds is not None:
        return _parse_ordered(field, field.values, bounds, complain)
    wanted = body if isinstance(body, list) else [body]
    strangers = [value for value in wanted if value not in field.values]
    if strangers or not wanted or len(set(wanted)) < len(wanted):
        hint = nearest(strangers[0], field.values) if strangers else ""
        complain(f"{field.name} takes {listed(field.values)}, each at most once; got {_written(body)}{hint}")
        return None
    # In the order of the field, whatever was written: conditions that say the same are then the same.
    return Among(field.name, tuple(value for value in field.values if value in wanted))


def _parse_ordered(
    field: Field, values: tuple[str, ...], bounds: Mapping[str, object], complain: Callable[[str], None]
) -> Condition | None:
    operator, bound = next(iter(bounds.items()), ("", None))
    if not field.ordered or len(bounds) != 1 or operator not in ("at_least", "at_most") or bound not in values:
        how = "at_least or at_most with one of " if field.ordered else ""
        complain(f"{field.name} takes {how}{listed(values)}; got {_written(bounds)}")
        return None
    # "At least high" is written out as the values from there on: the engine has no order of words.
    place = values.index(str(bound))
    return Among(field.name, values[place:] if operator == "at_least" else values[: place + 1])


def _parse_quantity(
    field: Field, bounds: Mapping[str, object], fields: Mapping[str, Field], complain: Callable[[str], None]
) -> Condition | None:
    parts: list[Condition] = []
    for operator, bound in bounds.items():
        # One that cannot be read spoils the whole: half of an interval would be another condition.
        if operator not in ("at_least", "below") or not _is_number(bound):
            parts.clear()
            break
        parts.append(AtLeast(field.name, bound) if operator == "at_least" else Below(field.name, bound))
    others = [str(bound) for bound in bounds.values() if isinstance(bound, str) and bound in fields]
    if others:
        complain(
            f"{field.name} is compared with another field, {others[0]}; a rule compares a field with constants, "
            "so that all it can say is told by finitely many regions"
        )
        return None
    if not parts:
        complain(f"{field.name} is a quantity and takes {{at_least: number}}, {{below: number}} or both")
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _is_number(bound: object) -> TypeGuard[Number]:
    return isinstance(bound, int | float) and not isinstance(bound, bool) and isfinite(bound)


def _written(raw: object) -> str:
    return str(dict(raw) if isinstance(raw, Mapping) else raw)
