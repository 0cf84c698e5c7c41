"""What children share changes nothing: an advisory from tables that are full is that from tables that are empty."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from support.children import random_children

from crdecide import Patient, Ruleset
from crdecide.advisory.build import AdvisoryBuilder
from crdecide.advisory.one_child import ENGINES
from crdecide.evaluation.clusters import MOST_TABULATED, clusters_of, too_large
from crdecide.evaluation.decision_tables import DecisionTables
from crdecide.evaluation.durable import engine_for
from crdecide.language.conditions import All, AtLeast, Below
from crdecide.language.splitting import split

CHILDREN = int(os.environ.get("CRDECIDE_CHILDREN", "240"))
"""``make exact`` asks for 200,000."""
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_shared_and_fresh_advisories_are_equal_byte_for_byte(ruleset: Ruleset, part: int) -> None:
    settle = engine_for(ruleset).settle
    shared = AdvisoryBuilder(ruleset, DecisionTables(ruleset, settle).conclude)
    fresh = AdvisoryBuilder(ruleset, DecisionTables(ruleset, settle, kept=0).conclude)
    for child in random_children(CHILDREN // PARTS, seed=600 + part):
        patient = Patient.model_validate(child)
        assert shared.advisory(patient).model_dump_json() == fresh.advisory(patient).model_dump_json(), child


def test_the_engines_give_the_same_advisories(ruleset: Ruleset) -> None:
    engines = [AdvisoryBuilder(ruleset, make(ruleset)) for make in ENGINES.values()]
    for child in random_children(100, seed=610):
        patient = Patient.model_validate(child)
        assert len({engine.advisory(patient).model_dump_json() for engine in engines}) == 1


def test_what_is_a_childs_own_is_never_shared(ruleset: Ruleset) -> None:
    builder = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset))
    for days in range(100, 130):
        advisory = builder.advisory(Patient.model_validate({"age_days": days, "tumours": {"count": 2}}))
        matched = {entry.matched["age_days"] for entry in advisory.trace if "age_days" in entry.matched}
        assert matched == {days}


def test_8_threads_on_empty_tables_answer_like_one(ruleset: Ruleset) -> None:
    patients = [Patient.model_validate(child) for child in random_children(60, seed=620)]
    alone = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset))
    expected = [alone.advisory(patient).model_dump_json() for patient in patients]
    together, start = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset)), threading.Barrier(8)

    def work(_: int) -> list[str]:
        start.wait()
        return [together.advisory(patient).model_dump_json() for patient in patients]

    with ThreadPoolExecutor(8) as threads:
        assert all(found == expected for found in threads.map(work, range(8)))


def with_a_rule_too_large(ruleset: Ruleset) -> Ruleset:
    """The rules with one more alert, which reads more than a table can hold."""
    sizes = tuple(AtLeast("largest_tumour_mm", n) for n in range(1, 45))
    ages = tuple(Below("age_days", n) for n in range(10, 55))
    troughs = tuple(AtLeast("trough_ng_ml", n) for n in range(45))
    alert = next(card for card in ruleset.alerts if card.id == "course_is_temporary")
    many = alert.model_copy(update={"id": "reads_too_much", "applies_when": All((*sizes, *ages, *troughs))})
    return replace(ruleset, cards=(*ruleset.cards, many))


def test_a_rule_too_large_for_a_table_is_said_and_answered_directly(ruleset: Ruleset) -> None:
    large = with_a_rule_too_large(ruleset)
    [remark] = too_large(large)
    assert "reads_too_much" in remark.where
    assert f"more than the {MOST_TABULATED:,} that are kept" in remark.message
    assert list(too_large(ruleset)) == []
    builder = AdvisoryBuilder(large, ENGINES["durable_rules"](large))
    trough: dict[str, Any] = {"treatment": {"mtor_inhibitor": {"trough_ng_ml": 60.0}}}
    child = {"age_days": 5, "tumours": {"count": 2, "largest_mm": 400.0}, **trough}
    assert "reads_too_much" in {entry.rule for entry in builder.advisory(Patient.model_validate(child)).trace}
    younger = {**child, "tumours": {"count": 2, "largest_mm": 3.0}}
    assert "reads_too_much" not in {entry.rule for entry in builder.advisory(Patient.model_validate(younger)).trace}


def test_every_rule_stands_in_one_cluster(ruleset: Ruleset) -> None:
    clustered = [rule.id for cluster in clusters_of(ruleset) for rule in cluster.rules]
    assert sorted(clustered) == sorted([*(rule.id for rule in ruleset.rules), *split(ruleset).pieces])


def test_a_finding_comes_before_the_cards_that_read_it(ruleset: Ruleset) -> None:
    known = set(ruleset.vocabulary.inputs)
    for cluster in clusters_of(ruleset):
        assert known.issuperset(cluster.fields)
        known |= {rule.id for rule in cluster.derived}
