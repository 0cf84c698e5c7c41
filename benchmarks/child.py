"""How long one child takes: next to validating the same input, and to one bare evaluation of the same rules.

Fresh random children throughout, none seen before: ages and sizes are drawn from all that are possible. Median, mean
and the slowest hundredth, in microseconds; ratios of one run; how much memory grows. ``make bench`` runs it.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.children import random_children

from crdecide import Patient, advise, load_ruleset
from crdecide.advisory.build import AdvisoryBuilder
from crdecide.advisory.one_child import ENGINES
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.observation import observe

RULES = Path(__file__).parents[1] / "rules"
WARM, CHILDREN, STARTS = 50_000, 3_000, 7
PROGRAMS = {
    "pydantic's BaseModel and the engine's module": "from pydantic import BaseModel\nimport durable_rules_engine",
    "import crdecide": "import crdecide",
    "from crdecide import Patient, advise": "from crdecide import Patient, advise",
}


def fresh(number: int, seed: int) -> list[dict[str, Any]]:
    """Random children whose ages and sizes are hardly ever another's."""
    rng = random.Random(seed)
    children = random_children(number, seed)
    for child in children:
        if child["age_days"] is not None:
            measured = child["tumours"]["measurements"] or ()
            youngest = max([entry["on_age_days"] for entry in measured], default=0)
            child["age_days"] = rng.randrange(youngest, 9_001)
        if child["tumours"]["largest_mm"] is not None:
            child["tumours"]["largest_mm"] = round(rng.uniform(0.5, 60), 2)
    return children


def timed(work: Callable[[Any], object], inputs: Sequence[Any]) -> list[float]:
    """Microseconds for each input."""
    times = []
    for one in inputs:
        begun = time.perf_counter()
        work(one)
        times.append(1e6 * (time.perf_counter() - begun))
    return times


def resident() -> float:
    """The memory of this process, in MiB."""
    kibibytes = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(kibibytes[1]) / 1024 if kibibytes else 0.0


def print_row(name: str, times: list[float], whole: float) -> None:
    """One line of the table."""
    median, slow = statistics.median(times), statistics.quantiles(times, n=100)[-1]
    print(f"{name:44} {median:8.0f} µs  {statistics.fmean(times):8.0f} µs  {slow:8.0f} µs  {median / whole:7.1f}x")


def started(program: str) -> float:
    """Milliseconds to run a program in a new process, beyond an empty one; the median."""
    times = []
    for _ in range(STARTS):
        pair = []
        for code in ("pass", program):
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            pair.append(1e3 * (time.perf_counter() - begun))
        times.append(pair[1] - pair[0])
    return statistics.median(times)


def main() -> None:
    """Print the tables."""
    load_ruleset(RULES)
    begun = time.perf_counter()
    ruleset = load_ruleset(RULES)
    print(f"loading the rules, parsed before: {1e3 * (time.perf_counter() - begun):.0f} ms")
    for name, program in PROGRAMS.items():
        print(f"{name:46} {started(program):6.0f} ms")
    answer = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset))
    engine = engine_for(ruleset)
    cold = timed(lambda child: answer.advisory(Patient.model_validate(child)), fresh(300, seed=1))
    before = resident()
    for child in fresh(WARM, seed=2):
        advise(child, ruleset=ruleset)
    grown = resident() - before
    children = fresh(CHILDREN, seed=3)
    validated = timed(Patient.model_validate, children)
    whole = statistics.median(validated)
    patients = [Patient.model_validate(child) for child in children]
    observed = [observe(patient, ruleset) for patient in patients[:500]]
    bare = timed(engine.conclude, observed)
    print(f"\n{'':44} {'median':>11}  {'mean':>11}  {'99 of 100':>11}  {'to validation':>8}")
    print_row("Patient.model_validate", validated, whole)
    print_row("one bare evaluation on durable-rules", bare, whole)
    print_row("advise, warm", timed(lambda child: advise(child, ruleset=ruleset), children), whole)
    print_row("advise, the first 300 children", cold, whole)
    print(f"memory after {WARM:,} more children: {grown:+.0f} MiB")
    print(f"cold to bare: {statistics.median(cold) / statistics.median(bare):.1f}")


if __name__ == "__main__":
    main()
