"""The whole rule set on durable-rules and on other engines: every answer compared first, then times.

``make bench-peers`` runs it in an environment of its own that has the peers. Every engine runs in a process of its own,
and the engines take turns, round by round. No engine meets a child twice.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from children import fresh
from engines import exported
from history import add, scaled
from machine import described, release_of, state
from report import publish, table
from rule_runs import BATCHES, FIRST_SIGHT, NAMES, ONE_QUERY, RAW, TABLES, Batch, facts, values_of
from sample import HEADING, Sample, drift, pooled

from crdecide import Ruleset, load_ruleset
from crdecide.evaluation.semantics import evaluate

RULES = Path(__file__).parents[1] / "rules"
ROUNDS, COMPARED, TIMED = 3, 2_000, 1_000
"""Rounds; children compared; children timed in a round."""
OTHERS, FEW = 5_000, 20
"""Children before those that are timed: where tables are to be filled, and where an engine only has to be ready."""
MOST_DRIFT, TRIES = 2.0, 5
"""Where the last tenth of the children takes this many times the first, or the first the last, no figure is given."""
PACKAGES = {"json-logic": "panzi-json-logic", "cel (C++)": "cel-expr-python", "regorus": "opa-eval"}
WITHOUT = {"hand-written Python": "", RAW: "durable-rules", FIRST_SIGHT: "durable-rules", TABLES: "durable-rules"}
SLOW = {ONE_QUERY: 20}
"""Engines that get fewer children a round: a query of this length is planned anew for each."""
GROWTH = {1: 1_000, 10: 300, 100: 30}
"""Children timed, by how many times the cards are there."""
FILLING = 500
"""Children that fill the tables before these."""


def asked(plan: Mapping[str, object]) -> dict[str, Any]:
    """What a process for one engine tells."""
    program = Path(__file__).with_name("one_engine.py")
    run = subprocess.run([sys.executable, program], input=pickle.dumps(plan), capture_output=True)
    if run.returncode != 0:
        sys.exit(f"{plan['name']}: {run.stderr.decode(errors='replace')}")
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def distinct(ruleset: Ruleset, number: int, seed: int) -> list[dict[str, int]]:
    """Facts of children, no two alike."""
    seen: dict[tuple[int, ...], dict[str, int]] = {}
    while len(seen) < number:
        for fact in facts(ruleset, fresh(number - len(seen), seed)):
            seen.setdefault(tuple(fact.values()), fact)
        seed += 1
    return list(seen.values())


def compare(ruleset: Ruleset, children: Batch) -> None:
    """Every engine on every child against the specification.

    Raises:
        SystemExit: an engine says something else; nothing is timed.
    """
    expected = [set(evaluate(ruleset, values_of(fact, ruleset)).fired) for fact in children]
    for name in NAMES:
        differ = asked({"name": name, "children": children, "expected": expected})["disagreements"]
        if differ:
            sys.exit(f"{name} disagrees with the specification on {differ} of {len(children)} children")
    print(f"{len(children):,} children on {len(NAMES)} engines: every answer alike", flush=True)


def others_for(name: str, others: Batch) -> Batch:
    """The children that an engine has met before those that are timed."""
    if name == FIRST_SIGHT:
        return others[:0]
    return others if name == TABLES else others[:FEW]


def steady(name: str, plan: Mapping[str, object]) -> Sample:
    """What each child takes, of an engine that grows neither slower nor faster while it is timed.

    It is tried five times at most: what comes from outside does not come back each time, an engine's own drift does.

    Raises:
        SystemExit: the first and the last tenth of the children differ by more than `MOST_DRIFT` each time.
    """
    factors = []
    for _ in range(TRIES):
        told = asked({"name": name, **plan})
        sample, factor = Sample(told["times"], told["memory"]), drift(told["times"])
        # Tables that are empty at first get faster while they fill.
        if name == FIRST_SIGHT or 1 / MOST_DRIFT < factor < MOST_DRIFT:
            return sample
        factors.append(f"{factor:.1f}")
    sys.exit(f"{name}: the last tenth of the children took {', '.join(factors)} times the first: no figure is given")


def measured(others: Batch, children: Batch) -> dict[str, Sample]:
    """Microseconds a child, all rounds together."""
    runs: dict[str, list[Sample]] = {name: [] for name in NAMES}
    size = len(children) // ROUNDS
    for number in range(ROUNDS):
        part = children[number * size : (number + 1) * size]
        for name in NAMES:
            plan = {"others": others_for(name, others), "children": part[: SLOW.get(name, size)]}
            runs[name].append(steady(name, plan))
    return {name: pooled(samples) for name, samples in runs.items()}


def growth(others: Batch, children: Batch) -> dict[tuple[str, int], Sample]:
    """How the time of a child grows with the number of cards; the tables filled by as many children each."""
    found = {}
    for name in (TABLES, RAW):
        for copies, number in GROWTH.items():
            before = others[: scaled(FILLING)] if name == TABLES else others[:FEW]
            told = asked({"name": name, "copies": copies, "others": before, "children": children[: scaled(number)]})
            found[name, copies] = Sample(told["times"], told["memory"])
    return found


def releases() -> Iterable[tuple[str, str]]:
    """The version of each engine."""
    for name in NAMES:
        package = "duckdb" if name in BATCHES else WITHOUT.get(name, PACKAGES.get(name, name))
        yield name, f"{package} {release_of(package)}" if package else "as CPython"


def lines_of(figures: Mapping[str, Sample]) -> list[str]:
    """The engines, the fastest first, each next to durable-rules as it comes."""
    raw, of = figures[RAW].mean, dict(releases())
    rows = [
        [name, of[name], f"{len(sample.times):,}", *sample.cells(), f"{sample.mean / raw:.2f}"]
        for name, sample in sorted(figures.items(), key=lambda one: one[1].mean)
    ]
    return table(["µs of CPU time a child", "version", "times", *HEADING, "to durable-rules, raw"], rows, 2)


def growth_lines(figures: Mapping[tuple[str, int], Sample]) -> list[str]:
    """Each next to the rules as they are."""
    rows = [
        [name, f"{copies}×", f"{len(sample.times):,}", *sample.cells(), f"{sample.mean / figures[name, 1].mean:.1f}"]
        for (name, copies), sample in figures.items()
    ]
    return table(["µs of CPU time a child", "cards", "times", *HEADING, "to the cards as they are"], rows, 1)


def said_of(ruleset: Ruleset, compared: int, others: int, timed: int) -> list[str]:
    """What was asked of the engines."""
    terms = sum(map(len, exported(ruleset)))
    return [
        f"{len(ruleset.findings)} findings and {len(ruleset.cards)} cards in {terms} terms. {compared:,} children",
        f"compared on every engine, then {timed:,} others timed in {ROUNDS} rounds, each child once. Tables that were",
        f"filled by others have met {others:,} before, empty ones none. SQL for many children at once is timed by",
        f"query. Tables that grow have met {scaled(FILLING):,} before. Memory is that of the whole process.",
    ]


def ratios_of(figures: Mapping[str, Sample], growing: Mapping[tuple[str, int], Sample]) -> dict[str, float]:
    """What the history keeps."""
    raw = figures[RAW].mean
    ratios = {f"{name}, to {RAW}": figures[name].mean / raw for name in (TABLES, FIRST_SIGHT)}
    ratios[f"{RAW}, to hand-written Python"] = raw / figures["hand-written Python"].mean
    for (name, copies), sample in growing.items():
        if copies > 1:
            ratios[f"{name}, {copies}× the cards, to as they are"] = sample.mean / growing[name, 1].mean
    return ratios


def main() -> None:
    """Compare, measure, write."""
    at_the_start, ruleset = state(), load_ruleset(RULES)
    compared, others, timed = scaled(COMPARED), scaled(OTHERS), ROUNDS * scaled(TIMED)
    children = distinct(ruleset, compared + others + timed, seed=1)
    compare(ruleset, children[:compared])
    before, asked_for = children[compared : compared + others], children[compared + others :]
    figures = measured(before, asked_for)
    growing = growth(before, asked_for)
    said = said_of(ruleset, compared, others, timed)
    lines = [described(at_the_start, ["duckdb"]), "", *said, "", *lines_of(figures), "", *growth_lines(growing)]
    publish("engines", lines)
    add("bench-peers", ratios_of(figures, growing))


if __name__ == "__main__":
    main()
