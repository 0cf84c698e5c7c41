"""The rules in clusters: of one layer, and reading few enough fields that every region of these can be answered.

Whether a rule holds depends on the fields it reads and on nothing else, and each field has finitely many
regions. So a cluster has a finite table: one row for each combination of regions, unknown included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import inf, prod
from typing import NamedTuple

from crdecide.errors import Problem
from crdecide.language.conditions import fields_read
from crdecide.language.partition import Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import Derivation, EngineRule, Judgement, Layer, split

MOST_SHARING = 1_024
"""Rules that share a field are put together as long as their table has no more rows than this."""
MOST_OTHERS = 256
"""Rules that share none, to save look-ups."""
MOST_TABULATED = 65_536
"""A single rule with more rows than this is answered directly each time."""


class Cluster(NamedTuple):
    """Rules of one layer, the fields that they read between them, and how many rows their table has."""

    rules: tuple[EngineRule, ...]
    fields: tuple[str, ...]
    rows: int

    @property
    def derived(self) -> tuple[Derivation, ...]:
        """The findings, and the pieces of long conditions."""
        return tuple(rule for rule in self.rules if isinstance(rule, Derivation))

    @property
    def judged(self) -> tuple[Judgement, ...]:
        """The cards."""
        return tuple(rule for rule in self.rules if isinstance(rule, Judgement))

    @property
    def is_tabulated(self) -> bool:
        """Whether the table is small enough to be kept."""
        return self.rows <= MOST_TABULATED


@lru_cache(maxsize=8)
def clusters_of(ruleset: Ruleset) -> tuple[Cluster, ...]:
    """Every cluster: those of the findings layer by layer, then those of the cards."""
    rules = split(ruleset)
    clusters: list[Cluster] = []
    for layer in rules.layers:
        clusters += _clustered(layer, rules.regions)
    return tuple(clusters)


def too_large(ruleset: Ruleset) -> Iterator[Problem]:
    """The rules that are answered directly each time, with the reason: remarks, not faults."""
    for cluster in clusters_of(ruleset):
        if not cluster.is_tabulated:
            names = ", ".join(rule.id for rule in cluster.rules)
            message = (
                f"its {len(cluster.fields)} fields have {cluster.rows:,} combinations of regions, more than the "
                f"{MOST_TABULATED:,} that are kept in a table; it is answered directly for each child"
            )
            yield Problem(names, message)


@dataclass
class _Group:
    """A cluster in the making: its rules so far, the fields that they read, each once and in order, and its rows."""

    rules: list[EngineRule]
    fields: dict[str, None]
    rows: int


def _clustered(layer: Layer, regions: Regions) -> list[Cluster]:
    """The rules of one layer in clusters; each rule goes where it adds the fewest rows."""
    groups: list[_Group] = []
    # The largest first: a small rule finds a place in a large group, hardly ever a large rule in a small one.
    for rule in sorted(layer, key=lambda rule: -_rows(_fields(rule), regions)):
        fields = _fields(rule)
        group = _best_group(fields, groups, regions)
        if group is None:
            group = _Group([], {}, 1)
            groups.append(group)
        group.rules.append(rule)
        group.fields.update(fields)
        group.rows = _rows(group.fields, regions)
    # Rules fire, and are traced, in the order of the rule set, not in that of their size.
    order = {rule.id: place for place, rule in enumerate(layer)}
    clusters: list[Cluster] = []
    for group in groups:
        rules = sorted(group.rules, key=lambda rule: order[rule.id])
        clusters.append(Cluster(tuple(rules), tuple(group.fields), group.rows))
    return sorted(clusters, key=lambda cluster: order[cluster.rules[0].id])


def _best_group(fields: Mapping[str, None], groups: Iterable[_Group], regions: Regions) -> _Group | None:
    """The group that would grow least, among those that may grow so far; None where there is none."""
    best: _Group | None = None
    least = inf
    # Looked at for every rule and group, which of thousands of rules are millions: what can be known before is.
    regions_of = {name: regions.size(name) + 1 for name in fields}
    for group in groups:
        added = [size for name, size in regions_of.items() if name not in group.fields]
        growth = prod(added)
        most = MOST_SHARING if len(added) < len(fields) else MOST_OTHERS
        # A group that is over the limit already may take what does not make it larger.
        if group.rows * growth <= max(most, group.rows) and growth < least:
            best, least = group, growth
    return best


def _fields(rule: EngineRule) -> dict[str, None]:
    fields: dict[str, None] = {}
    for condition in rule.conditions:
        fields.update(dict.fromkeys(fields_read(condition)))
    return fields


def _rows(fields: Iterable[str], regions: Regions) -> int:
    """One for each combination of regions; unknown is a region more."""
    return prod(regions.size(name) + 1 for name in fields)
