"""What one cluster's rules settle in one region of their fields: all of it, so that children may share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import wording
from ..advisory import FindingOut, TraceOut
from ..cards import Finding
from ..clusters import Cluster, Rule
from ..conclusions import Conclusions, Values
from ..conditions import Atom, Value
from ..explain.gaps import Goal, goal_of_line, open_atoms
from ..explain.reasons import finding_matched, matched
from ..regions import Fact, Regions
from ..truth import Truth


@dataclass(frozen=True, eq=False)
class Fired:
    """A rule that fired: what it matched, by name; a quantity's own value is each child's, here it is None."""

    order: int
    rule: Rule
    matched: Mapping[str, Value | None]
    shared: TraceOut | None
    """Its entry in the trace where that is the same for every child of the region."""

    def values(self, observed: Values) -> dict[str, Value]:
        """What the rule matched for one child."""
        found = {name: observed[name] if value is None else value for name, value in self.matched.items()}
        return {name: value for name, value in found.items() if value is not None}

    def entry(self, observed: Values, withheld_by: tuple[str, ...]) -> TraceOut:
        """Its entry in the trace for one child."""
        if self.shared is not None and not withheld_by:
            return self.shared
        return _entry(self.rule, self.values(observed), withheld_by)


@dataclass(frozen=True, eq=False)
class Measured:
    """A finding that rests on a quantity, whose own value is each child's."""

    fired: Fired
    value: str

    def finding(self, observed: Values) -> FindingOut:
        """The finding for one child."""
        return _finding_out(self.fired.rule.id, self.value, self.fired.values(observed))


@dataclass(frozen=True, eq=False)
class Settled:
    """The findings and the truth of each card in one region; the rules that fired; what leaves the others open."""

    regions: Mapping[str, int]
    truths: Mapping[str, Truth]
    fired: tuple[Fired, ...]
    findings: Mapping[str, FindingOut | Measured | None]
    """As a reader sees them; None where one is unknown."""
    open: Mapping[Goal, tuple[Atom, ...]]


def settled(
    cluster: Cluster, fact: Fact, concluded: Conclusions, regions: Regions, order: Mapping[str, int]
) -> Settled:
    """From what an engine concluded for the cluster in this region."""
    values = {name: regions.representative(name, fact[name]) for name in cluster.fields}
    rules = {rule.id: rule for rule in cluster.rules}
    fired = {name: _fired(rules[name], values, regions, order[name]) for name in concluded.fired}
    return Settled(
        regions={name: regions.region(name, value) for name, value in concluded.values.items()},
        truths=concluded.truths,
        fired=tuple(fired.values()),
        findings={name: _finding(name, value, fired.get(name)) for name, value in concluded.values.items()},
        open={goal: atoms for rule in cluster.rules for goal, atoms in _open(rule, values)},
    )


def _fired(rule: Rule, values: Values, regions: Regions, order: int) -> Fired:
    found = finding_matched(rule, values) if isinstance(rule, Finding) else matched(rule.applies_when, values)
    told = {name: None if name in regions.cuts else value for name, value in found.items()}
    return Fired(order, rule, told, None if None in told.values() else _entry(rule, found, ()))


def _entry(rule: Rule, values: Mapping[str, Value], withheld_by: tuple[str, ...]) -> TraceOut:
    return TraceOut(rule=rule.id, version=rule.version, title=rule.title, matched=dict(values), withheld_by=withheld_by)


def _finding(name: str, value: Value | None, fired: Fired | None) -> FindingOut | Measured | None:
    if value is None or fired is None:
        return None
    if None in fired.matched.values():
        return Measured(fired, str(value))
    return _finding_out(name, str(value), fired.values({}))


def _finding_out(name: str, value: str, matched: Mapping[str, Value]) -> FindingOut:
    return FindingOut(id=name, value=value, rules=(name,), because=wording.because(matched))


def _open(rule: Rule, values: Values) -> Iterator[tuple[Goal, tuple[Atom, ...]]]:
    if isinstance(rule, Finding):
        for number, line in enumerate(rule.lines):
            yield goal_of_line(rule, number), open_atoms(line.when, values)
    else:
        yield rule.id, open_atoms(rule.applies_when, values)
