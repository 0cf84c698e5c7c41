"""What is not read is said in notes, each of a kind: a reader has the words, a program the kind."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from support.fhir_records import (
    ATC,
    HEART_FAILURE,
    LOINC,
    RHABDOMYOMA,
    RXNORM,
    SNOMED,
    TSC,
    Json,
    bundle,
    concept,
    condition,
    observation,
    patient,
    request,
    resource,
)

from crdecide.records import NoteKind
from crdecide.records.detect import read_record

ON = date(2026, 11, 23)
EVEROLIMUS = (ATC, "L04AH02")
BROKEN = {"code": 7}
ODD = {"implicitRules": "https://example.org"}
NOBODYS = {"subject": {}}
MMR = concept(("http://hl7.org/fhir/sid/cvx", "03"))
DUE = [{"vaccineCode": [MMR], "forecastStatus": concept(("", "due"))}]
OPERATION = {"category": concept((SNOMED, "387713003")), "reasonCode": [concept(RHABDOMYOMA)]}


def allergy(code: tuple[str, str], **more: Any) -> Json:
    return resource("AllergyIntolerance", "a", code=concept(code), **more)


FHIR: list[tuple[NoteKind, list[Any]]] = [
    ("left_out", [{**condition("x", HEART_FAILURE), **BROKEN}]),
    ("left_out", [{**condition("x", HEART_FAILURE), **ODD}]),
    ("left_out", [{**condition("x", HEART_FAILURE), **NOBODYS}]),
    ("left_out", ["no resource"]),
    ("left_out", [bundle(bundle(bundle()))]),
    ("drug_left_out", [{**request("x", EVEROLIMUS), "intent": 7}]),
    ("drug_left_out", [{**request("x", EVEROLIMUS), **ODD}]),
    ("drug_left_out", [{**request("x", EVEROLIMUS), **NOBODYS}]),
    ("drug_left_out", [resource("MedicationStatement", "x", status=7)]),
    ("drug_not_recognised", [request("x", (RXNORM, "161"))]),
    ("drug_use_unknown", [request("x", EVEROLIMUS, "on-hold")]),
    ("not_read", [resource("Encounter", "e")]),
    ("not_read", [condition("x", ("http://hl7.org/fhir/sid/icd-10-cm", "D15.1"))]),
    ("not_read", [observation("o", (LOINC, "77349-9"), "2026-11-20")]),
    ("partial", [{"resourceType": "OperationOutcome"}]),
    ("partial", [bundle(link=[{"relation": "next", "url": "https://ehr.example/2"}])]),
    ("left_unknown", [condition("x", HEART_FAILURE, verified="provisional")]),
    (
        "left_unknown",
        [condition("x", HEART_FAILURE), observation("o", HEART_FAILURE, "2026-11-20", valueBoolean=False)],
    ),
    ("left_unknown", [observation("o", HEART_FAILURE, "2026-11-20", status="preliminary", valueBoolean=True)]),
    ("left_unknown", [allergy(EVEROLIMUS, type="intolerance")]),
    ("left_unknown", [allergy((SNOMED, "716186003"), type="intolerance")]),
    ("left_unknown", [resource("Procedure", "p", status="preparation", **OPERATION)]),
    ("left_unknown", [patient(birthDate="2026")]),
    ("over", [condition("x", HEART_FAILURE, "resolved")]),
    (
        "over",
        [
            resource("ImmunizationRecommendation", "r", date="2026-11-01", recommendation=DUE),
            resource("Immunization", "i", status="completed", vaccineCode=MMR, occurrenceDateTime="2026-11-10"),
        ],
    ),
]


@pytest.mark.parametrize(("kind", "resources"), FHIR)
def test_each_note_on_a_fhir_record_is_of_its_kind(kind: NoteKind, resources: list[Any]) -> None:
    own = [] if any("birthDate" in item for item in resources) else [patient()]
    reading = read_record(bundle(*own, *resources), on=ON)
    assert [note.kind for note in reading.notes] == [kind], reading.notes


def test_a_dated_finding_that_is_over_and_the_condition_that_ends_it_are_both_noted_as_over() -> None:
    seen = observation("o", HEART_FAILURE, "2026-11-12", valueBoolean=True)
    reading = read_record(bundle(patient(), seen, condition("hf", HEART_FAILURE, "resolved")), on=ON)
    assert [note.kind for note in reading.notes] == ["over", "over"]


PACKETS: list[tuple[NoteKind, Json]] = [
    ("left_out", {"phenotypicFeatures": [{"type": 7}]}),
    ("left_out", {"phenotypicFeatures": [{}]}),
    ("not_read", {"medicalActions": [{}]}),
    ("not_read", {"phenotypicFeatures": [{"type": {"id": "HP:0009719"}}]}),
    ("over", {"phenotypicFeatures": [{"type": {"id": "HP:0001635"}, "resolution": {}}]}),
    ("left_unknown", {"subject": {"timeAtLastEncounter": {"age": {"iso8601duration": "P18Y"}}}}),
    ("left_unknown", {"subject": {"timeAtLastEncounter": {"age": {"iso8601duration": "young"}}}}),
    ("left_unknown", {"subject": {"timeAtLastEncounter": {"timestamp": "2026-11-20T00:00:00Z"}}}),
    ("left_unknown", {"interpretations": [{"diagnosis": {"disease": {"id": "OMIM:613254"}}}]}),
]


@pytest.mark.parametrize(("kind", "parts"), PACKETS)
def test_each_note_on_a_phenopacket_is_of_its_kind(kind: NoteKind, parts: Json) -> None:
    reading = read_record({"metaData": {}, **parts})
    assert [note.kind for note in reading.notes] == [kind], reading.notes


def test_a_contradiction_between_fields_leaves_both_unknown() -> None:
    conditions = [condition("a", TSC), condition("b", TSC, verified="refuted")]
    reading = read_record(bundle(patient(), *conditions), on=ON)
    assert [note.kind for note in reading.notes] == ["left_unknown"]


def test_there_is_no_kind_that_no_record_leads_to() -> None:
    assert {kind for kind, _ in FHIR} == set(get_args(NoteKind))
