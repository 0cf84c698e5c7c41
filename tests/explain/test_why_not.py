"""Why not: the rules that did not count, nearest first."""

from __future__ import annotations

import json

import pytest
from support.command import in_process_text

from crdecide import Advisory, CrdecideError, Patient, advise
from crdecide.advisory.set_aside import why_not

CHILD = {
    "age_days": 12,
    "tsc": {"status": "definite"},
    "tumours": {"count": 2},
    "symptoms": {"cyanosis": True},
    "surgery": {"risk": "moderate"},
}


def test_the_nearest_rule_comes_first_with_the_condition_that_failed() -> None:
    nearest = why_not(advise(CHILD), "mtor_inhibitor", patient=Patient.model_validate(CHILD))[0]
    assert nearest.rule == "mtor_inhibitor_hypersensitivity"
    assert nearest.undecided == ("hypersensitivity to rapamycin derivatives: yes (here: not known)",)
    [especially] = [r for r in why_not(advise(CHILD), "mtor_inhibitor") if r.rule == "mtor_inhibitor_especially"]
    assert especially.stance == "may_be_considered"
    assert especially.failed == () or especially.failed == ("surgical risk: high or inoperable (here: moderate)",)


def test_with_the_patient_every_value_is_told() -> None:
    reasons = why_not(advise(CHILD), "mtor_inhibitor", patient=Patient.model_validate(CHILD))
    [especially] = [reason for reason in reasons if reason.rule == "mtor_inhibitor_especially"]
    assert especially.failed == ("surgical risk: high or inoperable (here: moderate)",)
    assert especially.undecided == ()


def test_a_withheld_rule_is_told_with_what_withheld_it() -> None:
    child = {**CHILD, "surgery": {"risk": "high"}, "safety": {"rapamycin_hypersensitivity": True}}
    reasons = {reason.rule: reason for reason in why_not(advise(child), "mtor_inhibitor")}
    assert reasons["mtor_inhibitor_especially"].withheld_by == ("mtor_inhibitor_hypersensitivity",)
    assert "mtor_inhibitor_hypersensitivity" not in reasons


def test_an_advisory_read_back_from_json_is_explained_too() -> None:
    advisory = Advisory.model_validate_json(advise(CHILD).model_dump_json())
    assert why_not(advisory, "surgery") == why_not(advise(CHILD), "surgery")


def test_an_advisory_made_with_other_rules_is_refused() -> None:
    advisory = advise(CHILD)
    other = advisory.provenance.model_copy(update={"ruleset_sha256": "0" * 64})
    with pytest.raises(CrdecideError, match="made with other rules"):
        why_not(advisory.model_copy(update={"provenance": other}), "surgery")


def test_the_trace_is_in_the_order_of_firing() -> None:
    trace = [entry.rule for entry in advise(CHILD).trace]
    assert trace.index("born") < trace.index("scope_review_population")
    assert (
        trace.index("symptomatic")
        < trace.index("mtor_inhibitor_in_question")
        < trace.index("surgery_haemodynamic_compromise")
    )


@pytest.mark.parametrize("shape", ["text", "json"])
def test_the_command_says_it(shape: str) -> None:
    asked = ("advise", "-", "--why", "mtor_inhibitor", "--format", shape)
    run = in_process_text(*asked, stdin=json.dumps(CHILD))
    assert "surgical risk: high or inoperable (here: moderate)" in run.stdout
    if shape == "text":
        option = advise(CHILD).option("mtor_inhibitor")
        assert run.stdout.startswith(f"mTOR inhibitor: may be considered. {option.rationale}\n")
        assert all(f"  {note.text}\n" in run.stdout for note in option.notes)
    else:
        assert json.loads(run.stdout)[0]["rule"] == "mtor_inhibitor_hypersensitivity"
