"""What a rule set means: findings by their first true line, cards by their condition, layer by layer."""

from __future__ import annotations

import pytest
from support.altered import card

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate, finding_value, settle
from crdecide.language.ruleset import fields_of
from crdecide.language.truth import FALSE, TRUE, UNKNOWN


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"tumour_count": 0, "rhabdomyoma_listed": "yes"}, "no"),
        ({"rhabdomyoma_listed": "yes"}, "yes"),
        ({"rhabdomyoma_listed": "no"}, None),
        ({"rhabdomyoma_listed": "no", "features_complete": "yes"}, "no"),
        ({"tumour_count": 1}, "yes"),
    ],
)
def test_the_first_line_that_is_true_gives_a_finding_its_value(
    ruleset: Ruleset, values: dict[str, str | int | None], expected: str | None
) -> None:
    finding = card(ruleset, "rhabdomyoma_present")
    assert finding_value(finding, {**dict.fromkeys(fields_of(finding)), **values}) == expected


def test_some_rules_settle_what_they_conclude_and_fire_where_it_is_known(ruleset: Ruleset) -> None:
    present, no_tumour = card(ruleset, "rhabdomyoma_present"), card(ruleset, "scope_no_rhabdomyoma")
    read = {**dict.fromkeys(fields_of(present)), "tumour_count": 0}
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
