"""durable-rules and the evaluator give the same conclusions, on every region and on random children."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from support.children import random_children

from crdecide import Patient, Ruleset
from crdecide.clusters import Cluster, clusters_of
from crdecide.engine import engine_for
from crdecide.evaluate import evaluate, settle
from crdecide.observe import observe
from crdecide.regions import Regions, regions_of


def every_region(cluster: Cluster, regions: Regions) -> Iterator[dict[str, int]]:
    """Every combination of regions, unknown included, of the fields that the cluster reads."""
    for choice in product(*(range(regions.size(name) + 1) for name in cluster.fields)):
        yield dict(zip(cluster.fields, choice, strict=True))


def test_every_rule_stands_in_one_cluster(ruleset: Ruleset) -> None:
    clustered = [rule.id for cluster in clusters_of(ruleset) for rule in cluster.rules]
    assert sorted(clustered) == sorted(rule.id for rule in (*ruleset.findings, *ruleset.cards))


def test_both_agree_on_every_region_of_every_cluster(ruleset: Ruleset) -> None:
    engine, regions, checked = engine_for(ruleset), regions_of(ruleset), 0
    for number, cluster in enumerate(clusters_of(ruleset)):
        for fact in every_region(cluster, regions):
            values = {name: regions.representative(name, region) for name, region in fact.items()}
            assert engine.settle(number, fact) == settle(cluster.findings, cluster.cards, values), fact
            checked += 1
    assert checked == sum(cluster.rows for cluster in clusters_of(ruleset))


def test_both_agree_on_20_000_random_children(ruleset: Ruleset) -> None:
    engine = engine_for(ruleset)
    seen: set[tuple[str, ...]] = set()
    for child in random_children(20_000, seed=2021):
        observations = observe(Patient.model_validate(child), ruleset)
        expected = evaluate(ruleset, observations)
        assert engine.conclude(observations) == expected, child
        seen.add(expected.fired)
    assert len(seen) > 1000, "the children differ enough to mean something"


def test_both_agree_whatever_the_order_of_the_cards(ruleset: Ruleset) -> None:
    shuffled_cards = random.Random(7).sample(ruleset.cards, len(ruleset.cards))
    shuffled = replace(ruleset, cards=tuple(shuffled_cards))
    for child in random_children(500, seed=7):
        observations = observe(Patient.model_validate(child), ruleset)
        answer, other = engine_for(ruleset).conclude(observations), engine_for(shuffled).conclude(observations)
        assert (answer.values, answer.truths) == (other.values, other.truths)


def test_the_comparison_would_see_a_wrong_engine(ruleset: Ruleset) -> None:
    cards = list(ruleset.cards)
    position = next(index for index, card in enumerate(cards) if card.id == "surgery_high_risk")
    low: Any = next(card for card in cards if card.id == "surgery_low_or_moderate_risk")
    cards[position] = cards[position].model_copy(update={"applies_when": low.applies_when})
    wrong = engine_for(replace(ruleset, cards=tuple(cards)))
    children = random_children(300, seed=1)
    observed = [observe(Patient.model_validate(child), ruleset) for child in children]
    assert any(wrong.conclude(values).truths != evaluate(ruleset, values).truths for values in observed)
