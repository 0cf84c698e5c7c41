"""Every engine with the rule set in it, each a function from a batch of children to what fires for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from engines import PEERS, Fact, Layer, exported
from sql_rules import in_duckdb

from crdecide import Patient, Ruleset
from crdecide.evaluation.decision_tables import DecisionTables
from crdecide.evaluation.durable import DurableEngine, engine_for
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Conclusions, Values
from crdecide.language.partition import regions_of

Batch = Sequence[Fact]
Run = Callable[[Batch], list[set[str]]]
RAW, FIRST_SIGHT, TABLES = (
    "durable-rules, raw",
    "tables (crdecide), empty at first",
    "tables (crdecide), filled by others",
)
SQL_BATCH = 1_000
ONE_QUERY = "SQL in DuckDB, one child a query"
BATCHES = {f"SQL in DuckDB, {SQL_BATCH:,} children a query": SQL_BATCH, ONE_QUERY: 1}
"""How many children an engine gets at once; all others get one."""
NAMES = (RAW, FIRST_SIGHT, TABLES, *PEERS, *BATCHES)


def facts(ruleset: Ruleset, children: Iterable[object]) -> list[dict[str, int]]:
    """The regions of the inputs of children."""
    regions = regions_of(ruleset)
    return [dict(regions.fact(observe(Patient.model_validate(child), ruleset))) for child in children]


def run_of(name: str, ruleset: Ruleset) -> Run:
    """An engine by its name."""
    if name in BATCHES:
        return in_duckdb(exported(ruleset), ruleset)
    if name == RAW:
        return _concluding(DurableEngine(ruleset).conclude, ruleset)
    if name in (FIRST_SIGHT, TABLES):
        return _concluding(DecisionTables(ruleset, engine_for(ruleset).settle).conclude, ruleset)
    return _on_peer([PEERS[name](terms) for terms in exported(ruleset)], ruleset)


def multiplied(ruleset: Ruleset, times: int) -> Ruleset:
    """The rule set with each card as many times, under names of their own, so that as many rules have to be proved."""
    copies = [
        card.model_copy(update={"id": f"{card.id}_{number}", "withheld_by": ()})
        for number in range(1, times)
        for card in ruleset.cards
    ]
    return replace(ruleset, cards=(*ruleset.cards, *copies))


def values_of(fact: Fact, ruleset: Ruleset) -> Values:
    """Values that fall in these regions."""
    regions = regions_of(ruleset)
    return {name: regions.representative(name, region) for name, region in fact.items()}


def _concluding(conclude: Callable[[Values], Conclusions], ruleset: Ruleset) -> Run:
    return lambda batch: [set(conclude(values_of(fact, ruleset)).fired) for fact in batch]


def _on_peer(layers: Iterable[Layer], ruleset: Ruleset) -> Run:
    """All layers of a peer, each finding added to the facts of the next."""
    regions, staged = regions_of(ruleset), list(zip(layers, (*ruleset.strata, ()), strict=True))

    def of_one(fact: Mapping[str, int]) -> set[str]:
        known, fired = dict(fact), set[str]()
        for layer, findings in staged:
            proved = set(layer(known))
            for finding in findings:
                lines = enumerate(finding.lines)
                value = next((line.value for n, line in lines if f"{finding.id}={n}" in proved), None)
                known[finding.id] = regions.region(finding.id, value)
                fired |= {finding.id} if value is not None else set()
            fired |= proved if not findings else set()
        return fired

    return lambda batch: [of_one(fact) for fact in batch]
