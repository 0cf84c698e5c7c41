"""What can be unknown of a child, cut into parts that vary on their own.

Inputs read from the same list vary together: whoever lists a major feature also raises their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled
from crdecide.language.conditions import Value as Observed
from crdecide.language.partition import UNKNOWN_REGION, Fact, Regions, regions_of
from crdecide.language.ruleset import Ruleset

from ..observation import observe_some
from .representatives import domain

State = tuple[int, ...]
"""The region of each input of a part; region 0 is unknown."""


@dataclass(frozen=True)
class Part:
    """Inputs that vary together, and every state that they can be in together; the first is all unknown."""

    inputs: tuple[str, ...]
    states: tuple[State, ...]

    def state(self, fact: Fact) -> int:
        """The place of the state that a child is in."""
        return self.places[self.read(fact)]

    def place_of(self, state: State) -> int | None:
        """The place of a state; None where a part cannot be in it."""
        return self.places.get(state[0] if len(self.inputs) == 1 else state)

    @cached_property
    def read(self) -> Callable[[Fact], State | int]:
        """How to read the state that a child is in."""
        return itemgetter(*self.inputs)

    @cached_property
    def places(self) -> Mapping[State | int, int]:
        """The place of each state, by what is read of it: that of a single input is a bare number."""
        if len(self.inputs) == 1:
            return {state[0]: place for place, state in enumerate(self.states)}
        return {state: place for place, state in enumerate(self.states)}

    @cached_property
    def may_be(self) -> tuple[tuple[int, ...], ...]:
        """For each state, the places of those that what is unknown in it may turn out to be, itself first."""
        return tuple(self._possible(place, now) for place, now in enumerate(self.states))

    def _possible(self, place: int, now: State) -> tuple[int, ...]:
        others = [n for n, state in enumerate(self.states) if n != place and _completes(state, now)]
        return (place, *others)


def states_of(parts: Iterable[Part]) -> Callable[[Fact], tuple[int, ...]]:
    """How to tell the state that each part is in for a child: bound once, since every child goes through all."""
    readings = [(part.read, part.places) for part in parts]
    return lambda fact: tuple([places[read(fact)] for read, places in readings])


def parts_of(ruleset: Ruleset) -> tuple[Part, ...]:
    """Every part, in the order of the vocabulary."""
    regions, values = regions_of(ruleset), domain(ruleset)
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, entry in ruleset.vocabulary.inputs.items():
        kinship = entry.reads.varies_with(name, entry.to_fill_in[0])
        groups.setdefault(kinship, []).append(name)
    return tuple(Part(tuple(names), _states(names, values, regions, ruleset)) for names in groups.values())


def _states(
    names: list[str], values: Mapping[str, tuple[Any, ...]], regions: Regions, ruleset: Ruleset
) -> tuple[State, ...]:
    """All unknown, then the state that each value of the field brings about."""
    fields: dict[str, None] = {}
    for name in names:
        fields.update(dict.fromkeys(ruleset.vocabulary.inputs[name].to_fill_in))
    # A dict as a set that keeps its order: two values of a field may be one state to the rules.
    states: dict[State, None] = {(UNKNOWN_REGION,) * len(names): None}
    for field in fields:
        for value in values[field]:
            states[_observed(names, filled({}, field, value), regions, ruleset)] = None
    return tuple(states)


def _observed(names: list[str], record: dict[str, Any], regions: Regions, ruleset: Ruleset) -> State:
    """The state that a child with this record is in, found by observing one: no second account of how to read."""
    values: Mapping[str, Observed | None] = observe_some(names, read_patient(record), ruleset)
    return tuple(regions.region(name, values[name]) for name in names)


def _completes(state: State, now: State) -> bool:
    """Whether a state agrees with whatever is known in another, and is unknown in nothing that matters."""
    for known, region in zip(now, state, strict=True):
        if known not in (UNKNOWN_REGION, region):
            return False
    return any(state)
