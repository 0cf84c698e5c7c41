"""A patient record as observations: plain values by name, unknown where nothing is known, no judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .conclusions import Values
from .conditions import Value as Observed
from .drugs import DrugList
from .patient import Patient
from .ruleset import Ruleset
from .vocabulary import Count, Drugs, Given, Highest, Input, Listed, Value


def observe(patient: Patient, ruleset: Ruleset) -> Values:
    """Every input of the vocabulary with its value for this child; None is unknown."""
    return {name: _observation(patient, entry, ruleset.drugs) for name, entry in ruleset.vocabulary.inputs.items()}


def drugs_named(inputs: Iterable[str], patient: Patient, ruleset: Ruleset) -> tuple[str, ...]:
    """The drugs, as the record names them, that make any of these inputs yes."""
    readings = [ruleset.vocabulary.inputs[name].reads for name in inputs if name in ruleset.vocabulary.inputs]
    named = [
        ruleset.drugs.of_class(_at(patient, reads.drugs_in) or (), reads.class_)
        for reads in readings
        if isinstance(reads, Drugs)
    ]
    return tuple(dict.fromkeys(name for names in named for name in names))


def unchecked_inputs(patient: Patient, ruleset: Ruleset) -> Iterator[str]:
    """The inputs about drugs that stay open because the record names a drug that the drug list does not know."""
    for name, entry in ruleset.vocabulary.inputs.items():
        if isinstance(entry.reads, Drugs) and ruleset.drugs.unknown(_at(patient, entry.reads.drugs_in) or ()):
            yield name


def _observation(patient: Patient, entry: Input, drugs: DrugList) -> Observed | None:
    match entry.reads:
        case Value(value=path):
            return _plain(_at(patient, path))
        case Count(count=path, as_one=groups):
            items = _at(patient, path)
            return None if items is None else _count(items, groups)
        case Listed(listed_in=path, items=wanted):
            items = _at(patient, path)
            return None if items is None else _plain(any(item in wanted for item in items))
        case Drugs(drugs_in=path, complete_in=whole, class_=wanted):
            names = _at(patient, path)
            return None if names is None else _taken(names, wanted, drugs, complete=_at(patient, whole) is not False)
        case Highest(highest_grade_in=path, event=kind):
            events = _at(patient, path)
            return None if events is None else _highest([event.grade for event in events if event.event == kind])
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


def _taken(names: Sequence[str], wanted: str, drugs: DrugList, *, complete: bool) -> Observed | None:
    if drugs.of_class(names, wanted):
        return "yes"
    return "no" if complete and not drugs.unknown(names) else None


def _highest(grades: Sequence[int | None]) -> int | None:
    """The highest grade; unknown where one is not recorded, since it may be higher still."""
    return None if None in grades else max((grade for grade in grades if grade is not None), default=0)
