"""The rules as the engine is given them: long conditions in pieces, so that no table grows with a product of fields.

A table has a row for each combination of the regions of the fields that its rules read: one more yes/no field
triples it. `all` and `any` are associative under strong Kleene logic: the truth of a long one is that of the same
over pieces of it. Each piece becomes a finding of its own, named after the rule; readers never see it, and the
specification and the explanations are about the conditions as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from math import prod

from .cards import Finding, Line, Rule
from .conditions import All, Among, AnyOf, Condition, Not, fields_read
from .loading.check_names import fnv1a_32
from .partition import Regions, regions_of
from .ruleset import Ruleset

MOST_COMBINATIONS = 256
"""Combinations of regions that the fields of one piece may have."""
YES: tuple[str, ...] = ("yes",)


@dataclass(frozen=True)
class Derivation:
    """A finding, or a piece of a condition, as the engine derives it."""

    id: str
    lines: tuple[Line, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """One a line."""
        return tuple(line.when for line in self.lines)


@dataclass(frozen=True)
class Judgement:
    """A card as the engine judges it: it holds or not."""

    id: str
    applies_when: Condition

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Its one condition."""
        return (self.applies_when,)


EngineRule = Derivation | Judgement
Layer = tuple[EngineRule, ...]


@dataclass(frozen=True)
class SplitRules:
    """The rules of one rule set for the engine. Each layer reads only inputs and what earlier layers derive."""

    layers: tuple[Layer, ...]
    pieces: Mapping[str, Condition]
    """The pieces by name, each with its condition; as a field it is yes, no or unknown."""
    regions: Regions
    """The regions of every field, those of the pieces among them."""

    @cached_property
    def rules(self) -> Mapping[str, EngineRule]:
        """Every rule by its name, in order."""
        return {rule.id: rule for rule in chain.from_iterable(self.layers)}


@lru_cache(maxsize=8)
def split(ruleset: Ruleset) -> SplitRules:
    """The rules of a rule set in pieces that are small enough; made once for each rule set in use."""
    splitter = _Splitter(ruleset)
    layers: list[Layer] = []
    for findings in ruleset.strata:
        layers += splitter.layers_of(findings)
    layers += splitter.layers_of(ruleset.cards)
    return SplitRules(tuple(layers), splitter.pieces, splitter.regions)


class _Splitter:
    """The pieces made so far; equal pieces of different rules are one."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.regions, self.pieces = regions_of(ruleset), dict[str, Condition]()
        # The engine tells field names apart by a hash alone, so a name that is new may still be taken.
        self._taken = {fnv1a_32(name) for name in (*ruleset.vocabulary.inputs, *ruleset.finding_by_id)}
        self._names: dict[Condition, str] = {}
        self._depths: dict[str, int] = {}

    def layers_of(self, rules: Iterable[Rule]) -> Iterator[Layer]:
        """The pieces of these rules, those that other pieces read first; then the rules."""
        before = len(self.pieces)
        shortened = tuple(map(self._shortened, rules))
        fresh = list(self.pieces)[before:]
        # A piece may read other pieces: those of each depth are a layer, so that they are settled before it.
        deepest = max((self._depths[name] for name in fresh), default=0)
        for depth in range(1, deepest + 1):
            yield tuple(self._derivation(name) for name in fresh if self._depths[name] == depth)
        yield shortened

    def _shortened(self, rule: Rule) -> EngineRule:
        if isinstance(rule, Finding):
            lines = [Line(line.value, self._short(line.when, rule.id)) for line in rule.lines]
            # Each line short enough by itself, and yet too many fields between them: then each is one field.
            if self._combinations(line.when for line in lines) > MOST_COMBINATIONS:
                lines = [Line(line.value, self._as_piece(line.when, rule.id)) for line in lines]
            return Derivation(rule.id, tuple(lines))
        return Judgement(rule.id, self._short(rule.applies_when, rule.id))

    def _derivation(self, name: str) -> Derivation:
        condition = self.pieces[name]
        return Derivation(name, (Line("yes", condition), Line("no", Not(condition))))

    def _short(self, condition: Condition, owner: str) -> Condition:
        """A condition with the same truth that reads few enough combinations, as far as it can be split."""
        if self._combinations([condition]) <= MOST_COMBINATIONS:
            return condition
        match condition:
            case Not(part):
                return Not(self._short(part, owner))
            case All(parts) | AnyOf(parts):
                return self._joined(type(condition), [self._short(part, owner) for part in parts], owner)
            case atom:
                return atom

    def _joined(self, junction: type[All | AnyOf], parts: Sequence[Condition], owner: str) -> Condition:
        """Group by group, and the groups again, until what is left is small enough or cannot get smaller."""
        while self._combinations(parts) > MOST_COMBINATIONS:
            grouped = [self._piece(junction, group, owner) for group in self._groups(parts)]
            if len(grouped) == len(parts):
                grouped = [self._as_piece(part, owner) for part in parts]
                if grouped == list(parts):
                    break
            parts = grouped
        return junction(tuple(parts))

    def _groups(self, parts: Sequence[Condition]) -> list[list[Condition]]:
        """The parts in their order, as many in a group as read few enough combinations between them."""
        groups: list[list[Condition]] = []
        for part in parts:
            if groups and self._combinations([*groups[-1], part]) <= MOST_COMBINATIONS:
                groups[-1].append(part)
            else:
                groups.append([part])
        return groups

    def _piece(self, junction: type[All | AnyOf], group: Sequence[Condition], owner: str) -> Condition:
        """The group as one part; one part stays as it is."""
        return group[0] if len(group) == 1 else self._as_piece(junction(tuple(group)), owner)

    def _as_piece(self, condition: Condition, owner: str) -> Condition:
        """The condition as a comparison with a piece of its own; one that reads a single field stays as it is."""
        fields = fields_read(condition)
        if len(fields) == 1:
            return condition
        if condition not in self._names:
            name = self._free_name(owner)
            depth = 1 + max(self._depths.get(field, 0) for field in fields)
            self._names[condition], self.pieces[name], self._depths[name] = name, condition, depth
            self.regions = replace(self.regions, values={**self.regions.values, name: ("yes", "no")})
        return Among(self._names[condition], YES)

    def _free_name(self, owner: str) -> str:
        """A name that the engine can tell from all others."""
        number = 1
        while (taken := fnv1a_32(name := f"{owner}__{number}")) in self._taken:
            number += 1
        self._taken.add(taken)
        return name

    def _combinations(self, conditions: Iterable[Condition]) -> int:
        fields: set[str] = set()
        for condition in conditions:
            fields.update(fields_read(condition))
        return prod(self.regions.size(name) + 1 for name in fields)
