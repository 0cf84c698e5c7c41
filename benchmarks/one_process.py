"""Answers children one after the other in a process of its own, and prints what each took as JSON.

Run by `child.py` with today's code and with release 0.1.0, so it uses only what both have. Reads a plan from standard
input: the children in the order of their coming, and parts of them to be told apart.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from sample import memory, timed

TURNS = 10
"""So many times the last children are answered and others validated."""


def main() -> None:
    """Import, load, answer, validate, evaluate; nothing is asked twice."""
    plan: dict[str, Any] = json.load(sys.stdin)
    begun = time.process_time_ns()
    from crdecide import Patient, advise, load_ruleset
    from crdecide.evaluation.durable import engine_for
    from crdecide.evaluation.observation import observe
    from crdecide.language.loading import default_rules_path

    load_ruleset(default_rules_path())  # so that what is parsed is kept
    rows: dict[str, dict[str, Any]] = {}

    def row(name: str, times: list[float]) -> None:
        rows[name] = {"times": times, "memory": memory()}

    loads = timed(load_ruleset, [default_rules_path()] * 5)
    row("loading the rules, parsed before", loads)
    *before, (last, children) = plan["advised"]
    for name, earlier in before:
        row(name, timed(advise, earlier))
    # In turns, as what a machine does in a second changes from one to the next: the ratio of the two is what counts.
    advised, validated = list[float](), list[float]()
    for turn in range(TURNS):
        advised += timed(advise, children[turn::TURNS])
        validated += timed(Patient.model_validate, plan["validated"][turn::TURNS])
    row(last, advised)
    row("Patient.model_validate", validated)
    ruleset = load_ruleset(default_rules_path())
    engine = engine_for(ruleset)
    observed = [observe(Patient.model_validate(child), ruleset) for child in plan["evaluated"]]
    engine.conclude(observed[0])  # compiles
    row("one bare evaluation on durable-rules", timed(engine.conclude, observed[1:]))
    json.dump({"rows": rows, "seconds": (time.process_time_ns() - begun) / 1e9}, sys.stdout)


if __name__ == "__main__":
    main()
