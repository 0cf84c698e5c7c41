"""durable-rules and the tables do what the specification says: on random children, and on random rule sets.

20,000 comparisons here; ``make prove`` asks for 1,000,000.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.children import random_children
from support.random_rules import rulesets

from crdecide import Patient, Ruleset, load_ruleset
from crdecide.assurance import differential
from crdecide.assurance.differential import Differential, Engine, engines_of
from crdecide.assurance.properties.engines_agree import shuffled
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.evaluation.clusters import clusters_of
from crdecide.evaluation.decision_tables import DecisionTables
from crdecide.evaluation.durable import DurableEngine
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Conclusions, Values, evaluate

COMPARISONS = int(os.environ.get("CRDECIDE_COMPARISONS", "1600"))
CHILDREN_EACH, PARTS = 100, 4
RULES = load_ruleset(Path(__file__).parents[2] / "rules")


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engines_agree_on_random_children(ruleset: Ruleset, part: int) -> None:
    engines = Differential(shuffled(ruleset, part) if part else ruleset)
    for child in random_children(COMPARISONS // 2 // PARTS, seed=700 + part):
        assert engines.difference(child) is None, engines.report(child)


def test_the_children_differ_enough_to_mean_something(ruleset: Ruleset) -> None:
    observed = (observe(Patient.model_validate(child), ruleset) for child in random_children(2_000, seed=700))
    assert len({evaluate(ruleset, values).fired for values in observed}) > 500


@settings(
    max_examples=COMPARISONS // 2 // CHILDREN_EACH,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(rulesets(RULES), st.integers(0, 10**9))
def test_the_engines_agree_on_random_rule_sets(rules: Ruleset, seed: int) -> None:
    engines = Differential(rules)
    for child in random_children(CHILDREN_EACH, seed):
        assert engines.difference(child) is None, engines.report(child)


def wrong_about_risk(conclude: Engine) -> Engine:
    """An engine that takes a high surgical risk for a low one."""
    return lambda values: replace_values(conclude, values, {**values, "surgical_risk": "low"})


def replace_values(conclude: Engine, values: Values, taken: Values) -> Conclusions:
    if values["surgical_risk"] != "high":
        return conclude(values)
    found = conclude(taken)
    return found._replace(values={**found.values, "surgical_risk": "high"})


def first_told(engines: Differential) -> str:
    for number in count():
        for child in random_children(200, seed=800 + number):
            if engines.difference(child):
                return engines.report(child)
    raise AssertionError


@pytest.mark.parametrize("name", ["durable-rules", "tables"])
def test_an_error_planted_in_an_engine_is_found_shrunk_and_told_as_a_scenario(
    ruleset: Ruleset, tmp_path: Path, name: str
) -> None:
    engines = engines_of(ruleset)
    told = first_told(Differential(ruleset, {**engines, name: wrong_about_risk(engines[name])}))
    what, child, *scenario = told.splitlines()
    assert re.match(rf"{name} differs on \w+", what)
    assert json.loads(child)["surgery"] == {"risk": "high"}
    assert len(json.loads(child)) <= 3, "what can be left out is left out"
    assert "  And the surgical risk is high" in scenario or "  Given the surgical risk is high" in scenario
    (tmp_path / "found.feature").write_text("Feature: Found\n" + "\n".join(f"  {line}" for line in scenario))
    [written] = read_scenarios(tmp_path)
    assert written.passes(ruleset)
    assert written.patient == Patient.model_validate(json.loads(child))


def test_an_error_planted_in_the_specification_is_found(ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    right: Callable[[Ruleset, Values], Conclusions] = differential.evaluate

    def wrong(rules: Ruleset, values: Values) -> Conclusions:
        found = right(rules, values)
        return found._replace(fired=found.fired[:-1]) if values["syncope"] == "yes" else found

    monkeypatch.setattr(differential, "evaluate", wrong)
    assert "durable-rules differs on " in first_told(Differential(ruleset))


def test_a_wrong_row_of_a_table_is_found(ruleset: Ruleset) -> None:
    durable = DurableEngine(ruleset)
    [number] = [n for n, c in enumerate(clusters_of(ruleset)) if any(rule.id == "symptomatic" for rule in c.rules)]

    def settle(cluster: int, fact: dict[str, int]) -> Conclusions:
        found = durable.settle(cluster, fact)
        if cluster == number and found.values.get("symptomatic") == "no":
            return found._replace(values={**found.values, "symptomatic": None})
        return found

    tables = DecisionTables(ruleset, settle, kept=100).conclude  # type: ignore[arg-type]
    assert first_told(Differential(ruleset, {"tables": tables})).startswith("tables differs on symptomatic")


def test_tables_conclude_what_the_engine_does(ruleset: Ruleset) -> None:
    child = Patient.model_validate({"age_days": 12, "tumours": {"count": 2}, "symptoms": {"syncope": True}})
    engines = engines_of(ruleset)
    durable, tables = (conclude(observe(child, ruleset)) for conclude in engines.values())
    assert durable == tables
    assert durable.values["symptomatic"] == "yes"
    assert "scope_review_population" in durable.fired
