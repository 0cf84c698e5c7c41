"""Every condition of every rule decides something, or is proved to be implied; the children that show it are real."""

from __future__ import annotations

from itertools import dropwhile, takewhile

import pytest
from support.altered import card, when

from crdecide import Patient, Ruleset
from crdecide.assurance.properties.coverage import Decision, count, decisions
from crdecide.assurance.properties.report import table_of_decisions
from crdecide.assurance.properties.subject import Subject
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate, truth
from crdecide.language.conditions import All, Among


@pytest.fixture(scope="module")
def found(ruleset: Ruleset) -> list[Decision]:
    return list(decisions(Subject(ruleset)))


def test_every_condition_decides_or_is_implied(ruleset: Ruleset, found: list[Decision]) -> None:
    assert len(found) == count(Subject(ruleset)) > 200
    assert [(d.rule, d.condition) for d in found if not d.children and not d.implied] == []
    assert [(d.rule, d.condition) for d in found if d.implied] == [("surgery_no_danger", "flow_compromised: no")]


def test_the_rule_comes_out_otherwise_for_the_two_children_by_the_evaluator(
    ruleset: Ruleset, found: list[Decision]
) -> None:
    for decision in found:
        if decision.children:
            one, other = (evaluate(ruleset, observe(Patient.model_validate(c), ruleset)) for c in decision.children)
            pairs = [(truth(c, one.values), truth(c, other.values)) for c in card(ruleset, decision.rule).conditions]
            assert any(a is not b for a, b in pairs), decision


def test_a_condition_that_decides_nothing_is_told(ruleset: Ruleset) -> None:
    again = All((Among("tsc", ("excluded",)), Among("syncope", ("yes",)), Among("tsc_stated", ("excluded",))))
    both = when(ruleset, "scope_tsc_excluded", All((again, Among("tsc", ("excluded",)))))
    # No further than its own: those of all the other rules are looked at above.
    from_it_on = dropwhile(lambda d: d.rule != "scope_tsc_excluded", decisions(Subject(both)))
    of_card = list(takewhile(lambda d: d.rule == "scope_tsc_excluded", from_it_on))
    assert [(d.condition, d.implied) for d in of_card] == [
        ("tsc: excluded", True),
        ("syncope: yes", False),
        ("tsc_stated: excluded", True),
    ]
    table = table_of_decisions(of_card).splitlines()
    assert table[:2] == ["scope_tsc_excluded: tsc: excluded", "  implied by the rest of the rule: proved"]
    assert table[-1] == (
        "3 conditions: 1 decide by themselves, 2 are implied by the rest of their rule, 0 are not settled."
    )
    assert any(line.startswith("  symptoms.syncope: ") for line in table)
