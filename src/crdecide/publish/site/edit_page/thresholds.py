"""The numbers with which a quantity may be compared: those that a record can hold, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crdecide.language.readings import CountOf
from crdecide.language.record_fields import FormField
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input


@dataclass(frozen=True)
class Thresholds:
    """The least and the greatest number, both included, and whether only whole numbers will do."""

    least: float
    most: float
    whole: bool


def thresholds_of(ruleset: Ruleset) -> Mapping[str, Thresholds]:
    """Those of every quantity by its name."""
    fields = _fields(ruleset)
    quantities = {name: entry for name, entry in ruleset.vocabulary.inputs.items() if entry.type == "quantity"}
    return {name: _of(entry, fields) for name, entry in quantities.items()}


def _fields(ruleset: Ruleset) -> Mapping[str, FormField]:
    """Every field of the form and every part of an entry, by its path."""
    fields: dict[str, FormField] = {}
    for group in ruleset.form:
        for field in group.fields:
            fields |= {field.path: field, **{part.path: part for part in field.entries}}
    return fields


def _of(entry: Input, fields: Mapping[str, FormField]) -> Thresholds:
    if isinstance(entry.reads, CountOf):
        listed = [value for value in fields[entry.path].values if value not in entry.reads.without]
        # Those that count as one are one.
        return Thresholds(0, len(listed) - sum(len(group) - 1 for group in entry.reads.as_one), whole=True)
    field = next(fields[path] for path in (*reversed(entry.paths), entry.path) if path in fields)
    least = field.bounds.get("minimum", field.bounds.get("exclusiveMinimum", 0))
    return Thresholds(least, field.bounds["maximum"], whole=field.type == "whole_number")
