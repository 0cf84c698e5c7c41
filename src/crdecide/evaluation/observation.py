"""A patient record as observations: plain values by name, unknown where nothing is known, no judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import is_always_there, is_list, list_in, reader, reader_of_all
from crdecide.language.conditions import Value
from crdecide.language.readings import Observer, OfDrugs, ValueOf
from crdecide.language.readings.reading import YES_NO
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input

from .drugs_on_record import drugs_reader
from .semantics import Values


def observe(patient: Patient, ruleset: Ruleset) -> Values:
    """Every input of the vocabulary with its value for this child; None is unknown."""
    return _whole_observer(ruleset).of(patient)


def observe_some(inputs: Iterable[str], patient: Patient, ruleset: Ruleset) -> Values:
    """Some inputs of the vocabulary with their values for this child."""
    observers = _observers(ruleset)
    return {name: observers[name](patient) for name in inputs}


class _WholeObserver:
    """All inputs of one rule set: the fields that are read as they stand in one step, the drugs in one, others each.

    What is read of one list alone is the same of every record without that list, as of many it is.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        plain: dict[str, str] = {}
        of_lists: dict[str, dict[str, Observer]] = {}
        self._others: list[tuple[str, Observer]] = []
        for name, entry in ruleset.vocabulary.inputs.items():
            observer = _observers(ruleset)[name]
            if _stands_in_a_field(entry):
                plain[name] = entry.paths[0]
            elif isinstance(entry.reads, OfDrugs):
                continue
            elif listed := _list_read(entry):
                of_lists.setdefault(listed, {})[name] = observer
            else:
                self._others.append((name, observer))
        nothing = Patient()
        self._of_lists = [
            (reader(path), observers, {name: observer(nothing) for name, observer in observers.items()})
            for path, observers in of_lists.items()
        ]
        self._plain, self._read = tuple(plain), reader_of_all(tuple(plain.values()))
        self._drugs = drugs_reader(ruleset)

    def of(self, patient: Patient) -> Values:
        read = [YES_NO[value] if isinstance(value, bool) else value for value in self._read(patient)]
        values: dict[str, Value | None] = dict(zip(self._plain, read, strict=True))
        for name, observer in self._others:
            values[name] = observer(patient)
        for read_list, observers, without_list in self._of_lists:
            if read_list(patient) is None:
                values.update(without_list)
            else:
                for name, observer in observers.items():
                    values[name] = observer(patient)
        for listed in self._drugs.of(patient):
            values.update(listed.values)
        return values


def _stands_in_a_field(entry: Input) -> bool:
    return isinstance(entry.reads, ValueOf) and is_always_there(entry.reads.value)


def _list_read(entry: Input) -> str | None:
    """The list that an input is read from, if it is read from nothing else."""
    first, *others = {*map(list_in, entry.paths)}
    return first if not others and is_list(first) else None


@lru_cache(maxsize=8)
def _whole_observer(ruleset: Ruleset) -> _WholeObserver:
    return _WholeObserver(ruleset)


@lru_cache(maxsize=8)
def _observers(ruleset: Ruleset) -> Mapping[str, Observer]:
    """How to read every input of one rule set."""
    return {name: entry.reads.observer(ruleset.drugs) for name, entry in ruleset.vocabulary.inputs.items()}


def drugs_named(inputs: Iterable[str], patient: Patient, ruleset: Ruleset) -> tuple[str, ...]:
    """The drugs, as the record names them, that make any of these inputs yes."""
    about_drugs = drug_readings(ruleset)
    # A dict as a set that keeps its order: the drugs stay in the order of the record.
    named: dict[str, None] = {}
    for name in inputs:
        if name in about_drugs:
            reads = about_drugs[name]
            taken = reader(reads.list_of_drugs)(patient) or ()
            named.update(dict.fromkeys(reads.found(taken, ruleset.drugs)))
    return tuple(named)


def lasting_unknowns(patient: Patient, ruleset: Ruleset) -> frozenset[str]:
    """The inputs about drugs that stay open whatever is asked: the list of drugs is there and does not settle them."""
    return frozenset[str]().union(*[listed.lasting for listed in drugs_reader(ruleset).of(patient)])


@lru_cache(maxsize=8)
def drug_readings(ruleset: Ruleset) -> Mapping[str, OfDrugs]:
    """The inputs of one rule set that look through a list of drugs."""
    readings: dict[str, OfDrugs] = {}
    for name, entry in ruleset.vocabulary.inputs.items():
        if isinstance(entry.reads, OfDrugs):
            readings[name] = entry.reads
    return readings
