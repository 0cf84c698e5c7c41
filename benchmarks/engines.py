"""The whole rule set in other rule engines: each takes the regions of a child and tells the goals that are proved.

What is exported is what durable-rules is given: for each finding's line and each card the alternatives that prove it,
each a plain "and" of intervals of regions. A region of 0 is unknown and lies in no interval, so that every engine needs
numbers only, and an unknown proves nothing in any of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crdecide import Ruleset
from crdecide.language.cards import Finding
from crdecide.language.normal_form import proofs, runs
from crdecide.language.partition import regions_of
from crdecide.language.truth import TRUE

Fact = Mapping[str, int]
Term = tuple[str, Mapping[str, tuple[int, int]]]
"""A goal, and an interval for each field."""
Layer = Callable[[Fact], Iterable[str]]
"""What one layer proves."""


def exported(ruleset: Ruleset) -> list[list[Term]]:
    """The terms of each layer: those of the findings one after the other, then those of the cards."""
    regions = regions_of(ruleset)
    layers = []
    for rules in (*ruleset.strata, ruleset.cards):
        goals = []
        for rule in rules:
            if isinstance(rule, Finding):
                goals += [(f"{rule.id}={number}", line.when) for number, line in enumerate(rule.lines)]
            else:
                goals.append((rule.id, rule.applies_when))
        terms: list[Term] = []
        for goal, condition in goals:
            for proof in proofs(condition, TRUE, regions):
                choices = product(*(runs(allowed) for allowed in proof.values()))
                terms += [(goal, dict(zip(proof, choice, strict=True))) for choice in choices]
        layers.append(terms)
    return layers


def _conjunction(intervals: Mapping[str, tuple[int, int]], joint: str) -> str:
    return f" {joint} ".join(f"{field} >= {low} {joint} {field} <= {high}" for field, (low, high) in intervals.items())


def python(terms: list[Term]) -> Layer:
    """Python as one would write it: one function of plain comparisons, generated from the same terms."""
    lines = ["def layer(f):", "    found = set()"]
    for goal, intervals in terms:
        tests = " and ".join(f"{low} <= f[{field!r}] <= {high}" for field, (low, high) in intervals.items())
        lines += [f"    if {tests}:", f"        found.add({goal!r})"]
    space: dict[str, Any] = {}
    exec("\n".join([*lines, "    return found"]), space)
    layer: Layer = space["layer"]
    return layer


def zen(terms: list[Term]) -> Layer:
    """zen-engine: a decision table that collects every row that is met."""
    import zen as library

    fields = list(dict.fromkeys(field for _, intervals in terms for field in intervals))
    rows = [
        {
            "_id": str(number),
            **{f: f"[{low}..{high}]" for f, (low, high) in intervals.items()},
            "goal": json.dumps(goal),
        }
        for number, (goal, intervals) in enumerate(terms)
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": field, "name": field, "field": field} for field in fields],
        "outputs": [{"id": "goal", "name": "goal", "field": "goal"}],
        "rules": [{**dict.fromkeys(fields, ""), **row} for row in rows],
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    decision = library.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda fact: (row["goal"] for row in decision.evaluate(dict(fact))["result"])


def clips(terms: list[Term]) -> Layer:
    """CLIPS through clipspy: one fact a child, one rule a term.

    An environment takes longer with every child that it has seen, though it is reset for each: 2.6 times as long after
    3,000. So it is made anew every `CHILDREN_OF_ONE_ENGINE`.
    """
    import clips as library

    fields = dict.fromkeys(field for _, intervals in terms for field in intervals)
    environment, proved = library.Environment(), list[str]()
    environment.define_function(lambda goal: proved.append(str(goal)), name="prove")
    environment.build(f"(deftemplate child {' '.join(f'(slot {field})' for field in fields)})")
    for number, (goal, intervals) in enumerate(terms):
        tests = " ".join(
            f"({field} ?x{place}&:(and (>= ?x{place} {low}) (<= ?x{place} {high})))"
            for place, (field, (low, high)) in enumerate(intervals.items())
        )
        environment.build(f'(defrule r{number} (child {tests}) => (prove "{goal}"))')
    template = environment.find_template("child")

    def layer(fact: Fact) -> list[str]:
        proved.clear()
        environment.reset()
        template.assert_fact(**{field: fact[field] for field in fields})
        environment.run()
        return list(proved)

    return layer


def rule_engine(terms: list[Term]) -> Layer:
    """rule-engine: one expression a term."""
    import rule_engine as library

    rules = [(goal, library.Rule(_conjunction(intervals, "and"))) for goal, intervals in terms]
    return lambda fact: (goal for goal, rule in rules if rule.matches(fact))


def json_logic(terms: list[Term]) -> Layer:
    """JsonLogic (panzi-json-logic): one expression a term."""
    from json_logic import jsonLogic

    def between(field: str, low: int, high: int) -> dict[str, Any]:
        return {"<=": [low, {"var": field}, high]}

    rules = [(goal, {"and": [between(f, *ends) for f, ends in intervals.items()]}) for goal, intervals in terms]
    return lambda fact: (goal for goal, rule in rules if jsonLogic(rule, fact))


def cel(terms: list[Term]) -> Layer:
    """CEL in C++ (cel-expr-python): one expression a term."""
    from cel_expr_python import cel as library

    fields = dict.fromkeys(field for _, intervals in terms for field in intervals)
    environment = library.NewEnv(variables=dict.fromkeys(fields, library.Type.INT))
    rules = [(goal, environment.compile(_conjunction(intervals, "&&"))) for goal, intervals in terms]

    def layer(fact: Fact) -> list[str]:
        activation = environment.Activation({field: fact[field] for field in fields})
        return [goal for goal, rule in rules if rule.eval(activation).value()]

    return layer


def rego(terms: list[Term]) -> Layer:
    """Rego in regorus (opa-eval, its binding for every Python): one rule a term, all into one set."""
    import opa_eval as library

    lines = ["package rules", "import rego.v1"]
    for goal, intervals in terms:
        tests = "; ".join(
            f"input.{field} >= {low}; input.{field} <= {high}" for field, (low, high) in intervals.items()
        )
        lines.append(f"proved contains {json.dumps(goal)} if {{ {tests} }}")
    with TemporaryDirectory() as folder:
        policy = Path(folder) / "rules.rego"
        policy.write_text("\n".join(lines), encoding="utf-8")
        engine = library.OpaEval(str(policy), query="data.rules.proved")
    fields = dict.fromkeys(field for _, intervals in terms for field in intervals)
    return lambda fact: engine.evaluate_parsed(json.dumps({field: fact[field] for field in fields}))


CHILDREN_OF_ONE_ENGINE = {"clipspy": 200}
"""After how many children an engine is made anew; all others are made once."""
PEERS: Mapping[str, Callable[[list[Term]], Layer]] = {
    "hand-written Python": python,
    "json-logic": json_logic,
    "zen-engine": zen,
    "rule-engine": rule_engine,
    "clipspy": clips,
    "cel (C++)": cel,
    "regorus": rego,
}
