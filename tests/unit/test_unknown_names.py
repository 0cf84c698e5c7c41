"""A name that no field has: the field that was meant, its unit, and never a value that was converted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crdecide import InvalidPatient, advise

IN_DAYS, IN_MM = "(in days; nothing is converted)?", "(in mm; nothing is converted)?"


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"age_months": 3}, f"age_months: unknown field; did you mean 'age_days' {IN_DAYS}"),
        ({"age": 3}, f"age: unknown field; did you mean 'age_days' {IN_DAYS}"),
        ({"ageInWeeks": 3}, f"ageInWeeks: unknown field; did you mean 'age_days' {IN_DAYS}"),
        ({"Age (years)": 3}, f"Age (years): unknown field; did you mean 'age_days' {IN_DAYS}"),
        ({"tumours": {"largest_cm": 2}}, f"tumours.largest_cm: unknown field; did you mean 'largest_mm' {IN_MM}"),
        ({"largest_cm": 2}, f"largest_cm: unknown field; did you mean 'tumours.largest_mm' {IN_MM}"),
        (
            {"treatment": {"mtor_inhibitor": {"trough_ug_l": 5}}},
            "treatment.mtor_inhibitor.trough_ug_l: unknown field; did you mean 'trough_ng_ml' "
            "(in ng/mL; nothing is converted)?",
        ),
        ({"surgery": {"planned_within_weeks": 2}}, f"did you mean 'planned_within_days' {IN_DAYS}"),
        ({"heart_failure": True}, "heart_failure: unknown field; did you mean 'symptoms.heart_failure'?"),
        ({"risk": "low"}, "risk: unknown field; did you mean 'surgery.risk'?"),
        (
            {"status": "none"},
            "did you mean 'tsc.status', 'treatment.mtor_inhibitor.status' or 'treatment.antiarrhythmic.status'?",
        ),
        ({"tumors": {}}, "tumors: unknown field; did you mean 'tumours'?"),
    ],
)
def test_the_field_that_was_meant_is_told(record: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidPatient) as refused:
        advise(record)
    assert told in str(refused.value)


@pytest.mark.parametrize("name", ["weight_kg", "age_at_diagnosis_months", "gestational_age_weeks", "d", "in"])
def test_what_resembles_no_field_gets_no_hint(name: str) -> None:
    with pytest.raises(InvalidPatient) as refused:
        advise({name: 3})
    assert str(refused.value) == f"{name}: unknown field"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ({"resourceType": "Bundle", "type": "collection"}, "this is FHIR; crdecide.read_record reads it"),
        ({"patient": {"resourceType": "Patient"}, "drugs": None}, "this is FHIR; crdecide.read_record reads it"),
        ({"phenotypicFeatures": []}, "this is a phenopacket; crdecide.read_record reads it"),
        ({"hook": "patient-view", "context": {}}, "this is a request of CDS Hooks; crdecide.read_record reads it"),
        ([{"age_days": 3}], "got a list; give its children one by one"),
        (json.dumps({"age_days": 3}), "got text; where it is JSON, give what json.loads makes of it"),
        (b"{}", "got text; where it is JSON, give what json.loads makes of it"),
        (None, "expected a patient record (a JSON object), got null"),
    ],
)
def test_what_is_no_record_of_ours_is_told_what_reads_it(source: Any, told: str) -> None:
    with pytest.raises(InvalidPatient) as refused:
        advise(source)
    assert told in str(refused.value)
