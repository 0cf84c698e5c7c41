"""The values that matter of each field of the patient record: one for every answer that the rules can tell apart.

Used wherever children are made up rather than met: to find what could change an answer, or a child that
tells two rule sets apart. Every value on its own makes a valid record; some pairs contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled
from crdecide.language.drug_list import DrugList
from crdecide.language.partition import Regions, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input

Inputs = list[tuple[str, Input]]
"""The inputs, by name, that are read from one field."""


def domain(ruleset: Ruleset) -> Mapping[str, tuple[Any, ...]]:
    """For each field of the record that some input reads, the values that matter, as JSON would give them."""
    regions = regions_of(ruleset)
    values: dict[str, tuple[Any, ...]] = {}
    for path, inputs in read_from(ruleset).items():
        # A rule may cut a quantity where no record can be: such a value would stand for nobody.
        choices = _values(path, inputs, regions, ruleset.drugs)
        values[path] = tuple(value for value in choices if _is_valid(path, value))
    return values


def read_from(ruleset: Ruleset) -> Mapping[str, Inputs]:
    """The fields of the record that inputs read, each with its inputs; a dose and a list of events are one field."""
    fields: dict[str, Inputs] = {}
    for name, entry in ruleset.vocabulary.inputs.items():
        for path in entry.to_fill_in:
            fields.setdefault(path, []).append((name, entry))
    return fields


def _is_valid(path: str, value: Any) -> bool:
    try:
        read_patient(filled({}, path, value))
    except InvalidPatient:
        return False
    return True


def _values(path: str, inputs: Inputs, regions: Regions, drugs: DrugList) -> tuple[Any, ...]:
    """As the reading says that knows most of the field: its whole entries, else its values, else that it is filled."""
    readings = [entry.reads for _, entry in inputs]
    lead = max(readings, key=lambda reads: (reads.makes_whole_entries, reads.may_be_no))
    return tuple(type(lead).representatives(path, inputs, regions, drugs))
