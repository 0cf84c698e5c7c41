"""A patient record as observations: plain values by name, unknown where nothing is known, no judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import is_always_there, list_in, reader
from crdecide.language.conditions import Value as Observed
from crdecide.language.drug_list import DrugList
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Count, Drugs, Given, Highest, Input, Listed, Value

from .semantics import Values

YES_NO = {True: "yes", False: "no", None: None}
OfList = Callable[[Sequence[Any]], Observed | None]
"""How an input is read from the entries of a list."""


def observe(patient: Patient, ruleset: Ruleset) -> Values:
    """Every input of the vocabulary with its value for this child; None is unknown."""
    return _observer(ruleset)(patient)


def drugs_named(inputs: Iterable[str], patient: Patient, ruleset: Ruleset) -> tuple[str, ...]:
    """The drugs, as the record names them, that make any of these inputs yes."""
    readings = [ruleset.vocabulary.inputs[name].reads for name in inputs if name in ruleset.vocabulary.inputs]
    named = [
        ruleset.drugs.of_class(reader(reads.drugs_in)(patient) or (), reads.class_)
        for reads in readings
        if isinstance(reads, Drugs)
    ]
    return tuple(dict.fromkeys(name for names in named for name in names))


def unchecked_inputs(patient: Patient, ruleset: Ruleset) -> Iterator[str]:
    """The inputs about drugs that stay open because the record names a drug that the drug list does not know."""
    for names_of, inputs in _observer(ruleset).drug_lists:
        if (names := names_of(patient)) and ruleset.drugs.unknown(names):
            yield from inputs


class _Observer:
    """How to read every input of one rule set; fields that are always there are read together."""

    def __init__(self, ruleset: Ruleset) -> None:
        inputs = ruleset.vocabulary.inputs
        self.unknown = dict.fromkeys(inputs)
        plain = {n: e for n, e in inputs.items() if isinstance(e.reads, Value) and is_always_there(e.paths[0])}
        self.yes_no = [name for name, entry in plain.items() if entry.type == "yes_no"]
        self.plain = [name for name, entry in plain.items() if entry.type != "yes_no"]
        self.read_yes_no = _together([inputs[name].paths[0] for name in self.yes_no])
        self.read_plain = _together([inputs[name].paths[0] for name in self.plain])
        drugs = {name: entry.reads for name, entry in inputs.items() if isinstance(entry.reads, Drugs)}
        self.drugs = _by_list(drugs, ruleset.drugs)
        lists = dict.fromkeys(reads.drugs_in for reads in drugs.values())
        self.drug_lists = [
            (reader(path), [n for n, reads in drugs.items() if reads.drugs_in == path]) for path in lists
        ]
        self.lists = _of_lists({name: entry for name, entry in inputs.items() if entry.reads_list})
        known = {*plain, *drugs, *(name for _, readings in self.lists for name, _ in readings)}
        self.others = [(name, _reader(entry)) for name, entry in inputs.items() if name not in known]

    def __call__(self, patient: Patient) -> Values:
        values: dict[str, Observed | None] = self.unknown.copy()
        values.update(zip(self.yes_no, map(YES_NO.__getitem__, self.read_yes_no(patient)), strict=True))
        values.update(zip(self.plain, self.read_plain(patient), strict=True))
        for taken in self.drugs:
            values.update(taken(patient))
        for items_of, readings in self.lists:
            if (items := items_of(patient)) is not None:
                for name, value in readings:
                    values[name] = value(items)
        for name, read in self.others:
            values[name] = read(patient)
        return values


@lru_cache(maxsize=8)
def _observer(ruleset: Ruleset) -> _Observer:
    return _Observer(ruleset)


def _together(paths: Sequence[str]) -> Callable[[Patient], Sequence[Any]]:
    """The values at several paths at once; `attrgetter` gives a bare value for one path, and refuses none."""
    if len(paths) > 1:
        return attrgetter(*paths)
    readers = [reader(path) for path in paths]
    return lambda patient: [read(patient) for read in readers]


def _by_list(drugs: Mapping[str, Drugs], known: DrugList) -> list[Callable[[Patient], Values]]:
    """For each list of drugs, how to read all inputs about it at once."""
    lists: dict[tuple[str, str], dict[str, str]] = {}
    for name, reads in drugs.items():
        lists.setdefault((reads.drugs_in, reads.complete_in), {})[name] = reads.class_
    return [partial(_taken, attrgetter(path, whole), classes, known) for (path, whole), classes in lists.items()]


def _taken(read: Callable[[Patient], Any], classes: Mapping[str, str], known: DrugList, patient: Patient) -> Values:
    """For each class yes where a drug of it is named, no where the list is complete and every name is known."""
    names, complete = read(patient)
    if names is None:
        return {}
    found = known.found(names)
    held = frozenset(name for drug in found if drug for name in drug.classes)
    otherwise = "no" if complete is not False and None not in found else None
    return {name: "yes" if class_ in held else otherwise for name, class_ in classes.items()}


def _of_lists(inputs: Mapping[str, Input]) -> list[tuple[Callable[[Patient], Any], list[tuple[str, OfList]]]]:
    """For each list of the record, how to reach it, and how each input is read from its entries."""
    lists: dict[str, list[tuple[str, OfList]]] = {}
    for name, entry in inputs.items():
        path = list_in(entry.paths[0])
        lists.setdefault(path, []).append((name, _of_list(entry, entry.paths[0][len(path) + 1 :])))
    return [(attrgetter(path), readings) for path, readings in lists.items()]


def _of_list(entry: Input, below: str) -> OfList:
    """How an input is read from the entries of a list; `below` names a field of each entry."""
    match entry.reads:
        case Count(as_one=groups):
            return lambda items: _count(items, groups)
        case Listed(items=wanted) if below:
            return lambda items: YES_NO[any(getattr(item, below) in wanted for item in items)]
        case Listed(items=wanted):
            return lambda items: YES_NO[any(item in wanted for item in items)]
        case Highest(event=kind):
            return lambda events: _highest([event.grade for event in events if event.event == kind])
    raise AssertionError(f"not read from a list: {entry}")


def _reader(entry: Input) -> Callable[[Patient], Observed | None]:
    """How an input is read that may lie in a section which is not there, or in one of several fields."""
    match entry.reads:
        case Given(given=paths):
            given = _together(paths)
            return lambda patient: "yes" if any(value not in (None, ()) for value in given(patient)) else None
        case _:
            read = reader(entry.paths[0])
            return lambda patient: _plain(read(patient))


def _plain(value: Observed | bool | None) -> Observed | None:
    return YES_NO[value] if isinstance(value, bool) else value


def _count(items: Sequence[str], groups: Sequence[Sequence[str]]) -> int:
    alike = {item: group[0] for group in groups for item in group}
    return len({alike.get(item, item) for item in items})


def _highest(grades: Sequence[int | None]) -> int | None:
    """The highest grade; unknown where one is not recorded, since it may be higher still."""
    return None if None in grades else max((grade for grade in grades if grade is not None), default=0)
