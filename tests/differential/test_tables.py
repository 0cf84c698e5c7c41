"""Every row of every table, of one child and of a cohort, is what the specification says: all of them."""

from __future__ import annotations

import numpy as np

from crdecide import Ruleset
from crdecide.assurance.properties.engines_agree import every_region
from crdecide.cohort.array_tables import TRUTHS, ClusterTable
from crdecide.evaluation.clusters import clusters_of
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.semantics import settle
from crdecide.language.splitting import split


def test_every_row_of_one_childs_tables(ruleset: Ruleset) -> None:
    engine, regions, rows = engine_for(ruleset), split(ruleset).regions, 0
    for number, cluster in enumerate(clusters_of(ruleset)):
        for fact in every_region(cluster, regions):
            values = {name: regions.representative(name, region) for name, region in fact.items()}
            assert engine.settle(number, fact) == settle(cluster.derived, cluster.judged, values), fact
            rows += 1
    assert rows == sum(cluster.rows for cluster in clusters_of(ruleset))


def test_every_row_of_a_cohorts_tables(ruleset: Ruleset) -> None:
    engine, regions, rows = engine_for(ruleset), split(ruleset).regions, 0
    for number, cluster in enumerate(clusters_of(ruleset)):
        names = {rule.id for rule in cluster.rules}
        facts = list(every_region(cluster, regions))
        codes = {name: np.array([fact[name] for fact in facts], dtype=np.uint8) for name in cluster.fields}
        table = ClusterTable(number, cluster, ruleset, engine.settle, names)
        found = table.values(table.numbers(codes), names)
        for place, fact in enumerate(facts):
            values = {name: regions.representative(name, region) for name, region in fact.items()}
            expected = settle(cluster.derived, cluster.judged, values)
            assert {card.id: TRUTHS[found[card.id][place]] for card in cluster.judged} == expected.truths, fact
            concluded = {finding.id: int(found[finding.id][place]) for finding in cluster.derived}
            assert concluded == regions.fact(expected.values), fact
        rows += len(facts)
    assert rows == sum(cluster.rows for cluster in clusters_of(ruleset))
