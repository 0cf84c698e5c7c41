"""The states that the parts of a child may be in, where each field may hold some values only.

A field may be unknown, or whatever it is said to be; a number, a dose or a list of measurements that is said at all may
be any; a list may hold any of the items that it is said to hold. What a record lists is never the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from crdecide.evaluation.observation import observe
from crdecide.evaluation.symbolic.outcomes import answers_of
from crdecide.evaluation.symbolic.representatives import domain, read_from
from crdecide.explanation.reachable_answers import Allowed
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, filled, is_list, literals
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.readings import OfDrugs
from crdecide.language.ruleset import Ruleset


class Open(Enum):
    """The value of a field that may be anything once it is said."""

    ANY = "any"


ANY: Final = Open.ANY
MOST_KEPT = 65_536
"""Values of fields whose states are kept."""
FieldValues = Mapping[str, frozenset[Any]]
"""For each field that is ever known its values, or the items of its list, or `ANY`."""
States = Mapping[int, frozenset[int]]
"""For some parts, by number, states that they may be in."""


def is_open(path: str) -> bool:
    """Whether a field may be anything once it is said: a number, a dose, a list of measurements or events."""
    annotation = annotation_at(path)
    return not (literals(annotation) or annotation in (bool, str))


class OpenStates:
    """The states under one rule set, kept for the values that were asked for."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._answers, self._domain = ruleset, answers_of(ruleset), domain(ruleset)
        self._parts = {path: self._read_from(path) for path in self._domain}
        self._complete = _complete_beside(ruleset)
        self._of_field = lru_cache(maxsize=MOST_KEPT)(self._states)
        self._place_of_list = lru_cache(maxsize=MOST_KEPT)(lambda path, items: self._place(path, list(items)))

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that some rule reads, in the vocabulary's order."""
        return tuple(self._domain)

    def allowed(self, values: FieldValues, seen: States | None = None) -> Allowed:
        """For each part the states that it may be in: unknown, as its fields' values have it, or as it was seen."""
        allowed = [{UNKNOWN_REGION} | set((seen or {}).get(part, ())) for part in range(len(self._answers.parts))]
        for path, held in values.items():
            for part, states in self.of_field(path, held).items():
                allowed[part] |= states
        return [frozenset(states) for states in allowed]

    def of_field(self, path: str, values: frozenset[Any]) -> States:
        """The states that one field brings about, of each part that is read from it."""
        return self._of_field(path, values)

    def values_of(self, path: str) -> tuple[frozenset[Any], ...]:
        """What a field may be said to be, one by one: any number, a value, or an item of its list."""
        if is_open(path):
            return (frozenset({ANY}),)
        values = [value if is_list(path) else (value,) for value in self._domain[path]]
        return tuple(frozenset({item}) for item in dict.fromkeys(item for items in values for item in items))

    def of_patient(self, patient: Patient) -> tuple[int, ...]:
        """The state of each part for one child."""
        return self._answers.place(self._answers.regions.fact(observe(patient, self._ruleset)))

    def _read_from(self, path: str) -> tuple[int, ...]:
        """The parts of which some input is read from the field."""
        names = {name for name, _ in read_from(self._ruleset)[path]}
        return tuple(number for number, part in enumerate(self._answers.parts) if names.intersection(part.inputs))

    def _states(self, path: str, values: frozenset[Any]) -> States:
        if is_list(path) and path not in self._complete and ANY not in values:
            return {part: frozenset(self._grown(path, part, sorted(values))) for part in self._parts[path]}
        if ANY in values:
            places = [self._place(path, value) for value in self._domain[path]]
        elif is_list(path):
            # A list of drugs is looked through drug by drug: what one of them says the others do not unsay.
            places = [self._place_of_list(path, (drug,)) for drug in values]
        else:
            places = [self._place(path, value) for value in values]
        return {part: frozenset(place[part] for place in places) for part in self._parts[path]}

    def _grown(self, path: str, part: int, items: list[str]) -> Iterable[int]:
        """The states of a part over all lists of these items; from each state it is gone on once.

        An item adds to a list and takes nothing from it, so that from any list of a state the same states can be had.
        """
        states: set[int] = set()
        waiting: list[tuple[str, ...]] = [(item,) for item in items]
        while waiting:
            entries = waiting.pop()
            state = self._place_of_list(path, entries)[part]
            if state not in states:
                states.add(state)
                waiting += [tuple(sorted((*entries, item))) for item in items if item not in entries]
        return states

    def _place(self, path: str, value: Any) -> tuple[int, ...]:
        record: dict[str, Any] = filled({}, path, value)
        if path in self._complete:
            record = filled(record, self._complete[path], value=False)
        return self.of_patient(read_patient(record))


def _complete_beside(ruleset: Ruleset) -> Mapping[str, str]:
    """For each list of drugs the field that says whether it is whole."""
    return dict(_pairs(ruleset))


def _pairs(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    for entry in ruleset.vocabulary.inputs.values():
        if isinstance(entry.reads, OfDrugs):
            names, complete = entry.reads.paths
            yield names, complete
