"""The engines agree with the specification, in whatever order rules and facts come."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, product
from operator import ne

from crdecide.evaluation.clusters import Cluster, clusters_of
from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.semantics import settle
from crdecide.language.partition import Fact, Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import split

from ..differential import first_difference
from .counterexample import Counterexample, first_of
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
            # An engine that depended on the order of the fields would agree by luck where they always come alike.
            mixed = dict(rng.sample(list(fact.items()), len(fact)))
            values = {name: regions.representative(name, region) for name, region in fact.items()}
            expected = settle(cluster.derived, cluster.judged, values)
            conclusions = engine(number, mixed)
            if conclusions != expected:
                yield first_difference(expected, conclusions), fact


def _engines_agree(subject: Subject) -> Outcome:
    orders = [subject.ruleset, *(shuffled(subject.ruleset, seed) for seed in range(SHUFFLES))]
    rows = 0
    for rules in orders:
        rows += sum(cluster.rows for cluster in clusters_of(rules))
    counterexample = first_of(chain(_disagreeing_regions(subject, orders), _disagreeing_advisories(subject)))
    return Outcome(rows, "regions of the rules' clusters", counterexample)


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
    counterexample = first_of(_otherwise(subject, shuffled(subject.ruleset, seed)) for seed in range(SHUFFLES))
    functions = 1 + len(subject.outcomes.options) + len(subject.outcomes.alerts) + len(subject.rules.cards)
    return Outcome(SHUFFLES * functions, "functions of what is known", counterexample)


def _otherwise(subject: Subject, mixed: Ruleset) -> Counterexample | None:
    """A child of whom the rules in another order say something else."""
    # The two share their diagrams, in which equal functions are one node: only where it is another can they differ.
    functions = _functions(subject)
    for name, node in _functions(Subject(mixed, beside=subject)).items():
        if node != functions[name]:
            unlike = subject.node(ne, [node, functions[name]])
            if counterexample := subject.violation(unlike, f"{name} depends on the order of the rules"):
                return counterexample
    return None


def _functions(subject: Subject) -> Mapping[str, int]:
    functions: dict[str, int] = {"the scope": subject.outcomes.scope, **subject.rules.effective}
    functions |= subject.outcomes.alerts
    for name, node in subject.outcomes.options.items():
        functions[name] = node
    return functions


ENGINES_AGREE = Property(
    name="engines_agree",
    claims="durable-rules settles every region of every rule's fields as the specification does, in any order of rules",
    shown="all regions of each cluster",
    reason="the specification is what clinicians review; the engine is what answers",
    not_proved="that the C library is free of faults on other machines, or outside the use made of it here",
    check=_engines_agree,
)
ORDER_FREE = Property(
    name="order_free",
    claims="the order of the rule files alters no scope, stance, alert or condition for any child",
    shown="all states; shuffles of the files",
    reason="no file name may decide what is said of a child",
    not_proved="that the order in which things are told is the best one for a reader",
    check=_order_free,
)
