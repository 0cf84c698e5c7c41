"""One engine in a process of its own: its answers compared with the specification's, or what each child takes.

Run by `peers.py`, so that what one engine keeps, or its threads, weighs on no other. Reads a plan (a pickle of our own)
from standard input and prints JSON.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

from engines import CHILDREN_OF_ONE_ENGINE
from rule_runs import BATCHES, Batch, Run, multiplied, run_of
from sample import memory, timed

from crdecide import Ruleset, load_ruleset

RULES = Path(__file__).parents[1] / "rules"


def batches_of(name: str, children: Batch) -> list[Batch]:
    """The children as an engine gets them."""
    size = max(1, min(BATCHES.get(name, 1), len(children)))
    return [children[place : place + size] for place in range(0, len(children) - size + 1, size)]


def disagreements(run: Run, children: Batch, expected: list[set[str]]) -> int:
    """For how many children something else fires than the specification says."""
    return sum(found != right for found, right in zip(run(children), expected, strict=True))


def microseconds(name: str, ruleset: Ruleset, others: Batch, children: Batch) -> list[float]:
    """What each child takes, after the others; of an engine that answers many at once, their mean."""
    every, times = CHILDREN_OF_ONE_ENGINE.get(name, len(children)), list[float]()
    for place in range(0, len(children), every):
        run = run_of(name, ruleset)
        for batch in batches_of(name, others):
            run(batch)
        for batch in batches_of(name, children[place : place + every]):
            times += [time / len(batch) for time in timed(run, [batch])]
    return times


def main() -> None:
    """Do what the plan asks for."""
    plan: dict[str, Any] = pickle.load(sys.stdin.buffer)
    ruleset, name = multiplied(load_ruleset(RULES), plan.get("copies", 1)), plan["name"]
    if "expected" in plan:
        found = disagreements(run_of(name, ruleset), plan["children"], plan["expected"])
        print(json.dumps({"disagreements": found}))
        return
    times = microseconds(name, ruleset, plan["others"], plan["children"])
    print(json.dumps({"times": times, "memory": memory(most=True)}))


if __name__ == "__main__":
    main()
