"""Conditions as data: a comparison of one field, or all, any or none of some others."""

from __future__ import annotations

from pydantic import Field

from crdecide.advisory.part import Part
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not


class AmongData(Part):
    """The field has one of these values."""

    field: str
    among: tuple[str, ...]


class AtLeastData(Part):
    """The quantity is so much or more."""

    field: str
    at_least: int | float


class BelowData(Part):
    """The quantity is less."""

    field: str
    below: int | float


class AllData(Part):
    """Every part holds."""

    all: tuple[ConditionData, ...]


class AnyData(Part):
    """At least one part holds."""

    any: tuple[ConditionData, ...]


class NotData(Part):
    """The part does not hold."""

    not_: ConditionData = Field(alias="not")


ConditionData = AmongData | AtLeastData | BelowData | AllData | AnyData | NotData


def as_data(condition: Condition) -> ConditionData:
    """The same condition, to be written as JSON."""
    match condition:
        case All(parts):
            return AllData(all=tuple(map(as_data, parts)))
        case AnyOf(parts):
            return AnyData(any=tuple(map(as_data, parts)))
        case Not(part):
            return NotData.model_validate({"not": as_data(part)})
        case Among(field, values):
            return AmongData(field=field, among=values)
        case AtLeast(field, bound):
            return AtLeastData(field=field, at_least=bound)
        case Below(field, bound):
            return BelowData(field=field, below=bound)
