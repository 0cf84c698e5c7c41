"""The whole rule set on durable-rules and on other engines: the same children, every answer compared, then times.

``make bench-peers`` installs the peers beside the project's own libraries, runs this and writes the table and the plot
of `benchmarks/README.md`. Every run has children that no engine has seen; times are medians of runs.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "tests")]

from engines import PEERS, Layer, exported
from support.children import random_children

from crdecide import Patient, Ruleset, advise, load_ruleset
from crdecide.evaluation.decision_tables import DecisionTables
from crdecide.evaluation.durable import DurableEngine, engine_for
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate
from crdecide.language.partition import regions_of

HERE = Path(__file__).parent
CHILDREN, RUNS, WARM = 10_000, 3, 20_000
START, END = "<!-- measured -->", "<!-- end -->"
Fact = dict[str, int]
Engine = Callable[[Fact], set[str]]
PACKAGES = {"json-logic": "panzi-json-logic", "cel (C++)": "cel-expr-python"}


def facts(ruleset: Ruleset, number: int, seed: int) -> list[Fact]:
    """The regions of the inputs of random children."""
    read = regions_of(ruleset).readers
    children = (Patient.model_validate(child) for child in random_children(number, seed))
    return [{name: read[name](value) for name, value in observe(child, ruleset).items()} for child in children]


def on_peer(layers: Iterable[Layer], ruleset: Ruleset) -> Engine:
    """All layers of a peer, each finding added to the facts of the next."""
    regions, staged = regions_of(ruleset), list(zip(layers, (*ruleset.strata, ()), strict=True))

    def run(fact: Fact) -> set[str]:
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

    return run


def engines(ruleset: Ruleset) -> dict[str, Engine]:
    """Every engine with the rule set in it."""
    regions, direct = regions_of(ruleset), DurableEngine(ruleset)
    tables = DecisionTables(ruleset, engine_for(ruleset).settle)

    def directly(fact: Fact) -> set[str]:
        return set(direct.conclude({name: regions.representative(name, region) for name, region in fact.items()}).fired)

    def by_tables(fact: Fact) -> set[str]:
        return set(tables.conclude({name: regions.representative(name, region) for name, region in fact.items()}).fired)

    layers = exported(ruleset)
    peers = {name: on_peer([make(terms) for terms in layers], ruleset) for name, make in PEERS.items()}
    return {"durable-rules, tables (crdecide)": by_tables, "durable-rules, raw": directly, **peers}


def seconds(engine: Engine, children: list[Fact]) -> float:
    """How long an engine takes for some children."""
    begun = time.perf_counter()
    for child in children:
        engine(child)
    return time.perf_counter() - begun


def compare(ruleset: Ruleset, found: dict[str, Engine]) -> None:
    """Every engine on every child against the specification."""
    regions = regions_of(ruleset)
    for child in facts(ruleset, CHILDREN, seed=1):
        values = {name: regions.representative(name, region) for name, region in child.items()}
        expected = set(evaluate(ruleset, values).fired)
        for name, engine in found.items():
            assert engine(child) == expected, f"{name} disagrees on {child}"


def measured(ruleset: Ruleset, found: dict[str, Engine]) -> dict[str, float]:
    """Microseconds a child, the median of runs; no run has children of another."""
    seconds(found["durable-rules, tables (crdecide)"], facts(ruleset, WARM, seed=2))
    runs = []
    for run in range(RUNS):
        children = facts(ruleset, CHILDREN, seed=100 + run)
        runs.append({name: 1e6 * seconds(engine, children) / CHILDREN for name, engine in found.items()})
    return {name: statistics.median(figures[name] for figures in runs) for name in found}


def growth(ruleset: Ruleset) -> list[tuple[str, list[float]]]:
    """How the time of one child grows with rules, and with what a record holds."""
    rows: list[tuple[str, list[float]]] = []
    by_rules: dict[str, list[float]] = {"durable-rules, tables (crdecide)": [], "durable-rules, raw": []}
    for times in (1, 10, 100):
        copies = [c.model_copy(update={"id": f"{c.id}_{n}"}) for n in range(1, times) for c in ruleset.cards]
        many = replace(
            ruleset, cards=(*ruleset.cards, *(copy.model_copy(update={"withheld_by": ()}) for copy in copies))
        )
        tables, direct = DecisionTables(many, engine_for(many).settle), DurableEngine(many)
        some = facts(ruleset, 300 // times + 10, seed=5)
        regions = regions_of(ruleset)

        def through(facts: list[Fact]) -> list[dict[str, object]]:
            return [{name: regions.representative(name, r) for name, r in fact.items()} for fact in facts]  # noqa: B023

        for values in through(facts(ruleset, 3_000 // times, seed=6)):
            tables.conclude(values)
        asked = through(some)
        begun = time.perf_counter()
        for values in asked:
            tables.conclude(values)
        by_rules["durable-rules, tables (crdecide)"].append(1e6 * (time.perf_counter() - begun) / len(asked))
        observed = asked[:10]
        begun = time.perf_counter()
        for values in observed:
            direct.conclude(values)
        by_rules["durable-rules, raw"].append(1e6 * (time.perf_counter() - begun) / len(observed))
    rows += [(f"rules (1×, 10×, 100×): {name}", figures) for name, figures in by_rules.items()]
    sizes = [[{"on_age_days": day, "largest_mm": 9.5} for day in range(n)] for n in (1, 10, 100)]
    children = [
        {"age_days": 400, "tumours": {"count": 3, "measurements": of}, "tsc": {"status": "definite"}} for of in sizes
    ]
    for name, work in (
        ("Patient.model_validate", Patient.model_validate),
        ("advise", lambda c: advise(c, ruleset=ruleset)),
    ):
        figures = [statistics.median(timed(work, child) for _ in range(200)) for child in children]
        rows.append((f"measurements of tumours (1, 10, 100): {name}", figures))
    for number in (100, 1_000, 10_000):
        fresh = random_children(number, seed=7_000 + number)
        begun = time.perf_counter()
        for child in fresh:
            advise(child, ruleset=ruleset)
        figure = 1e6 * (time.perf_counter() - begun) / number
        rows.append((f"patients, one after the other ({number:,}): advise, each", [figure]))
    return rows


def timed(work: Callable[..., object], child: object) -> float:
    """Microseconds for one child."""
    begun = time.perf_counter()
    work(child)
    return 1e6 * (time.perf_counter() - begun)


def table(figures: dict[str, float]) -> list[str]:
    """The engines, the fastest first, each next to durable-rules as it comes."""
    lines = [
        "| engine | version | µs a child | children a second | times durable-rules, raw |",
        "|---|---|---:|---:|---:|",
    ]
    raw = figures["durable-rules, raw"]
    for name, figure in sorted(figures.items(), key=lambda one: one[1]):
        package = "durable-rules" if "durable" in name else PACKAGES.get(name, name)
        release = platform.python_version() if "Python" in name else version(package)
        lines.append(f"| {name} | {release} | {figure:,.1f} | {1e6 / figure:,.0f} | {figure / raw:.2f} |")
    return lines


def plot(figures: dict[str, float], path: Path) -> None:
    """A bar for each engine, on a logarithmic scale."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "crdecide"
    from matplotlib import pyplot

    names = sorted(figures, key=figures.__getitem__, reverse=True)
    figure, axes = pyplot.subplots(figsize=(8, 3.2), layout="constrained")
    bars = axes.barh(names, [figures[name] for name in names], color="#4878a8")
    axes.bar_label(bars, fmt="{:,.0f}", padding=3)
    axes.set_xscale("log")
    axes.set_xlabel("microseconds a child")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Compare, measure, write."""
    ruleset = load_ruleset(HERE.parent / "rules")
    found = engines(ruleset)
    compare(ruleset, found)
    print(f"{CHILDREN:,} children on {len(found)} engines: every answer alike", flush=True)
    figures = measured(ruleset, found)
    terms = sum(map(len, exported(ruleset)))
    lines = [
        f"{len(ruleset.findings)} findings and {len(ruleset.cards)} cards, {terms} terms; {CHILDREN:,} random children",
        f"with unknowns, all answers alike; medians of {RUNS} runs. CPython {platform.python_version()},",
        f"{platform.machine()}, one thread of a shared machine.",
        "",
        *table(figures),
        "",
        "![microseconds a child](peers.svg)",
        "",
        "| how it grows | µs | | |",
        "|---|---:|---:|---:|",
    ]
    for name, values in growth(ruleset):
        lines.append(f"| {name} | {' | '.join([*(f'{value:,.0f}' for value in values), '', ''][:3])} |")
    print("\n".join(lines))
    plot(figures, HERE / "peers.svg")
    readme = HERE / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{START}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
