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

from crdecide.advisory.record_out import UnreadKind
from crdecide.records import NoteKind, Reading
from crdecide.records.detect import read_record

ON = date(2026, 11, 23)
EVEROLIMUS = (ATC, "L04AH02")
HGNC = "http://www.genenames.org/geneId"
BROKEN = {"code": 7}
ODD = {"implicitRules": "https://example.org"}
NOBODYS = {"subject": {}}
MMR = concept(("http://hl7.org/fhir/sid/cvx", "03"))
DUE = [{"vaccineCode": [MMR], "forecastStatus": concept(("", "due"))}]
SIZE = {"valueQuantity": {"value": 15, "system": UCUM, "code": "mm"}}
VARIANT = resource(
    "Observation", "v", status="final", code=concept((LOINC, "69548-6")),
    component=[{"code": concept((LOINC, "48018-6")), "valueCodeableConcept": concept((HGNC, "HGNC:12363"))}],
)  # fmt: skip
OPERATION = {"category": concept((SNOMED, "387713003")), "reasonCode": [concept(RHABDOMYOMA)]}


def allergy(code: tuple[str, str], **more: Any) -> Json:
    return resource("AllergyIntolerance", "a", code=concept(code), **more)


BENIGN = ("http://hl7.org/fhir/sid/icd-10-cm", "D15.1")
NOTES: list[tuple[NoteKind, list[Any]]] = [
    ("drug_use_unknown", [request("x", EVEROLIMUS, "on-hold")]),
    ("other_type", [resource("Encounter", "e")]),
    ("partial", [{"resourceType": "OperationOutcome"}]),
    ("partial", [bundle(link=[{"relation": "next", "url": "https://ehr.example/2"}])]),
    ("left_unknown", [patient(birthDate="2026")]),
    ("taken_as", [condition("cr", RHABDOMYOMA), observation("o", (LOINC, "21889-1"), "2026-11-20", **SIZE)]),
    ("over", [condition("x", HEART_FAILURE, "resolved")]),
    (
        "over",
        [
            resource("ImmunizationRecommendation", "r", date="2026-11-01", recommendation=DUE),
            resource("Immunization", "i", status="completed", vaccineCode=MMR, occurrenceDateTime="2026-11-10"),
        ],
    ),
]
UNREAD: list[tuple[UnreadKind, list[Any]]] = [
    ("condition", [{**condition("x", HEART_FAILURE), **BROKEN}]),
    ("condition", [{**condition("x", (SNOMED, "1")), **ODD}]),
    ("danger", [{**condition("x", HEART_FAILURE), "category": 7}]),
    ("danger", [{**condition("x", HEART_FAILURE), **ODD}]),
    ("danger", [{**condition("x", HEART_FAILURE), **NOBODYS}]),
    ("danger", [{**observation("o", HEART_FAILURE, "2026-11-20", valueBoolean=True), **ODD}]),
    ("tumour", [{**condition("x", RHABDOMYOMA), **NOBODYS}]),
    ("tumour", [condition("x", RHABDOMYOMA), condition("y", RHABDOMYOMA, verified="refuted")]),
    ("danger", [condition("x", HEART_FAILURE), observation("o", HEART_FAILURE, "2026-11-20", valueBoolean=False)]),
    ("other", ["no resource"]),
    ("other", [bundle(bundle(bundle()))]),
    ("drug", [{**request("x", EVEROLIMUS), "intent": 7}]),
    ("drug", [{**request("x", EVEROLIMUS), **ODD}]),
    ("drug", [{**request("x", EVEROLIMUS), **NOBODYS}]),
    ("drug", [resource("MedicationStatement", "x", status=7)]),
    ("drug", [request("x", (RXNORM, "1"))]),
    ("tumour", [condition("x", BENIGN)]),
    ("condition", [condition("x", (SNOMED, "1"))]),
    ("observation", [observation("o", (LOINC, "77349-9"), "2026-11-20")]),
    ("observation", [observation("o", (LOINC, "50544-6"), "2026-11-20", **SIZE)]),
    ("danger", [observation("o", (LOINC, "1"), "2026-11-20", valueCodeableConcept=concept(HEART_FAILURE))]),
    ("danger", [condition("x", HEART_FAILURE, verified="provisional")]),
    ("danger", [observation("o", HEART_FAILURE, "2026-11-20", status="preliminary", valueBoolean=True)]),
    ("danger", [condition("x", ("http://hl7.org/fhir/sid/icd-10-cm", "I49.3"))]),
    ("allergy", [allergy(EVEROLIMUS, type="intolerance")]),
    ("allergy", [allergy((SNOMED, "716186003"), type="intolerance")]),
    ("procedure", [resource("Procedure", "p", status="preparation", **OPERATION)]),
    ("procedure", [resource("Procedure", "p", status="completed", code=concept((SNOMED, "64915003")))]),
    ("observation", [VARIANT]),
]


