"""How long the explanations for one child take: what is missing, what would change, why not.

Fresh random children, none seen before; medians and the slowest, in milliseconds and as ratios to one bare
evaluation of the same rules in the same run. ``make bench`` runs it.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.children import random_children

from crdecide import Patient, advise, load_ruleset
from crdecide.advisory.set_aside import why_not
from crdecide.evaluation.observation import lasting_unknowns, observe
from crdecide.evaluation.semantics import evaluate
from crdecide.evaluation.symbolic.outcomes import Answers, answers_of
from crdecide.explanation.counterfactuals import Changes
from crdecide.explanation.missing import MissingFields
from crdecide.guideline.options import OPTIONS

CHILDREN = 600
RULES = Path(__file__).parents[1] / "rules"


def timed(work: Callable[[Any], object], children: list[Any]) -> list[float]:
    """Milliseconds for each child."""
    found = []
    for child in children:
        start = time.perf_counter()
        work(child)
        found.append(1000 * (time.perf_counter() - start))
    return found


def calls(work: Callable[[Any], object], children: list[Any], function: Callable[..., object]) -> float:
    """How often a function is called for one child, on average."""
    profile = cProfile.Profile()
    profile.enable()
    for child in children:
        work(child)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return sum(entry[0] for key, entry in stats.items() if key[2] == function.__name__) / len(children)


def main() -> None:
    """Print the table."""
    ruleset = load_ruleset(RULES)
    start = time.perf_counter()
    answers = answers_of(ruleset)
    took = time.perf_counter() - start
    print(f"{len(answers.diagrams):,} nodes for {len(answers.answers)} answers, made once in {took:.2f} s")
    seeds, what_is_missing, changes = iter(range(100)), MissingFields(ruleset), Changes(ruleset)

    def fresh() -> list[Patient]:
        return [Patient.model_validate(child) for child in random_children(CHILDREN, seed=1000 + next(seeds))]

    def missing(patient: Patient) -> object:
        fact = answers.regions.fact(observe(patient, ruleset))
        return what_is_missing.of(patient, fact, lasting_unknowns(patient, ruleset))

    def would_change(patient: Patient) -> object:
        values = observe(patient, ruleset)
        return changes.of(values, answers.regions.fact(values))

    def why(patient: Patient) -> object:
        advisory = advise(patient, ruleset=ruleset)
        return [why_not(advisory, option, patient=patient, ruleset=ruleset) for option in OPTIONS]

    works: dict[str, Callable[[Patient], object]] = {
        "one bare evaluation": lambda patient: evaluate(ruleset, observe(patient, ruleset)),
        "missing": missing,
        "would change": would_change,
        "advise, with both": lambda patient: advise(patient, ruleset=ruleset),
        "advise, and why not for all six options": why,
    }
    for work in works.values():
        timed(work, fresh())
    medians = {}
    print(f"{'':42} {'median':>9} {'99 of 100':>9} {'slowest':>9} {'ratio':>7}")
    for name, work in works.items():
        found = timed(work, fresh())
        medians[name] = statistics.median(found)
        ratio = medians[name] / medians["one bare evaluation"]
        most = statistics.quantiles(found, n=100)[-1]
        print(f"{name:42} {medians[name]:6.2f} ms {most:6.2f} ms {max(found):6.2f} ms {ratio:6.1f}x")
    looked_up = calls(would_change, fresh()[:100], Answers.value)
    print(f"evaluations for missing and would change: 0; answers looked up in diagrams: {looked_up:.0f} a child")


if __name__ == "__main__":
    main()
