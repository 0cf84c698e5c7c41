"""A child through the tables of all clusters: each answered by the engine once for each region that is met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from ..clusters import Cluster, clusters_of
from ..conclusions import Conclusions, Values
from ..conditions import Atom
from ..explain.gaps import Goal
from ..observe import observe
from ..patient import Patient
from ..regions import Fact, regions_of
from ..ruleset import Ruleset
from ..truth import Truth
from .settled import Settled, settled

Settle = Callable[[int, Fact], Conclusions]
"""An engine: what a cluster, by its number, concludes for the regions of its fields."""


@dataclass(frozen=True)
class Child:
    """One child with what the rules settle: observations, the region of every field, one answer a cluster."""

    patient: Patient
    values: Values
    fact: Fact
    answers: tuple[Settled, ...]
    cluster_of: Mapping[str, int]
    """The cluster of each card and of each line of a finding."""

    def truth(self, card: str) -> Truth:
        """The truth of a card's condition."""
        return self.answers[self.cluster_of[card]].truths[card]

    def open(self, goal: Goal) -> tuple[Atom, ...]:
        """What leaves a card, or a line of a finding, undecided."""
        return self.answers[self.cluster_of[goal]].open[goal]


class Tables:
    """The tables of one rule set, filled as regions are met: thread-safe, and no larger than the clusters allow."""

    def __init__(self, ruleset: Ruleset, settle: Settle, kept: int) -> None:
        self.ruleset, self.clusters, self._settle = ruleset, clusters_of(ruleset), settle
        self._regions = regions_of(ruleset)
        rules = (*ruleset.findings, *ruleset.cards)
        self._order = {rule.id: place for place, rule in enumerate(rules)}
        self._tables = [self._table(number, cluster, kept) for number, cluster in enumerate(self.clusters)]
        self.cluster_of = self._goals()

    def child(self, patient: Patient) -> Child:
        """A child with the answer of every cluster.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        values = observe(patient, self.ruleset)
        fact = self._regions.fact(values)
        return Child(patient, values, fact, self.answers(fact), self.cluster_of)

    def answers(self, fact: dict[str, int]) -> tuple[Settled, ...]:
        """What every cluster settles for the regions of the inputs; those of the findings are added to them."""
        answers = []
        for place, table in self._tables:
            answer = table(place(fact))
            fact.update(answer.regions)
            answers.append(answer)
        return tuple(answers)

    def _table(self, number: int, cluster: Cluster, kept: int) -> tuple[Callable[[Any], Any], Callable[[Any], Settled]]:
        """How to find the place of a child in a cluster's table, and the table."""
        answer = partial(self._answer, number, cluster)
        return itemgetter(*cluster.fields), lru_cache(maxsize=kept)(answer) if cluster.is_tabulated else answer

    def _answer(self, number: int, cluster: Cluster, place: int | tuple[int, ...]) -> Settled:
        places = (place,) if isinstance(place, int) else place
        fact = dict(zip(cluster.fields, places, strict=True))
        return settled(cluster, fact, self._settle(number, fact), self._regions, self._order)

    def _goals(self) -> Mapping[str, int]:
        cards = {card.id: number for number, cluster in enumerate(self.clusters) for card in cluster.cards}
        lines = {
            f"{finding.id}={line}": number
            for number, cluster in enumerate(self.clusters)
            for finding in cluster.findings
            for line in range(len(finding.lines))
        }
        return {**cards, **lines}
