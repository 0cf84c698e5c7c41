"""Any record, told apart by its content."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.fhir_records import CHILD, HEART_FAILURE, RHABDOMYOMA, bundle, condition, patient

from crdecide import InvalidPatient, Ruleset
from crdecide.errors import WrongPatient
from crdecide.language.code_meanings import Terminology
from crdecide.records.detect import form_of, read_record

ON = date(2026, 11, 23)
OWN: dict[str, Any] = {"age_days": 12, "symptoms": {"heart_failure": True}}
RHABDOMYOMA_FEATURE = {"type": {"id": "HP:0009729", "label": "never read"}}


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ({}, "own"),
        (OWN, "own"),
        ([], "own"),
        (None, "own"),
        ({"prefetch": None}, "own"),
        (bundle(), "fhir"),
        (patient(), "fhir"),
        ({"patient": patient(), "conditions": None}, "fhir"),
        ({"patient": patient(), "age_days": 3}, "own"),
        ({"hook": "patient-view", "context": {}}, "hook_request"),
        ({"phenotypicFeatures": []}, "phenopacket"),
        ({"meta_data": {}}, "phenopacket"),
    ],
)
def test_a_record_is_told_apart_by_its_content(source: Any, form: str) -> None:
    assert form_of(source) == form


def test_a_record_of_ours_is_taken_as_it_is() -> None:
    reading = read_record(OWN)
    assert reading.patient.model_dump(exclude_defaults=True) == OWN
    assert (reading.provenance, reading.notes) == ({}, ())


def test_fhir_is_read_to_a_day_with_its_sources() -> None:
    record = bundle(patient(), condition("hf", HEART_FAILURE))
    assert read_record(record).patient.age is None
    reading = read_record(record, on=ON)
    assert (reading.patient.age, reading.patient.symptoms.heart_failure) == (12, True)
    assert [str(source) for source in reading.provenance["symptoms.heart_failure"]] == ["Condition/hf"]
    assert read_record({"conditions": bundle(condition("hf", HEART_FAILURE))}).patient.symptoms.heart_failure is True


def test_a_request_of_a_hook_is_read_by_its_prefetch() -> None:
    request = {"hook": "patient-view", "context": {"patientId": "child-1"}, "prefetch": {"patient": patient()}}
    assert read_record(request, on=ON).patient.age == 12
    with pytest.raises(InvalidPatient, match="prefetch: the request has none"):
        read_record({"hook": "patient-view", "context": {"patientId": "child-1"}})


def test_a_phenopacket_is_read_with_its_sources() -> None:
    reading = read_record({"phenotypicFeatures": [RHABDOMYOMA_FEATURE]})
    assert reading.patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    assert [str(source) for source in reading.provenance["tsc.major_features"]] == ["phenotypicFeatures/1"]


def test_the_code_maps_are_those_of_the_rules_given(ruleset: Ruleset) -> None:
    concepts = ruleset.terminology.codes.concepts
    silent = {name: concept.model_copy(update={"present": {}}) for name, concept in concepts.items()}
    codes = ruleset.terminology.codes.model_copy(update={"concepts": silent})
    deaf = ruleset.reading_by(Terminology(codes, ruleset.terminology.drug_codes))
    for record in (bundle(condition("cr", RHABDOMYOMA)), {"phenotypicFeatures": [RHABDOMYOMA_FEATURE]}):
        assert read_record(record).patient.tsc.major_features == ("cardiac_rhabdomyoma",)
        assert read_record(record, ruleset=deaf).patient.tsc.major_features is None


@pytest.mark.parametrize("source", [None, [], "x", 7, {"age": 3}, {"patient": patient(), "age_days": 3}])
def test_what_is_no_record_is_refused(source: Any) -> None:
    with pytest.raises(InvalidPatient):
        read_record(source)


def test_a_record_about_several_patients_is_an_invalid_one() -> None:
    with pytest.raises(InvalidPatient) as error:
        read_record(bundle(patient(), patient(id="child-2")))
    assert isinstance(error.value, WrongPatient)
    assert [problem.message for problem in error.value.problems] == ["the record holds more than one Patient"]
    assert str(error.value) == "the record holds more than one Patient"
    assert CHILD not in str(error.value)
