"""The patient record: what is accepted, and how each fault is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.children import random_children

from crdecide import InvalidPatient, Patient, Ruleset, advise
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import truth
from crdecide.guideline.parse import MAX_BYTES, parse_patient
from crdecide.language.truth import TRUE

SITES = [{"on_age_days": 1, "largest_mm": 3, "location": site} for site in ("left_ventricle", "right_ventricle")]


def said(source: Any) -> str:
    with pytest.raises(InvalidPatient) as error:
        parse_patient(source if isinstance(source, bytes) else json.dumps(source).encode())
    return str(error.value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"{", "patient: not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        (b"[]", "patient: expected a patient record (a JSON object), got a list"),
        (b"null", "got null"),
        (b"", "patient: not JSON: Expecting value at line 1, column 1"),
        (b"\xff\xfe", "patient: not UTF-8 text: byte 0 cannot be read"),
        (b"[" * 10_000, "patient: nested too deeply: more than 100 objects and lists within each other"),
        (b'{"a":' * 10_000, "patient: nested too deeply"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "patient: nested too deeply"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "a: unknown field"),
        (b'{"' + b"[" * 101 + b'": "' + b'\\"{' * 101 + b'"}', "[[[: unknown field"),
        (b'{"age_days": 1, "age_days": 2}', "the field 'age_days' is given twice"),
        (b'{"tumours": {"largest_mm": NaN}}', "NaN is not a number in JSON"),
        (b'{"tumours": {"largest_mm": -Infinity}}', "-Infinity is not a number in JSON"),
        (b'{"tumours": {"largest_mm": 1e999}}', "tumours.largest_mm: Input should be a finite number"),
        (b'{"age_days": ' + b"9" * 5000 + b"}", "patient: not JSON: Exceeds the limit"),
        (b" " * (MAX_BYTES + 1), "patient: larger than 10,485,760 bytes; expected the record of one child"),
        ({"age_day": 3}, "age_day: unknown field; did you mean 'age_days' (in days; nothing is converted)?"),
        ({"tumours": {"cuont": 1}}, "tumours.cuont: unknown field; did you mean 'count'?"),
        ({"tumours": {"measurements": [{"on_age_days": 1, "largest": 3}]}},
         "tumours.measurements.0.largest: unknown field; did you mean 'largest_mm' (in mm; nothing is converted)?"),
        ({"age_days": -1}, "age_days: Input should be greater than or equal to 0; got -1 (in days)"),
        ({"age_days": 4.5}, "age_days: Input should be a valid integer"),
        ({"age_days": "4"}, 'age_days: Input should be a valid integer; got "4" (in days)'),
        ({"age_days": 10**6}, "age_days: Input should be less than or equal to 54787"),
        ({"tumours": {"count": -1}}, "tumours.count: Input should be greater than or equal to 0; got -1"),
        ({"tumours": {"count": True}}, "tumours.count: Input should be a valid integer; got true"),
        ({"tumours": {"largest_mm": 0}}, "tumours.largest_mm: Input should be greater than 0; got 0 (in mm)"),
        ({"symptoms": {"syncope": "yes"}}, 'symptoms.syncope: Input should be a valid boolean; got "yes"'),
        ({"surgery": {"risk": "hihg"}}, "surgery.risk: Input should be 'low', 'moderate', 'high' or 'inoperable'; "
                                        "did you mean 'high'?; got \"hihg\""),
        ({"medications": "aspirin"}, 'medications: Input should be a list; got "aspirin"'),
        ({"tsc": []}, "tsc: Input should be an object"),
        ({"birth_date": "2020-02-30"}, "birth_date: Input should be a date written as YYYY-MM-DD"),
        ({"birth_date": 86400}, "birth_date: Input should be a valid date; got 86400"),
        ({"asymptomatic": True, "symptoms": {"syncope": True}},
         "patient: contradiction: asymptomatic is true, yet symptoms.syncope is true"),
        ({"tumours": {"count": 1, "measurements": SITES}},
         "tumours: contradiction: count is 1, yet measurements name 2 different sites (left_ventricle,"),
        ({"tumours": {"count": 0, "largest_mm": 4}}, "tumours: contradiction: count is 0"),
        ({"age_days": 3, "birth_date": "2020-01-01", "assessed_on": "2020-01-05"},
         "contradiction: age_days is 3, but birth_date to assessed_on is 4 days"),
        ({"birth_date": "2020-01-05", "assessed_on": "2020-01-01"}, "assessed_on (2020-01-01) is before birth_date"),
        ({"life_stage": "prenatal", "age_days": 3}, "life_stage is 'prenatal', yet an age or a birth date is given"),
        ({"age_days": 3, "tumours": {"measurements": [*SITES[:1], {"on_age_days": 9, "largest_mm": 3}]}},
         "an event is dated at 9 days, later than the child's age of 3 days"),
        ({"treatment": {"mtor_inhibitor": {"started_on_age_days": 9, "stopped_on_age_days": 3}}},
         "treatment.mtor_inhibitor: contradiction: stopped_on_age_days (3) is before started_on_age_days (9)"),
        ({"treatment": {"mtor_inhibitor": {"status": "none", "started_on_age_days": 9}}}, "status is 'none', yet"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_place_and_what_was_expected(source: Any, message: str) -> None:
    assert message in said(source)


def test_all_faults_are_said_at_once() -> None:
    assert len(said({"age_days": -1, "surgery": {"risk": "none"}, "tumors": {}}).splitlines()) == 3


def test_advise_says_the_same_of_a_mapping() -> None:
    with pytest.raises(InvalidPatient, match="did you mean 'tumours'"):
        advise({"tumors": {}})
    with pytest.raises(InvalidPatient, match="got a list"):
        advise([])  # type: ignore[arg-type]


def test_absent_null_and_an_empty_section_mean_the_same() -> None:
    empty = Patient()
    assert parse_patient(b"{}") == empty
    assert parse_patient(b'{"tsc": null, "treatment": {"mtor_inhibitor": null}, "age_days": null}') == empty
    assert advise(json.loads('{"tsc": null}')).provenance == advise({}).provenance


def test_the_record_of_the_contract_is_read_whole() -> None:
    record = {
        "life_stage": "postnatal", "age_days": 12, "birth_date": None, "assessed_on": None,
        "tsc": {"status": "definite", "pathogenic_variant": True,
                "major_features": ["multiple_cardiac_rhabdomyomas"], "minor_features": [], "features_complete": True},
        "tumours": {"count": 4, "largest_mm": 15.0, "locations": ["left_ventricle"], "trend": "stable",
                    "measurements": [{"on_age_days": 4, "largest_mm": 15.0}]},
        "symptoms": {"heart_failure": False, "arrhythmia": False, "outflow_obstruction": True,
                     "inflow_obstruction": None, "duct_dependent_circulation": None, "cyanosis": None,
                     "respiratory_distress": None, "syncope": None},
        "asymptomatic": None,
        "surgery": {"risk": "high", "performed": False, "planned": None, "planned_within_days": None},
        "treatment": {"mtor_inhibitor": {"status": "current", "drug": "everolimus", "indication": "cardiac_rhabdomyoma",
                                         "started_on_age_days": None, "stopped_on_age_days": None, "trough_ng_ml": None,
                                         "dose": {"value": 4.5, "unit": "mg/m2/day"}},
                      "antiarrhythmic": {"status": "none", "response": None}},
        "medications": ["carbamazepine", "captopril"],
        "safety": {"active_infection": None, "rapamycin_hypersensitivity": None, "live_vaccine_due": None,
                   "hepatic_impairment": None, "hyperlipidaemia": None},
        "adverse_events": [{"event": "dyslipidaemia", "grade": 1, "text": ""}],
    }  # fmt: skip
    patient = parse_patient(json.dumps(record).encode())
    assert patient.tumours.measurements is not None
    assert patient.tumours.measurements[0].largest_mm == 15.0
    dumped = json.loads(patient.model_dump_json())
    dumped["tumours"]["measurements"][0].pop("location")
    assert {name: dumped[name] for name in record} == record


def test_the_age_comes_from_the_dates_where_both_are_given() -> None:
    patient = parse_patient(b'{"birth_date": "2024-02-28", "assessed_on": "2024-03-01"}')
    assert patient.age == 2
    assert parse_patient(b'{"birth_date": "2024-02-28"}').age is None


def test_the_record_refuses_every_contradiction_that_the_vocabulary_names(ruleset: Ruleset) -> None:
    """Rules leave these out because no such child can be given; random children never show one either."""
    for child in random_children(500, seed=5):
        values = observe(Patient.model_validate(child), ruleset)
        assert not any(truth(pair, values) is TRUE for pair in ruleset.vocabulary.contradictions)
    for symptom in ("heart_failure", "cyanosis", "respiratory_distress", "syncope"):
        assert "contradiction" in said({"asymptomatic": True, "symptoms": {symptom: True}})
    assert "contradiction" in said({"tumours": {"count": 0, "locations": ["left_ventricle"]}})


@pytest.mark.parametrize(
    "seen", ["arrhythmia", "outflow_obstruction", "inflow_obstruction", "duct_dependent_circulation"]
)
def test_what_only_an_examination_shows_may_be_there_without_symptoms(seen: str) -> None:
    patient = Patient.model_validate({"asymptomatic": True, "symptoms": {seen: True}})
    assert getattr(patient.symptoms, seen) is True


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
NAMES = st.sampled_from([*Patient.model_fields, "tumors", ""])


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=4))
def test_whatever_stands_in_a_record_it_is_read_or_refused(data: dict[str, Any]) -> None:
    try:
        assert isinstance(parse_patient(json.dumps(data).encode()), Patient)
    except InvalidPatient as error:
        assert error.problems


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_whatever_bytes_come_they_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(parse_patient(data), Patient)
    except InvalidPatient as error:
        assert error.problems
