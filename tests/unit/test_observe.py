"""From the record to observations: plain values, unknown where nothing is known."""

from __future__ import annotations

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
        ({"tsc": {"major_features": []}}, "listed_major_features", 0),
        ({"tsc": {"major_features": ["cortical_tubers", "cortical_tubers"]}}, "listed_major_features", 1),
        (
            {"tsc": {"major_features": ["cardiac_rhabdomyoma", "multiple_cardiac_rhabdomyomas"]}},
            "listed_major_features",
            1,
        ),
        ({"tsc": {"major_features": ["multiple_cardiac_rhabdomyomas"]}}, "rhabdomyoma_listed", "yes"),
        ({"tsc": {"major_features": ["cortical_tubers"]}}, "rhabdomyoma_listed", "no"),
        ({"tsc": {"major_features": None}}, "rhabdomyoma_listed", None),
        ({"tumours": {"largest_mm": 4}}, "tumour_described", "yes"),
        ({"tumours": {"locations": []}}, "tumour_described", None),
        ({"medications": ["captopril"]}, "grapefruit_taken", "no"),
        ({"medications": ["captopril"], "medications_complete": True}, "grapefruit_taken", "no"),
        ({"medications": ["captopril"], "medications_complete": False}, "grapefruit_taken", None),
        ({"medications": ["captopril"], "medications_complete": False}, "ace_inhibitor_taken", "yes"),
        ({"adverse_events": [{"event": "infection"}]}, "infection_reported", "yes"),
        ({"adverse_events": []}, "infection_reported", "no"),
        ({}, "infection_reported", None),
    ],
)
def test_an_observation_is_the_plain_value(ruleset: Ruleset, record: Any, name: str, value: Any) -> None:
    assert observe(Patient.model_validate(record), ruleset)[name] == value


def test_of_an_empty_record_every_observation_is_unknown(ruleset: Ruleset) -> None:
    assert set(observe(Patient(), ruleset).values()) == {None}
