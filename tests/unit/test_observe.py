"""From the record to observations: plain values, unknown where nothing is known."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import observe


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        ({}, "age_days", None),
        ({"age_days": 0}, "age_days", 0),
        ({"birth_date": "2024-02-28", "assessed_on": "2024-03-01"}, "age_days", 2),
        ({"symptoms": {"syncope": False}}, "syncope", "no"),
        ({"symptoms": {"syncope": True}}, "syncope", "yes"),
        ({"surgery": {"risk": "high"}}, "surgical_risk", "high"),
        ({"tsc": {"major_features": []}}, "other_major_features", 0),
        ({"tsc": {"major_features": ["cortical_tubers", "cortical_tubers"]}}, "other_major_features", 1),
        ({"tsc": {"major_features": ["lymphangioleiomyomatosis", "angiomyolipomas"]}}, "other_major_features", 1),
        ({"tsc": {"major_features": ["cardiac_rhabdomyoma", "angiomyolipomas"]}}, "other_major_features", 1),
        ({"tsc": {"major_features": ["multiple_cardiac_rhabdomyomas"]}}, "rhabdomyoma_listed", "yes"),
        ({"tsc": {"major_features": ["cortical_tubers"]}}, "rhabdomyoma_listed", "no"),
        ({"tsc": {"major_features": None}}, "rhabdomyoma_listed", None),
        ({"tumours": {"largest_mm": 4}}, "tumour_described", "yes"),
        ({"tumours": {"locations": []}}, "tumour_described", None),
        ({"medications": ["captopril"]}, "grapefruit_taken", "no"),
        ({"medications": ["captopril"], "medications_complete": True}, "grapefruit_taken", "no"),
        ({"medications": ["captopril"], "medications_complete": False}, "grapefruit_taken", None),
        ({"medications": ["captopril"], "medications_complete": False}, "ace_inhibitor_taken", "yes"),
        ({"medications": ["erythromycin"]}, "strong_inhibitor_of_everolimus_taken", "no"),
        ({"medications": ["erythromycin"]}, "moderate_inhibitor_of_everolimus_taken", "yes"),
        ({"medications": ["erythromycin"]}, "strong_inhibitor_of_sirolimus_taken", "yes"),
        ({"medications": ["paracetamol"]}, "strong_inhibitor_of_sirolimus_taken", "no"),
        ({"medications": ["paracetamol"]}, "drug_not_checked_with_sirolimus_taken", "yes"),
        ({"medications": ["paracetamol"]}, "drug_not_checked_at_all_taken", "yes"),
        ({"medications": ["paracetamol"]}, "baseline_heart_check_drug_taken", None),
        ({"medications": ["amiodarone"]}, "drug_not_checked_with_everolimus_taken", "yes"),
        ({"medications": ["amiodarone"]}, "drug_not_checked_with_sirolimus_taken", "no"),
        ({"medications": ["amiodarone"]}, "drug_not_checked_at_all_taken", "no"),
        ({"medications": ["Rapamycin", "EVEROLIMUS"]}, "drug_not_checked_with_everolimus_taken", "no"),
        ({"medications": ["captopril"], "medications_complete": False}, "drug_not_checked_at_all_taken", None),
        ({"medications": ["sotalol"]}, "drug_not_checked_at_all_taken", "yes"),
        ({"medications": ["sotalol"], "medications_complete": False}, "antiarrhythmic_drug_taken", "yes"),
        ({"medications": ["captopril"], "medications_complete": True}, "antiarrhythmic_drug_taken", None),
        ({"medications": []}, "antiarrhythmic_drug_taken", None),
        ({"adverse_events": [{"event": "infection"}]}, "infection_reported", "yes"),
        ({"adverse_events": []}, "infection_reported", "no"),
        ({}, "infection_reported", None),
        ({"adverse_events": [{"event": "infection"}]}, "infection_grade", None),
        ({"adverse_events": [{"event": "infection"}]}, "infection_ungraded", "yes"),
        ({"adverse_events": [{"event": "infection", "grade": 3}, {"event": "infection"}]}, "infection_grade", 3),
        ({"adverse_events": [{"event": "infection", "grade": 3}, {"event": "infection"}]}, "infection_ungraded", "yes"),
        ({"adverse_events": [{"event": "infection", "grade": 3}, {"event": "stomatitis"}]}, "infection_ungraded", "no"),
        ({"adverse_events": []}, "infection_grade", 0),
        ({}, "infection_ungraded", None),
        ({"surgery": {"planned": False}}, "operation_stated", "no"),
        ({"tumours": {"measurements": [{"on_age_days": 3, "largest_mm": 9}]}}, "measured_course", None),
        ({"tumours": {"measurements": [{"on_age_days": 3, "largest_mm": 9}]}}, "tumour_measured", "yes"),
    ],
)
def test_an_observation_is_the_plain_value(ruleset: Ruleset, record: Any, name: str, value: Any) -> None:
    assert observe(Patient.model_validate(record), ruleset)[name] == value


def test_of_an_empty_record_every_observation_is_unknown(ruleset: Ruleset) -> None:
    assert set(observe(Patient(), ruleset).values()) == {None}


SERIES = [
    # The sizes of one tumour from day to day, the course by the last two, growth ever, shrinkage ever.
    ((12.4, 17.5), "growing", "yes", "no"),
    ((17.5, 12.4), "regressing", "no", "yes"),
    ((8, 8), "stable", "no", "no"),
    ((10, 14, 12), "regressing", "yes", "yes"),
    ((14, 10, 12), "growing", "yes", "yes"),
    ((10, 14, 14), "stable", "yes", "no"),
]


@pytest.mark.parametrize(("sizes", "course", "grew", "shrank"), SERIES)
def test_measurements_are_compared_from_day_to_day_in_whatever_order_they_stand(
    ruleset: Ruleset, sizes: tuple[float, ...], course: str, grew: str, shrank: str
) -> None:
    measurements = [{"on_age_days": 10 * day, "largest_mm": size} for day, size in enumerate(sizes)]
    for order in permutations(measurements):
        values = observe(Patient.model_validate({"tumours": {"measurements": order}}), ruleset)
        compared = [values[name] for name in ("measured_course", "measured_growth", "measured_shrinkage")]
        assert compared == [course, grew, shrank]


def test_tumours_are_told_apart_by_their_place_and_growth_of_one_is_growth(ruleset: Ruleset) -> None:
    measurements = [
        {"on_age_days": 1, "largest_mm": 10, "location": "left_ventricle"},
        {"on_age_days": 5, "largest_mm": 5, "location": "right_ventricle"},
        {"on_age_days": 9, "largest_mm": 8, "location": "left_ventricle"},
        {"on_age_days": 9, "largest_mm": 6, "location": "right_ventricle"},
    ]
    values = observe(Patient.model_validate({"tumours": {"measurements": measurements}}), ruleset)
    assert (values["measured_course"], values["measured_growth"]) == ("growing", "yes")


def test_of_two_sizes_on_one_day_the_larger_counts(ruleset: Ruleset) -> None:
    measurements = [
        {"on_age_days": 1, "largest_mm": 10}, {"on_age_days": 9, "largest_mm": 4}, {"on_age_days": 9, "largest_mm": 12},
    ]  # fmt: skip
    values = observe(Patient.model_validate({"tumours": {"measurements": measurements}}), ruleset)
    assert (values["measured_course"], values["measured_shrinkage"]) == ("growing", "no")
