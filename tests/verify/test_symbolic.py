"""The diagrams that proofs rest on say what the specification says: tried state by state, where that is few enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from crdecide import Ruleset
from crdecide.evaluation.semantics import Values, evaluate
from crdecide.evaluation.symbolic.rule_diagrams import Symbolic, symbolic
from crdecide.language.conditions import Among

SYMPTOMS = (
    "heart_failure", "arrhythmia", "outflow_obstruction", "inflow_obstruction", "duct_dependent_circulation",
    "cyanosis", "respiratory_distress", "syncope", "asymptomatic",
)  # fmt: skip
TOGETHER = {
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


@pytest.mark.parametrize("what", TOGETHER)
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


def test_a_rule_set_beside_another_has_the_same_nodes_where_it_says_the_same(ruleset: Ruleset) -> None:
    """Though by its own cards alone it would ask for the parts in another order."""
    narrow = ruleset.alerts[0].model_copy(update={"id": "another", "applies_when": Among("syncope", ("yes",))})
    more = replace(ruleset, cards=(*ruleset.cards, narrow))
    rules, alone = symbolic(ruleset), Symbolic(more)
    beside = Symbolic(more, rules)
    assert alone.parts != rules.parts
    assert beside.parts == rules.parts
    assert beside.findings == rules.findings
    assert {name: node for name, node in beside.cards.items() if name != "another"} == rules.cards
