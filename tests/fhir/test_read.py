"""FHIR R4 records in: what each resource says of the child, and what it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.fhir_records import (
    ATC,
    CHILD,
    HEART_FAILURE,
    LOINC,
    RHABDOMYOMA,
    RXNORM,
    SNOMED,
    TSC,
    UCUM,
    Json,
    bundle,
    concept,
    condition,
    observation,
    patient,
    request,
    resource,
    said,
)

from crdecide import CrdecideError, InvalidPatient, Ruleset
from crdecide.errors import WrongPatient
from crdecide.records import Reading, fhir
from crdecide.records.element import read_element
from crdecide.records.fhir.resources import Condition

ON = date(2026, 11, 23)
EVEROLIMUS, VERAPAMIL = (ATC, "L04AH02"), (ATC, "C08DA01")
HYPERSENSITIVITY = "safety.rapamycin_hypersensitivity"


def read(*resources: Json, **arguments: Any) -> Reading:
    return fhir.read(bundle(patient(), *resources), on=ON, **arguments)


def value(reading: Reading, field: str) -> Any:
    part: Any = reading.patient
    for name in field.split("."):
        part = getattr(part, name)
    return part


def test_a_child_is_read_whole_and_every_field_names_its_resource_and_version() -> None:
    reading = read(
        condition("cr", RHABDOMYOMA),
        condition("hf", HEART_FAILURE, meta={"versionId": "7"}),
        request("ever", EVEROLIMUS, authoredOn="2026-11-20"),
        request("vera", VERAPAMIL),
    )
    assert reading.patient.age == 12
    assert reading.patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    assert reading.patient.symptoms.heart_failure is True
    assert reading.patient.treatment.mtor_inhibitor.status == "current"
    assert reading.patient.treatment.mtor_inhibitor.drug == "everolimus"
    assert (reading.patient.medications, reading.patient.medications_complete) == (("verapamil",), False)
    assert {field: [str(source) for source in sources] for field, sources in reading.provenance.items()} == {
        "birth_date": ["Patient/child-1"],
        "assessed_on": ["Patient/child-1"],
        "tsc.major_features": ["Condition/cr"],
        "symptoms.heart_failure": ["Condition/hf version 7"],
        "medications_complete": ["MedicationRequest/ever of 2026-11-20", "MedicationRequest/vera"],
        "medications": ["MedicationRequest/vera"],
        "treatment.mtor_inhibitor.status": ["MedicationRequest/ever of 2026-11-20"],
        "treatment.mtor_inhibitor.drug": ["MedicationRequest/ever of 2026-11-20"],
    }
    assert reading.notes == ()


def test_of_an_empty_record_everything_is_unknown() -> None:
    assert read().patient.model_dump(exclude_none=True, exclude={"birth_date", "assessed_on"}) == fhir.read(
        bundle()
    ).patient.model_dump(exclude_none=True)


@pytest.mark.parametrize(
    ("fields", "expected", "note"),
    [
        ({}, True, None),
        ({"status": "recurrence"}, True, None),
        ({"status": "resolved"}, None, "not current"),
        ({"status": "inactive"}, None, "not current"),
        ({"verified": "refuted"}, False, None),
        ({"verified": "unconfirmed"}, None, "unconfirmed"),
        ({"verified": "provisional"}, None, "provisional"),
        ({"verified": "differential"}, None, "differential"),
        ({"verified": "entered-in-error"}, None, None),
        ({"verified": "sure"}, None, "verification status is none that FHIR has"),
        ({"status": "on"}, None, "clinical status is none that FHIR has"),
        ({"abatementDateTime": "2026-11-20"}, None, "not current"),
        ({"abatementDateTime": "2026-12-20"}, True, None),
        ({"abatementString": "by itself"}, None, "not current"),
        ({"onsetDateTime": "2027"}, None, "in the future"),
        ({"modifierExtension": [{"url": "https://example.org/not"}]}, None, "modifierExtension"),
        ({"implicitRules": "https://example.org"}, None, "implicitRules"),
        ({"clinicalStatus": None, "verificationStatus": None}, True, None),
        ({"code": concept((SNOMED, "1"))}, None, "not in the lists"),
        ({"code": {"text": "Heart failure"}}, True, None),
        (
            {"code": {"text": "Heart failure"}, "verificationStatus": concept(("", "refuted"))},
            None,
            "by its name alone",
        ),
        ({"code": {"text": "No heart failure"}}, None, "not in the lists"),
    ],
)
def test_a_condition_counts_as_its_statuses_and_dates_say(
    fields: Json, expected: bool | None, note: str | None
) -> None:
    statuses = {name: fields[name] for name in ("status", "verified") if name in fields}
    problem = {**condition("hf", HEART_FAILURE, **statuses), **fields}
    reading = read(problem)
    assert reading.patient.symptoms.heart_failure is expected
    assert [note in text for text in said(reading)] == ([] if note is None else [True])


def test_what_stays_for_life_is_not_over_when_its_problem_is_closed() -> None:
    assert read(condition("tsc", TSC, "resolved")).patient.tsc.status == "definite"
    assert read(condition("tsc", TSC, "active", "refuted")).patient.tsc.status == "excluded"


def test_the_diagnosis_of_another_encounter_is_not_taken_as_current() -> None:
    category = [concept(("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis"))]
    diagnosis = condition("hf", HEART_FAILURE, category=category, encounter={"reference": "Encounter/e1"})
    assert read(diagnosis, encounter="e1").patient.symptoms.heart_failure is True
    assert read(diagnosis, encounter="e2").patient.symptoms.heart_failure is None
    assert read(diagnosis).patient.symptoms.heart_failure is True


def test_of_observations_the_latest_counts_and_a_resolved_condition_outlives_older_ones() -> None:
    old = observation("o1", HEART_FAILURE, "2026-11-12", valueBoolean=True)
    new = observation("o2", HEART_FAILURE, "2026-11-20", valueCodeableConcept=concept((SNOMED, "2667000")))
    assert read(old, new).patient.symptoms.heart_failure is False
    assert read(new, old).patient.symptoms.heart_failure is False
    resolved = condition("hf", HEART_FAILURE, "resolved", abatementDateTime="2026-11-15")
    assert read(old, resolved).patient.symptoms.heart_failure is None
    assert read(old, resolved, new).patient.symptoms.heart_failure is False


def test_a_record_that_disagrees_with_itself_leaves_the_field_unknown_and_says_where() -> None:
    reading = read(condition("hf", HEART_FAILURE), observation("o", HEART_FAILURE, "2026-11-20", valueBoolean=False))
    assert reading.patient.symptoms.heart_failure is None
    assert [str(item) for item in reading.unread] == [
        "Condition/hf: heart failure left unknown: the record disagrees with itself: "
        "yes (Condition/hf); no (Observation/o of 2026-11-20)"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"status": "preliminary"},
        {"valueBoolean": None, "valueString": "severe"},
        {"dataAbsentReason": concept((SNOMED, "1"))},
        {"valueBoolean": None, "valueCodeableConcept": concept((SNOMED, "1"))},
    ],
)
def test_an_observation_without_a_plain_final_answer_says_nothing(change: Json) -> None:
    reading = read({**observation("o", HEART_FAILURE, "2026-11-20", valueBoolean=True), **change})
    assert reading.patient.symptoms.heart_failure is None
    assert [item.kind for item in reading.unread] == ["danger"]


def test_a_report_says_what_its_coded_conclusions_say_once_it_is_final() -> None:
    fields = {"conclusionCode": [concept(RHABDOMYOMA)], "effectiveDateTime": "2026-11-20"}
    final = resource("DiagnosticReport", "echo", status="final", **fields)
    assert read(final).patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    assert read({**final, "status": "preliminary"}).patient.tsc.major_features is None


def test_a_tumours_size_is_converted_and_read_only_where_it_is_about_the_rhabdomyoma() -> None:
    size = {"valueQuantity": {"value": 1.5, "system": UCUM, "code": "cm"}}
    about = {"focus": [{"reference": "Condition/cr"}]}
    measured = observation("o", (LOINC, "21889-1"), "2026-11-20", **size, **about)
    assert read(condition("cr", RHABDOMYOMA), measured).patient.tumours.largest_mm == 15.0
    unsaid = {**measured, "focus": []}
    alone = read(condition("cr", RHABDOMYOMA), unsaid)
    assert alone.patient.tumours.largest_mm == 15.0
    assert [note.kind for note in alone.notes] == ["taken_as"]
    beside = condition("sega", (SNOMED, "449799008"))
    assert read(condition("cr", RHABDOMYOMA), beside, unsaid).patient.tumours.largest_mm is None
    kidney = {**unsaid, "bodySite": concept((SNOMED, "64033007"))}
    assert read(condition("cr", RHABDOMYOMA), kidney).patient.tumours.largest_mm is None
    assert read(condition("cr", HEART_FAILURE), measured).patient.tumours.largest_mm is None
    assert read(condition("cr", RHABDOMYOMA, verified="refuted"), measured).patient.tumours.largest_mm is None


@pytest.mark.parametrize(
    ("quantity", "expected", "note"),
    [
        ({"value": 6, "system": UCUM, "code": "ng/mL"}, 6.0, None),
        ({"value": 6, "system": UCUM, "code": "ug/L"}, 6.0, None),
        ({"value": 6, "system": UCUM, "code": "nmol/L"}, None, "cannot be converted to ng/mL"),
        ({"value": 6, "system": UCUM, "code": "[pH]"}, None, "cannot be converted to ng/mL"),
        ({"value": 6, "system": UCUM, "code": "(" * 41}, None, "longer than any"),
        ({"value": 6, "unit": "ng/mL"}, None, "no UCUM code"),
        ({"value": 3, "comparator": "<", "system": UCUM, "code": "ng/mL"}, None, "a bound"),
        ({"system": UCUM, "code": "ng/mL"}, None, "no number"),
    ],
)
def test_units_are_converted_or_the_value_left_unknown(
    quantity: Json, expected: float | None, note: str | None
) -> None:
    reading = read(observation("o", (LOINC, "77349-9"), "2026-11-20", valueQuantity=quantity))
    assert reading.patient.treatment.mtor_inhibitor.trough_ng_ml == expected
    assert [note in text for text in said(reading)] == ([] if note is None else [True])


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ([request("a", EVEROLIMUS, "draft")], "planned"),
        ([request("a", EVEROLIMUS, "active")], "current"),
        ([{**request("a", EVEROLIMUS, "active"), "intent": "proposal"}], "planned"),
        ([request("a", EVEROLIMUS, "stopped")], "stopped"),
        ([request("a", EVEROLIMUS, "completed")], None),
        ([request("a", EVEROLIMUS, "on-hold")], None),
        ([request("a", EVEROLIMUS, "entered-in-error")], None),
        ([{**request("a", EVEROLIMUS), "doNotPerform": True}], None),
        ([request("a", EVEROLIMUS, "stopped"), request("b", EVEROLIMUS, "draft")], "planned"),
        ([request("a", EVEROLIMUS, "draft"), request("b", EVEROLIMUS, "active")], "current"),
    ],
)
def test_a_course_stands_as_its_entries_say_together(entries: list[Json], status: str | None) -> None:
    assert read(*entries).patient.treatment.mtor_inhibitor.status == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "active"}, "current"),
        ({"status": "active", "effectivePeriod": {"end": "2026-11-22"}}, None),
        ({"status": "active", "effectivePeriod": {"end": "2026-11-23"}}, "current"),
        ({"status": "intended"}, "planned"),
        ({"status": "completed"}, "stopped"),
        ({"status": "not-taken"}, None),
        ({"status": "unknown"}, None),
    ],
)
def test_a_statement_on_a_drug_counts_by_status_and_period(fields: Json, status: str | None) -> None:
    statement = resource("MedicationStatement", "m", medicationCodeableConcept=concept(EVEROLIMUS), **fields)
    assert read(statement).patient.treatment.mtor_inhibitor.status == status


def test_a_drug_is_found_through_a_product_a_contained_medication_and_its_ingredients() -> None:
    product = request("p", (RXNORM, "309632"))
    assert read(product).patient.medications == ("ciclosporin",)
    drug = {"resourceType": "Medication", "id": "m", "code": concept(VERAPAMIL)}
    by_reference = {"medicationCodeableConcept": None, "medicationReference": {"reference": "#m"}}
    assert read({**product, **by_reference, "contained": [drug]}).patient.medications == ("verapamil",)
    made_of = {**drug, "code": None, "ingredient": [{"itemCodeableConcept": concept(VERAPAMIL)}]}
    by_reference["medicationReference"] = {"reference": "Medication/m"}
    assert read({**product, **by_reference}, made_of).patient.medications == ("verapamil",)


def test_a_drug_is_read_by_an_exact_name_and_one_that_is_not_recognised_is_said() -> None:
    named = {**request("x", (RXNORM, "1")), "medicationCodeableConcept": {"text": "Verapamil"}}
    reading = read(named)
    assert reading.patient.medications == ("verapamil",)
    assert str(reading.provenance["medications"][0]) == 'MedicationRequest/x, read by its name "verapamil"'
    more = {**named, "medicationCodeableConcept": {"text": "verapamil or placebo"}}
    reading = read(more)
    assert reading.patient.medications is None
    assert said(reading) == [
        "MedicationRequest/x (verapamil or placebo): a drug was not recognised: its code and name are not in the lists"
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"verificationStatus": concept(("", "confirmed"))}, True),
        ({"verificationStatus": concept(("", "refuted"))}, False),
        ({"verificationStatus": concept(("", "unconfirmed"))}, None),
        ({"verificationStatus": concept(("", "entered-in-error"))}, None),
        ({"clinicalStatus": concept(("", "resolved"))}, None),
        ({"type": "intolerance"}, None),
        ({"code": concept((SNOMED, "716186003"))}, False),
        ({"code": concept(VERAPAMIL)}, None),
    ],
)
def test_an_allergy_counts_where_it_stands(fields: Json, expected: bool | None) -> None:
    allergy = {**resource("AllergyIntolerance", "a", code=concept(EVEROLIMUS)), **fields}
    assert value(read(allergy), HYPERSENSITIVITY) is expected


def test_a_live_vaccine_is_due_until_it_is_given() -> None:
    mmr = concept(("http://hl7.org/fhir/sid/cvx", "03"))
    due = [{"vaccineCode": [mmr], "forecastStatus": concept(("", "due"))}]
    recommended = resource("ImmunizationRecommendation", "r", date="2026-11-01", recommendation=due)
    given_now = resource(
        "Immunization", "i", status="completed", vaccineCode=mmr, occurrenceDateTime="2026-11-10T10:00:00Z"
    )
    assert read(recommended).patient.safety.live_vaccine_due is True
    assert read(recommended, given_now).patient.safety.live_vaccine_due is None
    before = {**given_now, "occurrenceDateTime": "2026-10-01"}
    assert read(recommended, before).patient.safety.live_vaccine_due is True
    immune = [{"vaccineCode": [mmr], "forecastStatus": concept(("", "immune"))}]
    assert read({**recommended, "recommendation": immune}).patient.safety.live_vaccine_due is None


def test_an_operation_is_read_by_its_category_and_its_reason() -> None:
    operation = resource(
        "Procedure",
        "p",
        status="completed",
        category=concept((SNOMED, "387713003")),
        reasonReference=[{"reference": "Condition/cr"}],
    )
    cr = condition("cr", RHABDOMYOMA)
    assert read(cr, operation).patient.surgery.performed is True
    assert read(cr, {**operation, "status": "preparation"}).patient.surgery.performed is None
    assert read(condition("cr", HEART_FAILURE), operation).patient.surgery.performed is None


def test_a_broken_resource_is_reported_and_left_out_and_the_rest_is_used() -> None:
    broken = {**condition("x", HEART_FAILURE), "code": 7}
    reading = fhir.read(bundle(patient(), broken, condition("cr", RHABDOMYOMA), "no resource"), on=ON)  # type: ignore[arg-type]
    assert reading.patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    assert said(reading) == [
        "Condition/x: left out, it cannot be read: code: expected an object",
        "Bundle entry/4: left out: it holds no resource",
    ]


def test_a_list_sent_as_an_object_and_nulls_are_forgiven() -> None:
    sloppy = {
        **condition("hf", HEART_FAILURE),
        "category": None,
        "code": {"coding": concept(HEART_FAILURE)["coding"][0]},
    }
    assert read(sloppy).patient.symptoms.heart_failure is True


def test_faults_of_form_are_forgiven_wherever_they_stand_and_one_beside_them_is_told() -> None:
    """Each fault by itself and all of them together: as it stands first, then forgiven, and never a value lost."""
    whole = observation("rx", (LOINC, "8480-6"), "2026-11-20", component=[{"code": concept(HEART_FAILURE)}])
    whole["component"][0] |= {"valueBoolean": True, "interpretation": [{"text": "as seen"}]}
    bare = {**whole, "component": {**whole["component"][0], "interpretation": {"text": "as seen"}}}
    nulls = {**whole, "meta": None, "focus": None, "component": [{**whole["component"][0], "dataAbsentReason": None}]}
    deep = {**bare, "code": {"coding": {"system": LOINC, "code": "8480-6", "display": None}, "text": None}}
    for sloppy in (bare, nulls, deep):
        assert read(sloppy) == read(whole), sloppy
    assert read(whole).patient.symptoms.heart_failure is True
    codes = {"clinicalStatus": "active", "verificationStatus": "confirmed", "bodySite": None}
    mere = {**condition("hf", HEART_FAILURE), **codes}
    assert read(mere).patient == read(condition("hf", HEART_FAILURE)).patient
    assert said(read({**mere, "abatementPeriod": {"start": 5, "end": None}})) == [
        "Condition/hf (http://snomed.info/sct 84114007): left out, it cannot be read: "
        "abatementPeriod.start: Input should be a valid string"
    ]


@pytest.mark.parametrize("odd", [5, True, ["a"], {"b": []}, None, "", "a" * 1000])
def test_a_concept_met_before_is_the_same_and_one_that_is_broken_is_refused_each_time(odd: Any) -> None:
    for part in ("system", "code", "display", "text"):
        plain = {"coding": [{"system": "urn:site", "code": "1", "display": "one"}], "text": "words"}
        broken = {**plain, part: odd} if part == "text" else {**plain, "coding": [{**plain["coding"][0], part: odd}]}
        for _ in range(2):
            for data, is_text in ((plain, True), (broken, odd is None or isinstance(odd, str))):
                found = read_element(Condition, {"resourceType": "Condition", "code": data})
                assert isinstance(found, Condition) == is_text, data
                if isinstance(found, Condition):
                    one = found.code.coding[0]
                    assert [one.system, one.code, one.display, found.code.text] == [
                        *(data["coding"][0][name] or "" for name in ("system", "code", "display")),
                        data["text"] or "",
                    ]


def test_of_two_versions_of_a_resource_the_newer_counts() -> None:
    old = condition("hf", HEART_FAILURE, meta={"versionId": "1", "lastUpdated": "2026-11-12T00:00:00Z"})
    new = condition(
        "hf", HEART_FAILURE, verified="refuted", meta={"versionId": "2", "lastUpdated": "2026-11-20T00:00:00Z"}
    )
    assert read(old, new).patient.symptoms.heart_failure is False
    assert read(new, old).patient.symptoms.heart_failure is False


@pytest.mark.parametrize(
    ("born", "age"), [("2026-11-11", 12), ("2026-11", None), ("2026", None), ("2027-01-01", None), ("soon", None)]
)
def test_the_age_needs_a_full_date_of_birth(born: str, age: int | None) -> None:
    reading = fhir.read(bundle(patient(birthDate=born)), on=ON)
    assert reading.patient.age == age
    assert bool([*reading.notes, *reading.unread]) == (age is None)


def test_a_prefetch_is_read_like_a_bundle_and_what_failed_or_was_cut_off_is_said() -> None:
    prefetch = {
        "patient": patient(),
        "conditions": bundle(condition("cr", RHABDOMYOMA), link=[{"relation": "next", "url": "https://example.org"}]),
        "drugs": {"resourceType": "OperationOutcome", "issue": []},
        "allergies": None,
    }
    reading = fhir.read(prefetch, on=ON)
    assert reading.patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    assert [str(note) for note in reading.notes] == [
        "only the first page of a Bundle was read",
        "a part of the record could not be had: an OperationOutcome came instead",
    ]


ANOTHER = {"subject": {"reference": "Patient/child-2"}}


@pytest.mark.parametrize(
    ("record", "whose"),
    [
        (bundle(patient()), "child-2"),
        (bundle(patient(), patient(id="child-2")), None),
        (bundle(patient(id=None), patient(id=None)), None),
        (bundle(patient(), patient(id=None)), CHILD),
        (bundle(patient(), {**condition("hf", HEART_FAILURE), **ANOTHER}), None),
        (bundle(patient(), {"resourceType": "Encounter", "id": "e", **ANOTHER}), None),
        (bundle({**condition("hf", HEART_FAILURE), **ANOTHER}), CHILD),
        (bundle(condition("a", HEART_FAILURE), {**condition("hf", HEART_FAILURE), **ANOTHER}), None),
        ({"patient": patient(), "x": {**condition("hf", HEART_FAILURE), **ANOTHER}}, CHILD),
    ],
)
def test_a_record_about_another_patient_is_refused_without_naming_one(record: Json, whose: str | None) -> None:
    with pytest.raises(WrongPatient) as error:
        fhir.read(record, patient_id=whose)
    assert "child" not in str(error.value)


def test_a_patient_is_the_same_by_id_by_address_and_by_full_url() -> None:
    for reference in ("https://ehr.example/fhir/Patient/child-1", "Patient/child-1/_history/3", "urn:uuid:7"):
        subject = {"subject": {"reference": reference}}
        record = bundle(patient(), {**condition("hf", HEART_FAILURE), **subject})
        record["entry"][0]["fullUrl"] = "urn:uuid:7"
        assert fhir.read(record, on=ON).patient.symptoms.heart_failure is True


def test_a_patient_without_an_id_is_read_only_where_none_is_asked_for_by_id() -> None:
    nameless = bundle(patient(id=None))
    assert fhir.read(nameless, on=ON).patient.age == 12
    asked = fhir.read(nameless, on=ON, patient_id=CHILD)
    assert asked.patient.age is None
    assert "does not say whose it is" in str(asked.unread[0])


def test_a_resource_that_does_not_say_whose_it_is_is_left_out() -> None:
    reading = read({**condition("hf", HEART_FAILURE), "subject": {"identifier": {"value": "7"}}})
    assert reading.patient.symptoms.heart_failure is None
    assert "does not say whose it is" in str(reading.unread[0])


@pytest.mark.parametrize("record", [{"a": 1}, {"a": {}}, {"a": []}, {"a": {"resourceType": "Patient"}, "b": "x"}])
def test_what_is_no_record_is_refused(record: Json) -> None:
    with pytest.raises(InvalidPatient):
        fhir.read(record)


NAMES = [
    "resourceType",
    "id",
    "subject",
    "reference",
    "code",
    "coding",
    "system",
    "status",
    "value",
    "entry",
    "resource",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
FIELDS = [*condition("x", TSC), "valueQuantity", "focus"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(junk=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5))
def test_any_damage_to_a_resource_is_reported_and_never_a_crash(ruleset: Ruleset, junk: Json) -> None:
    for kind in (
        condition("x", TSC),
        observation("o", HEART_FAILURE, "2026", valueBoolean=True),
        request("m", EVEROLIMUS),
    ):
        try:
            fhir.read(bundle(patient(), {**kind, **junk}), on=ON, ruleset=ruleset)
        except CrdecideError as error:
            assert str(error)
