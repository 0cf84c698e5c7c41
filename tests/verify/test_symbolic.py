"""The diagrams that proofs rest on say what the specification says: tried state by state, where that is few enough."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest

from crdecide import Ruleset
from crdecide.evaluation.semantics import Values, evaluate
from crdecide.evaluation.symbolic.outcomes import INVALID, SCOPE, answers_of, outcome_diagrams
from crdecide.evaluation.symbolic.rule_diagrams import Symbolic, symbolic

SYMPTOMS = (
    "heart_failure", "arrhythmia", "outflow_obstruction", "inflow_obstruction", "duct_dependent_circulation",
    "cyanosis", "respiratory_distress", "syncope", "asymptomatic",
)  # fmt: skip
TOGETHER = {
    "some symptoms": (SYMPTOMS[:6], 3**6),
    "symptoms": (SYMPTOMS, 3**9),
    "scope and stated status": (("life_stage", "age_days", "tumour_count", "tumour_described", "tsc_stated"), 384),
    "TSC": (("tsc_stated", "pathogenic_variant", "other_major_features", "listed_minor_features"), 200),
    "treatment": (("mtor_status", "mtor_drug", "trough_ng_ml", "rapamycin_hypersensitivity", "active_infection"), 500),
    "doses": (("mtor_status", "mtor_drug", "operation_dated", "tumour_trend", "surgical_risk"), 500),
}


def every_state(rules: Symbolic, names: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], Values]]:
    """Every combination of states of the parts behind these inputs, all else unknown."""
    parts = sorted({rules.of_input[name] for name in names})
    for states in product(*(range(len(rules.parts[part].states)) for part in parts)):
        place = [0] * len(rules.parts)
        values: dict[str, str | int | float | None] = dict.fromkeys(rules.of_input)
        for part, state in zip(parts, states, strict=True):
            place[part] = state
            for name, region in zip(rules.parts[part].inputs, rules.parts[part].states[state], strict=True):
                values[name] = rules.regions.representative(name, region)
        yield tuple(place), values


ALL_SYMPTOMS = pytest.param("symptoms", marks=pytest.mark.nightly)


@pytest.mark.parametrize("what", [*(what for what in TOGETHER if what != "symptoms"), ALL_SYMPTOMS])
def test_every_finding_and_every_card_is_what_the_evaluator_says_in_every_state(ruleset: Ruleset, what: str) -> None:
    rules, tried = symbolic(ruleset), 0
    names, at_least = TOGETHER[what]
    for place, values in every_state(rules, names):
        expected = evaluate(ruleset, values)
        for name, node in rules.findings.items():
            found = rules.regions.representative(name, int(str(rules.diagrams.at(node, place))))
            assert found == expected.values[name], (name, values)
        for name, node in rules.cards.items():
            assert rules.diagrams.at(node, place) is expected.truths[name], (name, values)
        tried += 1
    assert tried >= at_least


def test_in_another_order_of_the_parts_all_answers_are_the_same(ruleset: Ruleset) -> None:
    answers, rules, rng = answers_of(ruleset), symbolic(ruleset), random.Random(8)
    outcomes = outcome_diagrams(rules)
    nodes = {SCOPE: outcomes.scope, **outcomes.options, **outcomes.alerts}
    assert sorted(part.inputs for part in answers.parts) == sorted(part.inputs for part in rules.parts)
    assert answers.parts != rules.parts
    for _ in range(500):
        state = {part.inputs: rng.randrange(len(part.states)) for part in rules.parts}
        here, there = ([state[part.inputs] for part in parts] for parts in (answers.parts, rules.parts))
        for answer in answers.answers:
            value, expected = answers.value(answer, tuple(here)), rules.diagrams.at(nodes[answer.name], there)
            refused = any(answers.holds(contradicted, tuple(here)) for contradicted in answers.contradicted)
            assert value == expected or (refused and value == INVALID), answer.name
