"""The engines agree with the specification, in whatever order rules and facts come."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, product

from crdecide.evaluation.clusters import Cluster, clusters_of
from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.semantics import settle
from crdecide.language.partition import Fact, Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import split

from ..differential import first_difference
from .counterexample import Counterexample
from .property import Outcome, Property
from .subject import Subject

SHUFFLES = 3
"""In how many other orders the rules are tried; fixed seeds."""


def shuffled(ruleset: Ruleset, seed: int) -> Ruleset:
    """The same rules in another order; a finding still comes after those it reads."""
    rng = random.Random(seed)
    strata = tuple(tuple(rng.sample(layer, len(layer))) for layer in ruleset.strata)
    return replace(ruleset, strata=strata, cards=tuple(rng.sample(ruleset.cards, len(ruleset.cards))))


def every_region(cluster: Cluster, regions: Regions) -> Iterator[Fact]:
    """Every combination of regions, unknown included, of the fields that the cluster's rules read."""
    for choice in product(*(range(regions.size(name) + 1) for name in cluster.fields)):
        yield dict(zip(cluster.fields, choice, strict=True))


def disagreements(ruleset: Ruleset, engine: SettleCluster) -> Iterator[tuple[str, Fact]]:
    """Every rule that an engine settles otherwise than the specification, with the regions of its fields.

    Exhaustive: every region of every cluster. The fields of each fact come in a random order.
    """
    regions, rng = split(ruleset).regions, random.Random(0)
    for number, cluster in enumerate(clusters_of(ruleset)):
        for fact in every_region(cluster, regions):
            mixed = dict(rng.sample(list(fact.items()), len(fact)))
            values = {name: regions.representative(name, region) for name, region in fact.items()}
            expected = settle(cluster.derived, cluster.judged, values)
            found = engine(number, mixed)
            if found != expected:
                yield first_difference(expected, found), fact


def _engines_agree(subject: Subject) -> Outcome:
    orders = [subject.ruleset, *(shuffled(subject.ruleset, seed) for seed in range(SHUFFLES))]
    rows = sum(cluster.rows for rules in orders for cluster in clusters_of(rules))
    found = chain(_disagreeing_regions(subject, orders), _disagreeing_advisories(subject))
    return Outcome(rows, "regions of the rules' clusters", next(found, None))


def _disagreeing_regions(subject: Subject, orders: list[Ruleset]) -> Iterator[Counterexample]:
    for rules in orders:
        for rule, fact in disagreements(rules, engine_for(rules).settle):
            yield counterexample(subject, rule, fact)
            return


def counterexample(subject: Subject, rule: str, fact: Fact) -> Counterexample:
    """A smallest child in these regions."""
    nodes = [subject.rules.region(name) for name in fact]
    there = subject.node(lambda *regions: regions == tuple(fact.values()), nodes)
    what = f"the engines differ on {rule}"
    return subject.violation(there, what) or Counterexample(f"{what}, in regions that no child is in: {fact}")


def _disagreeing_advisories(subject: Subject) -> Iterator[Counterexample]:
    for child, advisory in subject.advisories:
        if list(subject.advised(child, "reference")) != [advisory]:
            yield Counterexample("the engines give different advisories", (child,))


def _order_free(subject: Subject) -> Outcome:
    found = (_otherwise(subject, Subject(shuffled(subject.ruleset, seed), beside=subject)) for seed in range(SHUFFLES))
    functions = 1 + len(subject.says.options) + len(subject.says.alerts) + len(subject.rules.cards)
    return Outcome(SHUFFLES * functions, "functions of what is known", next(filter(None, found), None))


def _otherwise(subject: Subject, mixed: Subject) -> Counterexample | None:
    """Where a function is another node, it differs for some child."""
    pairs = _functions(subject)
    for name, node in _functions(mixed).items():
        if node != pairs[name]:
            unlike = subject.node(lambda one, other: one != other, [node, pairs[name]])
            if wrong := subject.violation(unlike, f"{name} depends on the order of the rules"):
                return wrong
    return None


def _functions(subject: Subject) -> Mapping[str, int]:
    said: dict[str, int] = {"the scope": subject.says.scope, **subject.rules.effective, **subject.says.alerts}
    return said | {str(name): node for name, node in subject.says.options.items()}


ENGINES_AGREE = Property(
    name="engines_agree",
    claims="durable-rules settles every region of every rule's fields as the specification does, in any order of rules",
    reason="the specification is what clinicians review; the engine is what answers",
    not_proved="that the C library is free of faults on other machines, or outside the use made of it here",
    check=_engines_agree,
)
ORDER_FREE = Property(
    name="order_free",
    claims="the order of the rule files alters no scope, stance, alert or condition for any child",
    reason="no file name may decide what is said of a child",
    not_proved="that the order in which things are told is the best one for a reader",
    check=_order_free,
)