def reading_of(resources: list[Any]) -> Reading:
    own = [] if any("birthDate" in item for item in resources) else [patient()]
    return read_record(bundle(*own, *resources), on=ON)


@pytest.mark.parametrize(("kind", "resources"), NOTES)
def test_each_note_on_a_fhir_record_is_of_its_kind(kind: NoteKind, resources: list[Any]) -> None:
    reading = reading_of(resources)
    assert [note.kind for note in reading.notes] == [kind], said(reading)
    assert not reading.unread


@pytest.mark.parametrize(("kind", "resources"), UNREAD)
def test_what_was_not_read_of_a_fhir_record_is_of_its_kind(kind: UnreadKind, resources: list[Any]) -> None:
    reading = reading_of(resources)
    assert [item.kind for item in reading.unread] == [kind], said(reading)
    assert not reading.notes


def test_a_dated_finding_that_is_over_since_an_unknown_day_is_neither_there_nor_over() -> None:
    seen = observation("o", HEART_FAILURE, "2026-11-12", valueBoolean=True)
    reading = read_record(bundle(patient(), seen, condition("hf", HEART_FAILURE, "resolved")), on=ON)
    assert [note.kind for note in reading.notes] == ["over"]
    assert [item.kind for item in reading.unread] == ["danger"]


PACKETS: list[tuple[NoteKind, Json]] = [
    ("over", {"phenotypicFeatures": [{"type": {"id": "HP:0001635"}, "resolution": {}}]}),
    ("left_unknown", {"subject": {"timeAtLastEncounter": {"age": {"iso8601duration": "P18Y"}}}}),
    ("left_unknown", {"subject": {"timeAtLastEncounter": {"age": {"iso8601duration": "young"}}}}),
    ("left_unknown", {"subject": {"timeAtLastEncounter": {"timestamp": "2026-11-20T00:00:00Z"}}}),
]
UNREAD_OF_PACKETS: list[tuple[UnreadKind, Json]] = [
    ("condition", {"phenotypicFeatures": [{"type": 7}]}),
    ("condition", {"phenotypicFeatures": [{}]}),
    ("condition", {"phenotypicFeatures": [{"type": {"id": "HP:0001250", "label": "Seizure"}}]}),
    ("drug", {"medicalActions": [{}]}),
    ("condition", {"phenotypicFeatures": [{"type": {"id": "HP:0009719"}}]}),
    ("condition", {"interpretations": [{"diagnosis": {"disease": {"id": "OMIM:613254"}}}]}),
]


@pytest.mark.parametrize(("kind", "parts"), PACKETS)
def test_each_note_on_a_phenopacket_is_of_its_kind(kind: NoteKind, parts: Json) -> None:
    reading = read_record({"metaData": {}, **parts})
    assert [note.kind for note in reading.notes] == [kind], said(reading)


@pytest.mark.parametrize(("kind", "parts"), UNREAD_OF_PACKETS)
def test_what_was_not_read_of_a_phenopacket_is_of_its_kind(kind: UnreadKind, parts: Json) -> None:
    reading = read_record({"metaData": {}, **parts})
    assert [item.kind for item in reading.unread] == [kind], said(reading)


def test_a_contradiction_between_fields_leaves_both_unknown() -> None:
    conditions = [condition("a", TSC), condition("b", TSC, verified="refuted")]
    reading = read_record(bundle(patient(), *conditions), on=ON)
    assert [(item.kind, item.fields) for item in reading.unread] == [("condition", ("tsc.status",))]


def test_there_is_no_kind_that_no_record_leads_to() -> None:
    assert {kind for kind, _ in NOTES} == set(get_args(NoteKind))
    assert {kind for kind, _ in UNREAD} == set(get_args(UnreadKind)) - {"vaccine"}
