"""The rules in clusters: of one layer, and reading few enough fields that every region of these can be answered.

Whether a rule holds depends on the fields it reads and on nothing else, and each field has finitely many
regions. So a cluster has a finite table: one row for each combination of regions, unknown included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from crdecide.errors import Problem
from crdecide.language.conditions import fields_read
from crdecide.language.partition import Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import Derivation, EngineRule, Judgement, Layer, split

MOST_SHARING = 4_096
"""Rules that share a field are put together as long as their table has no more rows than this."""
MOST_OTHERS = 256
"""Rules that share none, to save look-ups."""
MOST_TABULATED = 65_536
"""A single rule with more rows than this is answered directly each time."""


@dataclass(frozen=True)
class Cluster:
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
    return tuple(cluster for layer in rules.layers for cluster in _clustered(layer, rules.regions))


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


def _clustered(layer: Layer, regions: Regions) -> list[Cluster]:
    """The largest rules first; each goes where it adds the fewest rows."""
    order = {rule.id: place for place, rule in enumerate(layer)}
    clusters: list[dict[str, EngineRule]] = []
    read: list[dict[str, None]] = []
    by_rows = sorted(layer, key=lambda rule: -_rows(_fields(rule), regions))
    for rule in by_rows:
        place = _best_place(_fields(rule), read, regions)
        if place is None:
            clusters.append({})
            read.append({})
            place = len(clusters) - 1
        clusters[place][rule.id] = rule
        read[place].update(_fields(rule))
    ordered = [tuple(sorted(rules.values(), key=lambda rule: order[rule.id])) for rules in clusters]
    found = [Cluster(rules, tuple(f), _rows(f, regions)) for rules, f in zip(ordered, read, strict=True)]
    return sorted(found, key=lambda cluster: order[cluster.rules[0].id])


def _best_place(fields: Mapping[str, None], read: list[dict[str, None]], regions: Regions) -> int | None:
    """The cluster that would grow least, among those that may grow so far; None where there is none."""
    best: tuple[float, int] | None = None
    for place, known in enumerate(read):
        before, after = _rows(known, regions), _rows({**known, **fields}, regions)
        most = MOST_SHARING if any(name in known for name in fields) else MOST_OTHERS
        if after <= max(most, before) and (best is None or after / before < best[0]):
            best = (after / before, place)
    return best[1] if best else None


def _fields(rule: EngineRule) -> dict[str, None]:
    return dict.fromkeys(name for condition in rule.conditions for name in fields_read(condition))


def _rows(fields: Iterable[str], regions: Regions) -> int:
    return prod(regions.size(name) + 1 for name in fields)
