"""A patient record as observations: plain values by name, unknown where nothing is known, no judgement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .conclusions import Values
from .conditions import Value as Observed
from .patient import Patient
from .vocabulary import Count, Given, Input, Listed, Value, Vocabulary


def observe(patient: Patient, vocabulary: Vocabulary) -> Values:
    """Every input of the vocabulary with its value for this child; None is unknown."""
    return {name: _observation(patient, entry) for name, entry in vocabulary.inputs.items()}


def _observation(patient: Patient, entry: Input) -> Observed | None:
    match entry.reads:
        case Value(value=path):
            return _plain(_at(patient, path))
        case Count(count=path, as_one=groups):
            items = _at(patient, path)
            return None if items is None else _count(items, groups)
        case Listed(listed_in=path, items=wanted):
            items = _at(patient, path)
            return None if items is None else _plain(any(item in wanted for item in items))
        case Given(given=paths):
            return "yes" if any(_at(patient, path) not in (None, ()) for path in paths) else None


def _at(record: Any, path: str) -> Any:
    """The value at a dotted path; through a list, the values of all its entries."""
    for name in path.split("."):
        if isinstance(record, tuple):
            record = tuple(getattr(entry, name) for entry in record)
        elif record is not None:
            record = getattr(record, name)
    return record


def _plain(value: Observed | bool | None) -> Observed | None:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _count(items: Sequence[str], groups: Sequence[Sequence[str]]) -> int:
    alike = {item: group[0] for group in groups for item in group}
    return len({alike.get(item, item) for item in items})
