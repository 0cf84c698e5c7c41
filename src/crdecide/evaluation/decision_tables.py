"""The decision tables of a rule set: the engine's memory. Each row is asked of it once, when first needed.

A row holds what one cluster's rules conclude for one combination of the regions of the fields that they read. It is
exact for every child there, and says nothing of a child's own values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from crdecide.language.partition import Fact, Read, read_back, reader_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import split
from crdecide.language.truth import Truth

from .clusters import Cluster, clusters_of
from .semantics import Conclusions, Values

SettleCluster = Callable[[int, Fact], Conclusions]
"""An engine: what a cluster, by its number, concludes for the regions of its fields."""
Pairs = tuple[tuple[str, Any], ...]
MOST_ROWS = 65_536
"""Rows kept of one table; the least recently used make room. No table of our rules is as large."""


class Row(NamedTuple):
    """What the rules of one cluster conclude in one combination of regions."""

    regions: Mapping[str, int]
    """The region of each finding's and piece's value, which later clusters read."""
    values: Values
    truths: Mapping[str, Truth]
    fired: tuple[int, ...]
    """The rules that fired, by their place in the rule set."""


class DecisionTables:
    """The tables of one rule set on one engine; safe to share between threads. `kept` 0 asks the engine each time."""

    def __init__(self, ruleset: Ruleset, settle: SettleCluster, kept: int = MOST_ROWS) -> None:
        rules = split(ruleset)
        self._settle, self._regions, self._pieces = settle, rules.regions, rules.pieces
        self._tables = [self._table(number, cluster, kept) for number, cluster in enumerate(clusters_of(ruleset))]
        # Many rows of a table say the same, and then they are one object.
        self._alike = lru_cache(maxsize=MOST_ROWS)(_row_of)
        self._names = [rule.id for rule in ruleset.rules]
        self._order = {name: place for place, name in enumerate(self._names)}

    def conclude(self, observations: Values, place: Fact | None = None) -> Conclusions:
        """Every finding, and the truth of every card, for one child; `place` has the regions, where they are known.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        fact = self._regions.fact(observations) if place is None else dict(place)
        values, truths, fired = dict(observations), dict[str, Truth](), list[int]()
        # Tables come in an order in which each finds the findings that it reads already in the fact.
        for place_of, row_at in self._tables:
            regions, derived, judged, places = row_at(place_of(fact))
            if regions:
                fact.update(regions)
                values.update(derived)
            if judged:
                truths.update(judged)
            fired += places
        fired.sort()
        return Conclusions(values, truths, tuple([self._names[place] for place in fired]))

    def _table(self, number: int, cluster: Cluster, kept: int) -> tuple[Callable[[Fact], Any], Callable[[Any], Row]]:
        """How to find the place of a child in a cluster's table, and the table."""

        def row_at(place: Read) -> Row:
            return self._row(self._settle(number, read_back(cluster.fields, place)))

        return reader_of(cluster.fields), lru_cache(maxsize=kept)(row_at) if cluster.is_tabulated else row_at

    def _row(self, concluded: Conclusions) -> Row:
        """What is concluded, less the pieces of conditions, which only later clusters read."""
        values = {name: value for name, value in concluded.values.items() if name not in self._pieces}
        fired = tuple(self._order[name] for name in concluded.fired if name not in self._pieces)
        regions = self._regions.fact(concluded.values)
        return self._alike(tuple(regions.items()), tuple(values.items()), tuple(concluded.truths.items()), fired)


def _row_of(regions: Pairs, values: Pairs, truths: Pairs, fired: tuple[int, ...]) -> Row:
    return Row(dict(regions), dict(values), dict(truths), fired)
