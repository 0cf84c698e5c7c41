"""What a rule set means: findings by their first true line, cards by their condition, layer by layer."""

from __future__ import annotations

import pytest
from support.altered import card

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate, finding_value, settle
from crdecide.language.truth import FALSE, TRUE, UNKNOWN


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"tumour_count": 0, "tumour_described": None, "rhabdomyoma_listed": "yes"}, "no"),
        ({"tumour_count": None, "tumour_described": None, "rhabdomyoma_listed": "yes"}, "yes"),
        ({"tumour_count": None, "tumour_described": None, "rhabdomyoma_listed": "no"}, None),
        ({"tumour_count": 1, "tumour_described": None, "rhabdomyoma_listed": None}, "yes"),
    ],
)
def test_the_first_line_that_is_true_gives_a_finding_its_value(
    ruleset: Ruleset, values: dict[str, str | int | None], expected: str | None
) -> None:
    assert finding_value(card(ruleset, "rhabdomyoma_present"), values) == expected


def test_some_rules_settle_what_they_conclude_and_fire_where_it_is_known(ruleset: Ruleset) -> None:
    present, no_tumour = card(ruleset, "rhabdomyoma_present"), card(ruleset, "scope_no_rhabdomyoma")
    read = {"tumour_count": 0, "tumour_described": None, "rhabdomyoma_listed": None}
    found = settle([present], [], read)
    assert (found.values, found.truths, found.fired) == ({"rhabdomyoma_present": "no"}, {}, ("rhabdomyoma_present",))
    open_still = settle([present], [], dict.fromkeys(read))
    assert (open_still.values, open_still.fired) == ({"rhabdomyoma_present": None}, ())
    for value, truth, fired in (("no", TRUE, ("scope_no_rhabdomyoma",)), ("yes", FALSE, ()), (None, UNKNOWN, ())):
        settled = settle([], [no_tumour], {"rhabdomyoma_present": value})
        assert (settled.truths, settled.fired) == ({"scope_no_rhabdomyoma": truth}, fired)


def test_a_finding_is_settled_before_another_reads_it(ruleset: Ruleset) -> None:
    child = Patient.model_validate({"tsc": {"pathogenic_variant": True}, "symptoms": {"syncope": True}})
    found = evaluate(ruleset, observe(child, ruleset))
    assert [found.values[name] for name in ("tsc_by_criteria", "tsc", "symptomatic")] == ["definite", "definite", "yes"]
    assert found.values["mtor_inhibitor_in_question"] == "yes"
    assert found.truths["tsc_evaluation_settled"] is TRUE
    assert found.truths["scope_tsc_excluded"] is FALSE
    order = [rule.id for rule in ruleset.rules]
    assert list(found.fired) == sorted(found.fired, key=order.index)
    assert {"tsc", "symptomatic", "tsc_evaluation_settled"} <= {*found.fired}
