"""Every field cut into the finitely many regions that a rule set can tell apart.

A rule only ever compares a field with constants, so a quantity matters only by the interval it falls in
between the rules' own cut points. A region is a small integer: 0 is unknown, then 1, 2, … in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain
from operator import itemgetter
from typing import Any

from .conditions import Among, AtLeast, Atom, Below, Condition, Field, Number, Value, atoms
from .ruleset import Ruleset, condition_fields

Read = Any
"""What was read of several fields: a tuple of their values, or the bare value of a single one."""
UNKNOWN_REGION = 0
Fact = Mapping[str, int]
"""The region of each field, for one child."""


@dataclass(frozen=True)
class Regions:
    """The regions of each field under one rule set."""

    values: Mapping[str, tuple[str, ...]]
    cuts: Mapping[str, tuple[Number, ...]]

    @classmethod
    def of(cls, fields: Mapping[str, Field], conditions: Iterable[Condition]) -> Regions:
        """The regions that these conditions distinguish."""
        cuts: dict[str, set[Number]] = {name: set() for name, field in fields.items() if field.values is None}
        for condition in conditions:
            for atom in atoms(condition):
                if not isinstance(atom, Among):
                    cuts[atom.field].add(atom.bound)
        choices = {name: field.values for name, field in fields.items() if field.values is not None}
        return cls(choices, {name: tuple(sorted(bounds)) for name, bounds in cuts.items()})

    def size(self, field: str) -> int:
        """How many known regions the field has."""
        return len(self.values[field]) if field in self.values else len(self.cuts[field]) + 1

    def region(self, field: str, value: Value | None) -> int:
        """The region a value falls in."""
        return self.readers[field](value)

    def fact(self, values: Mapping[str, Value | None]) -> dict[str, int]:
        """The region that each value falls in."""
        readers = self.readers
        return {name: readers[name](value) for name, value in values.items()}

    @cached_property
    def readers(self) -> Mapping[str, Callable[[Value | None], int]]:
        """For each field, `region` without looking up what kind of field it is."""
        # Bound once: every field of every child goes through here, and a dict's own method takes no Python call.
        readers: dict[str, Callable[[Value | None], int]] = {}
        for name, values in self.values.items():
            readers[name] = _places(values).__getitem__
        for name, cuts in self.cuts.items():
            readers[name] = partial(_interval, cuts)
        return readers

    def representative(self, field: str, region: int) -> Value | None:
        """A value that falls in the region; None for unknown."""
        if region == UNKNOWN_REGION:
            return None
        if field in self.values:
            return self.values[field][region - 1]
        # The lowest interval has no cut point of its own: one below the first will do.
        cuts = self.cuts[field]
        if region == 1:
            return cuts[0] - 1 if cuts else 0
        return cuts[region - 2]

    def satisfying(self, atom: Atom) -> frozenset[int]:
        """The known regions in which the atom is true; in the other known ones it is false."""
        match atom:
            case Among(field, wanted):
                return frozenset(self.values[field].index(value) + 1 for value in wanted)
            case AtLeast(field, bound):
                # The cut points lie between the regions: the n-th is where region n + 1 begins.
                return frozenset(range(self.cuts[field].index(bound) + 2, self.size(field) + 1))
            case Below(field, bound):
                return frozenset(range(1, self.cuts[field].index(bound) + 2))


def reader_of(fields: Sequence[str]) -> Callable[[Mapping[str, Any]], Read]:
    """How to read these fields of a mapping in one step of C; of a single field it gives the bare value."""
    return itemgetter(*fields) if fields else lambda _: ()


def read_back(fields: Sequence[str], read: Read) -> dict[str, Any]:
    """The fields with the values that were read of them."""
    return dict(zip(fields, read if len(fields) != 1 else (read,), strict=True))


def _places(values: tuple[str, ...]) -> Mapping[Value | None, int]:
    # None comes first: `UNKNOWN_REGION` is 0, and the values are numbered from 1.
    return {value: place for place, value in enumerate((None, *values))}


def _interval(cuts: tuple[Number, ...], value: Value | None) -> int:
    if isinstance(value, str):
        raise TypeError(f"a quantity is a number, not {value!r}")
    return UNKNOWN_REGION if value is None else bisect_right(cuts, value) + 1


@lru_cache(maxsize=8)
def regions_of(ruleset: Ruleset) -> Regions:
    """The regions that the rule set's conditions, and what contradicts itself, distinguish."""
    fields = condition_fields(ruleset.vocabulary, ruleset.findings)
    conditions = chain.from_iterable(rule.conditions for rule in ruleset.rules)
    return Regions.of(fields, chain(conditions, ruleset.vocabulary.contradictions))
