"""A patient record as observations: plain values by name, unknown where nothing is known, no judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import reader
from crdecide.language.readings import Observer, OfDrugs
from crdecide.language.ruleset import Ruleset

from .semantics import Values


def observe(patient: Patient, ruleset: Ruleset) -> Values:
    """Every input of the vocabulary with its value for this child; None is unknown."""
    return observe_some(ruleset.vocabulary.inputs, patient, ruleset)


def observe_some(inputs: Iterable[str], patient: Patient, ruleset: Ruleset) -> Values:
    """Some inputs of the vocabulary with their values for this child."""
    observers = _observers(ruleset)
    return {name: observers[name](patient) for name in inputs}


@lru_cache(maxsize=8)
def _observers(ruleset: Ruleset) -> Mapping[str, Observer]:
    """How to read every input of one rule set."""
    return {name: entry.reads.observer(ruleset.drugs) for name, entry in ruleset.vocabulary.inputs.items()}


def drugs_named(inputs: Iterable[str], patient: Patient, ruleset: Ruleset) -> tuple[str, ...]:
    """The drugs, as the record names them, that make any of these inputs yes."""
    about_drugs = _drug_readings(ruleset)
    # A dict as a set that keeps its order: the drugs stay in the order of the record.
    named: dict[str, None] = {}
    for name in inputs:
        if name in about_drugs:
            reads = about_drugs[name]
            taken = reader(reads.list_of_drugs)(patient) or ()
            named.update(dict.fromkeys(reads.found(taken, ruleset.drugs)))
    return tuple(named)


def lasting_unknowns(patient: Patient, ruleset: Ruleset) -> Iterator[str]:
    """The inputs about drugs that stay open whatever is asked: the list of drugs is there and does not settle them."""
    for name, reads in _drug_readings(ruleset).items():
        names, complete = (reader(path)(patient) for path in reads.paths)
        if names is not None and reads.stays_open(names, complete, ruleset.drugs):
            yield name


@lru_cache(maxsize=8)
def _drug_readings(ruleset: Ruleset) -> Mapping[str, OfDrugs]:
    """The inputs of one rule set that look through a list of drugs."""
    readings: dict[str, OfDrugs] = {}
    for name, entry in ruleset.vocabulary.inputs.items():
        if isinstance(entry.reads, OfDrugs):
            readings[name] = entry.reads
    return readings
