"""From states of the parts of what is known to a patient record that is in these states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.evaluation.observation import observe
from crdecide.evaluation.symbolic.representatives import domain
from crdecide.evaluation.symbolic.rule_diagrams import Symbolic
from crdecide.evaluation.symbolic.variables import Part, states_of
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled, value_at
from crdecide.language.readings import OfDrugs

from .paths import Path

Fragment = tuple[str, Any]
"""A field of the record and its value."""


class Children:
    """How to write down children of one rule set."""

    def __init__(self, rules: Symbolic) -> None:
        self._rules, self._ruleset = rules, rules.ruleset
        values = domain(rules.ruleset)
        self._fragments = [self._of_part(part, values) for part in rules.parts]

    def record(self, path: Path) -> dict[str, Any] | None:
        """A valid record in these states; None where there is none, or none was found."""
        record: dict[str, Any] = {}
        for number, state in path.items():
            # State 0 of every part is that nothing is known of it: nothing to write down.
            if state:
                for field, value in self._fragments[number][state]:
                    record = filled(record, field, _merged(value_at(record, field), value))
        for field in self._left_open(path, record):
            record = filled(record, field, False)
        # Parts may share a field, so that one fragment undoes another: what was written is read back.
        place = self.place(record)
        if place is None or any(place[number] != state for number, state in path.items()):
            return None
        return record

    def place(self, record: Mapping[str, Any]) -> tuple[int, ...] | None:
        """The state of each part in a record; None where the record is refused."""
        try:
            patient = read_patient(record)
        except InvalidPatient:
            return None
        fact = self._rules.regions.fact(observe(patient, self._ruleset))
        return states_of(self._rules.parts)(fact)

    def _of_part(self, part: Part, values: Mapping[str, tuple[Any, ...]]) -> dict[int, tuple[Fragment, ...]]:
        """For each state the shortest way to bring it about."""
        fields: dict[str, None] = {}
        for name in part.inputs:
            fields |= dict.fromkeys(self._ruleset.vocabulary.inputs[name].to_fill_in)
        fragments: dict[int, tuple[Fragment, ...]] = {0: ()}
        for field in fields:
            for value in values[field]:
                patient = read_patient(filled({}, field, value))
                fact = self._rules.regions.fact(observe(patient, self._ruleset))
                fragments.setdefault(part.state(fact), ((field, value),))
        return fragments

    def _left_open(self, path: Path, record: Mapping[str, Any]) -> Iterator[str]:
        """The field that says a list of drugs is not complete, where some drug on it has to stay unknown."""
        for number, state in path.items():
            if state != 0:
                continue
            for name in self._rules.parts[number].inputs:
                reads = self._ruleset.vocabulary.inputs[name].reads
                if isinstance(reads, OfDrugs) and value_at(record, reads.list_of_drugs) is not None:
                    yield reads.complete_in


def _merged(known: Any, value: Any) -> Any:
    """Lists that several parts fill are put together."""
    if isinstance(known, list) and isinstance(value, list):
        return [*known, *(item for item in value if item not in known)]
    return value
