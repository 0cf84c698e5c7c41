"""The values that matter of each field of the patient record: one for every answer that the rules can tell apart.

Used wherever children are made up rather than met: to find what could change an answer, or a child that
tells two rule sets apart. Every value on its own makes a valid record; some pairs contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, filled, is_list, literals
from crdecide.language.drug_list import DrugList
from crdecide.language.partition import Regions, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Count, Drugs, Highest, Input, Listed, Value, record_fields

Reads = list[tuple[str, Input]]
"""The inputs, by name, that are read from one field."""


def domain(ruleset: Ruleset) -> Mapping[str, tuple[Any, ...]]:
    """For each field of the record that some input reads, the values that matter, as JSON would give them."""
    regions = regions_of(ruleset)
    values = {path: _values(path, reads, regions, ruleset.drugs) for path, reads in read_from(ruleset).items()}
    return {path: tuple(value for value in choices if _is_valid(path, value)) for path, choices in values.items()}


def read_from(ruleset: Ruleset) -> Mapping[str, Reads]:
    """The fields of the record that inputs read, each with its inputs; a dose and a list of events are one field."""
    fields: dict[str, Reads] = {}
    for name, entry in ruleset.vocabulary.inputs.items():
        for path in record_fields(entry):
            fields.setdefault(path, []).append((name, entry))
    return fields


def _is_valid(path: str, value: Any) -> bool:
    try:
        Patient.model_validate(filled({}, path, value))
    except InvalidPatient:
        return False
    return True


def _values(path: str, reads: Reads, regions: Regions, drugs: DrugList) -> tuple[Any, ...]:
    if any(isinstance(entry.reads, Drugs) for _, entry in reads):
        return tuple(_drug_lists(reads, drugs))
    if any(isinstance(entry.reads, Highest) for _, entry in reads):
        return tuple(_events(path, reads, regions))
    if is_list(path):
        return tuple(_lists(path, reads, regions))
    plain = [(name, entry) for name, entry in reads if isinstance(entry.reads, Value)]
    if any(entry.paths[0].startswith(f"{path}.") for _, entry in plain):
        parts = {entry.paths[0].rpartition(".")[2]: _scalars(name, entry, regions) for name, entry in plain}
        return tuple(dict(zip(parts, choice, strict=True)) for choice in product(*parts.values()))
    return tuple(_scalars(*plain[0], regions)) if plain else (1,)


def _scalars(name: str, entry: Input, regions: Regions) -> Iterable[Any]:
    """One value for each region of an input; 1 for a quantity that no rule compares with anything."""
    if entry.type == "quantity" and not regions.cuts[name]:
        return (1,)
    values = [regions.representative(name, region) for region in range(1, regions.size(name) + 1)]
    return [value == "yes" for value in values] if entry.type == "yes_no" else values


def _drug_lists(reads: Reads, drugs: DrugList) -> Iterator[list[str]]:
    """No drug, and one drug for each class that is asked for."""
    yield []
    for _, entry in reads:
        assert isinstance(entry.reads, Drugs)
        yield [next(name for name, drug in drugs.drugs.items() if entry.reads.class_ in drug.classes)]


def _events(path: str, reads: Reads, regions: Regions) -> Iterator[list[dict[str, Any]]]:
    """No event, and one event of each kind at each grade that matters, or of unknown grade."""
    yield []
    for kind in literals(annotation_at(f"{path}.event")):
        names = [name for name, entry in reads if isinstance(entry.reads, Highest) and entry.reads.event == kind]
        yield [{"event": kind, "grade": None}]
        for grade in (regions.representative(names[0], n + 1) for n in range(regions.size(names[0]))) if names else ():
            yield [{"event": kind, "grade": grade}]


def _lists(path: str, reads: Reads, regions: Regions) -> Iterator[list[str]]:
    """Every combination of the items asked for, filled up with others to each length that matters; else any one."""
    asked = [entry.reads.items[0] for _, entry in reads if isinstance(entry.reads, Listed)]
    counts = [name for name, entry in reads if isinstance(entry.reads, Count)]
    mentioned = {item for _, entry in reads if isinstance(entry.reads, Listed) for item in entry.reads.items}
    others = [item for item in literals(annotation_at(path)) if item not in mentioned]
    most = max((int(cut) for name in counts for cut in regions.cuts[name]), default=0)
    if not asked and not counts:
        yield others[:1]
    for chosen in product(*((False, True) for _ in asked)):
        held = [item for item, there in zip(asked, chosen, strict=True) if there]
        lengths = range(max(most - len(held), 0) + 1) if counts else range(1)
        yield from (held + others[:length] for length in lengths)
