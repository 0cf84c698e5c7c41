"""The SQL that the benchmarks time says what the rules say: where a rule changes, it is written anew."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import pyarrow as pa
import pytest
from children import fresh
from engines import exported
from one_cohort import compare, differing
from registry import registry
from rule_runs import facts, values_of
from sql_rules import in_duckdb

from crdecide import load_ruleset
from crdecide.evaluation.semantics import evaluate

RULESET = load_ruleset(Path(__file__).parents[2] / "rules")


def test_the_options_by_hand_are_those_of_the_tables_in_every_row() -> None:
    assert differing(registry(20_000, seed=11)) == {}


def test_a_row_that_differs_stops_the_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    import one_cohort

    wrong = one_cohort.sql().replace("when danger then 'outside_evidence'", "when danger then 'usual_course'")
    monkeypatch.setattr(one_cohort, "sql", lambda: wrong)
    with pytest.raises(SystemExit, match=r"surveillance: \d+ of 500 rows differ"):
        compare(registry(500, seed=12))


def test_the_whole_rule_set_in_sql_fires_what_the_specification_does() -> None:
    children = facts(RULESET, fresh(300, seed=13))
    expected = [set(evaluate(RULESET, values_of(fact, RULESET)).fired) for fact in children]
    assert in_duckdb(exported(RULESET), RULESET)(children) == expected


def test_a_registry_has_as_many_rows_as_asked_for_and_the_same_for_the_same_seed() -> None:
    assert registry(50, seed=1).equals(registry(50, seed=1))
    assert isinstance(registry(50, seed=1), pa.Table)
    assert len(registry(50, seed=1)) == 50
