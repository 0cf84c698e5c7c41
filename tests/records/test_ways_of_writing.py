"""The ways in which records write things: each is read, or it is said that it was not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.fhir_records import (
    ATC,
    CHILD,
    HEART_FAILURE,
    HPO,
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

from crdecide import InvalidPatient
from crdecide.errors import WrongPatient
from crdecide.guideline.record_paths import reader
from crdecide.records import Reading, advise_reading
from crdecide.records.detect import read_record

ON = date(2026, 11, 26)
ICD10, ICD10CM = "http://hl7.org/fhir/sid/icd-10", "http://hl7.org/fhir/sid/icd-10-cm"
LOCAL, IMO = "urn:oid:1.2.840.114350.1.13.0.1.7.2.696871", "urn:oid:2.16.840.1.113883.3.247.1.1"
"""An EHR's own codes, and those of a vendor of problem lists (HL7's registry of OIDs)."""
CVX = "http://hl7.org/fhir/sid/cvx"
GENES = "http://www.genenames.org/geneId"
GERMAN = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
MM, CM = {"system": UCUM, "code": "mm"}, {"system": UCUM, "code": "cm"}
FAILURE, RHYTHM, FEATURES = "symptoms.heart_failure", "symptoms.arrhythmia", "tsc.major_features"
DRUGS, STATUS, MTOR = "medications", "treatment.mtor_inhibitor.status", "treatment.mtor_inhibitor.drug"
TUMOUR, VARIANT = ("cardiac_rhabdomyoma",), "tsc.pathogenic_variant"


def texted(name: str, *codings: tuple[str, str], text: str = "", display: str = "") -> Json:
    code = concept(*codings)
    for coding in code["coding"]:
        coding["display"] = display
    return {**condition(name, ("", "")), "code": {**code, **({"text": text} if text else {})}}


def sized(name: str, on: str, value: float, **more: Any) -> Json:
    return observation(name, (LOINC, "21889-1"), on, valueQuantity={"value": value, **MM}, **more)


def variant(gene: str, *classes: tuple[str, str], **more: Any) -> Json:
    parts = [((LOINC, "48018-6"), (GENES, gene)), *(((LOINC, "53037-8"), of) for of in classes)]
    component = [{"code": concept(code), "valueCodeableConcept": concept(value)} for code, value in parts]
    return observation("v", (LOINC, "69548-6"), "2026-11-20", component=component, **more)


def answered(code: tuple[str, str], **value: Any) -> Json:
    return observation("a", code, "2026-11-20", **value)


def taken(text: str) -> Json:
    return {**request("m", ("", "")), "medicationCodeableConcept": {"text": text}}


def used(kind: str, **fields: Any) -> Json:
    return resource(kind, "u", medicationCodeableConcept=concept((ATC, "L04AH02")), **fields)


READ: dict[str, tuple[list[Json], str, Any]] = {
    # Codes and their systems.
    "the general coding first": ([condition("c", (ICD10CM, "D15.1")) | {"code": concept((ICD10CM, "D15.1"), RHABDOMYOMA)}], FEATURES, TUMOUR),
    "an edition of SNOMED CT": ([condition("c", ("http://snomed.info/sct/83821000000107/version/20250101", "84114007"))], FAILURE, True),
    "an OID": ([condition("c", ("urn:oid:2.16.840.1.113883.6.96", "84114007"))], FAILURE, True),
    "an OID without its sign": ([condition("c", ("2.16.840.1.113883.6.90", "I50.9"))], FAILURE, True),
    "a version behind the system": ([condition("c", (f"{ICD10CM}|2026", "I50.9"))], FAILURE, True),
    "https": ([condition("c", ("https://hl7.org/fhir/sid/icd-10-cm", "I50.9"))], FAILURE, True),
    "ICD without its dot": ([condition("c", (ICD10CM, "I509"))], FAILURE, True),
    "ICD in small letters": ([condition("c", (ICD10CM, "i50.9"))], FAILURE, True),
    "ICD with a dagger": ([condition("c", (ICD10, "Q85.1+"))], "tsc.status", "definite"),
    "German ICD": ([condition("c", ("http://fhir.de/CodeSystem/bfarm/icd-10-gm", "I50.9"))], FAILURE, True),
    "British ICD": ([condition("c", ("http://hl7.org/fhir/sid/icd-10-uk", "Q851"))], "tsc.status", "definite"),
    "an OBO address as system": ([condition("c", ("http://purl.obolibrary.org/obo/hp.owl", "HP_0009729"))], FEATURES, TUMOUR),
    "an address as code": ([condition("c", ("", "http://purl.obolibrary.org/obo/HP_0009729"))], FEATURES, TUMOUR),
    "an address cut in two": ([condition("c", ("http://purl.obolibrary.org/obo/", "HP_0009729"))], FEATURES, TUMOUR),
    "a term behind the code": ([condition("c", (SNOMED, "84114007 |Heart failure|"))], FAILURE, True),
    "Orphanet with its prefix": ([condition("c", ("http://www.orpha.net", "ORPHA:805"))], "tsc.status", "definite"),
    "MONDO": ([condition("c", ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO:0006123"))], FEATURES, TUMOUR),
    # Kinds of what is asked for.
    "left heart failure": ([condition("c", (ICD10CM, "I50.1"))], FAILURE, True),
    "neonatal heart failure": ([condition("c", (ICD10, "P29.0"))], FAILURE, True),
    "SVT": ([condition("c", (SNOMED, "6456007"))], RHYTHM, True),
    "VT": ([condition("c", (ICD10CM, "I47.20"))], RHYTHM, True),
    "WPW syndrome": ([condition("c", (HPO, "HP:0001716"))], RHYTHM, True),
    "right outflow obstruction": ([condition("c", (HPO, "HP:0001705"))], "symptoms.outflow_obstruction", True),
    "sepsis of a newborn": ([condition("c", (ICD10CM, "P36.9"))], "safety.active_infection", True),
    "liver failure": ([condition("c", (ICD10, "K72.9"))], "safety.hepatic_impairment", True),
    "a lipid disorder": ([condition("c", (ICD10CM, "E78.2"))], "safety.hyperlipidaemia", True),
    "SEGA": ([condition("c", (SNOMED, "449799008"))], FEATURES, ("subependymal_giant_cell_astrocytoma",)),
    # Names.
    "a name with a remark": ([texted("c", (LOCAL, "71"), text="Cardiac rhabdomyoma (HCC)")], FEATURES, TUMOUR),
    "a name beside a general code": ([texted("c", (ICD10CM, "D15.1"), text="Cardiac rhabdomyoma")], FEATURES, TUMOUR),
    "a name beside a general code and its display": ([{**condition("c", ("", "")), "code": {"text": "Cardiac rhabdomyoma (HCC)", "coding": [{"system": LOCAL, "code": "7", "display": "Cardiac rhabdomyoma (HCC)"}, {"system": ICD10CM, "code": "D15.1", "display": "Benign neoplasm of heart"}]}}], FEATURES, TUMOUR),
    "a name as display": ([texted("c", (IMO, "8"), display="CARDIAC  RHABDOMYOMA")], FEATURES, TUMOUR),
    "a Spanish name": ([texted("c", text="Rabdomioma cardiaco")], FEATURES, TUMOUR),
    "a name of a danger": ([texted("c", (LOCAL, "9"), text="Supraventricular tachycardia")], RHYTHM, True),
    "a name in an Observation": ([{**answered(("", ""), valueBoolean=True), "code": {"text": "Heart failure"}}], FAILURE, True),
    # Answers.
    "no, by SNOMED": ([answered(HEART_FAILURE, valueCodeableConcept=concept((SNOMED, "373067005")))], FAILURE, False),
    "absent, by LOINC": ([answered(HEART_FAILURE, valueCodeableConcept=concept((LOINC, "LA9634-2")))], FAILURE, False),
    "present, by SNOMED": ([answered(HEART_FAILURE, valueCodeableConcept=concept((SNOMED, "52101004")))], FAILURE, True),
    "an interpretation": ([answered(HEART_FAILURE, interpretation=[concept(("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS"))])], FAILURE, True),
    "no, by v2": ([answered(HEART_FAILURE, valueCodeableConcept=concept(("http://terminology.hl7.org/CodeSystem/v2-0532", "N")))], FAILURE, False),
    "a component of a panel": ([observation("p", (LOINC, "1"), "2026-11-20", component=[{"code": concept(HEART_FAILURE), "valueBoolean": True}])], FAILURE, True),
    "a report that holds its observation": ([resource("DiagnosticReport", "d", status="final", result=[{"reference": "#o"}], contained=[answered(HEART_FAILURE, valueBoolean=True) | {"id": "o"}])], FAILURE, True),
    "STU3's statuses": ([{**condition("c", HEART_FAILURE), "clinicalStatus": "active", "verificationStatus": "confirmed"}], FAILURE, True),
    "the German address of ATC": ([request("m", ("http://fhir.de/CodeSystem/bfarm/atc", "L04AH02"))], MTOR, "everolimus"),
    # Drugs.
    "a product": ([request("m", (RXNORM, "845518"))], MTOR, "everolimus"),
    "a brand product": ([request("m", (RXNORM, "845509"))], STATUS, "current"),
    "a pack or brand name": ([request("m", (RXNORM, "203029"))], DRUGS, ("carbamazepine",)),
    "a salt": ([request("m", (RXNORM, "203138"))], DRUGS, ("verapamil",)),
    "a brand that shares a strength": ([request("m", (RXNORM, "23742"))], DRUGS, ("hydrochlorothiazide", "triamterene")),
    "a SNOMED substance": ([request("m", (SNOMED, "428698007"))], MTOR, "everolimus"),
    "a drug by its name": ([taken("EVEROLIMUS")], MTOR, "everolimus"),
    "a product by its name": ([taken("everolimus 5 MG Oral Tablet [Afinitor]")], MTOR, "everolimus"),
    "a link with a display only": ([{**request("m", ("", "")), "medicationCodeableConcept": None, "medicationReference": {"display": "Carbamazepine"}}], DRUGS, ("carbamazepine",)),
    "a drug as R5 writes it": ([{**request("m", ("", "")), "medicationCodeableConcept": None, "medication": {"concept": concept((RXNORM, "141704"))}}], MTOR, "everolimus"),
    "a dispense that still lasts": ([used("MedicationDispense", status="completed", whenHandedOver="2026-11-10", daysSupply={"value": 30, "system": UCUM, "code": "d"})], STATUS, "current"),
    "an administration of today": ([used("MedicationAdministration", status="completed", effectiveDateTime="2026-11-26T08:00:00Z")], STATUS, "current"),
    "an infusion that runs": ([used("MedicationAdministration", status="in-progress", effectivePeriod={"start": "2026-11-25"})], STATUS, "current"),
    # The tumours.
    "the size by mCODE": ([condition("cr", RHABDOMYOMA), observation("s", (LOINC, "21889-1"), "2026-11-20", component=[{"code": concept((LOINC, "33728-7")), "valueQuantity": {"value": 1.5, **CM}}])], "tumours.largest_mm", 15.0),
    "a size beside the tumour coded twice": ([condition("cr", RHABDOMYOMA), condition("dx", ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO:0006123")), sized("a", "2026-11-20", 8)], "tumours.largest_mm", 8.0),
    "two sizes of a day": ([condition("cr", RHABDOMYOMA), sized("a", "2026-11-20", 8), sized("b", "2026-11-20", 22)], "tumours.largest_mm", 22.0),
    "a place of the condition": ([condition("cr", RHABDOMYOMA, bodySite=[concept((SNOMED, "87878005"))])], "tumours.locations", ("left_ventricle",)),
    "a place of the size": ([condition("cr", RHABDOMYOMA), sized("a", "2026-11-20", 8, bodySite=concept((SNOMED, "589001")))], "tumours.locations", ("ventricular_septum",)),
    "a resection": ([resource("Procedure", "p", status="completed", code=concept((SNOMED, "429595007")))], "surgery.performed", True),
    # Genes.
    "a pathogenic variant": ([variant("HGNC:12363", (LOINC, "LA6668-3"))], VARIANT, True),
    "a likely pathogenic variant": ([variant("HGNC:12362", (LOINC, "LA26332-9"))], VARIANT, True),
    "a variant whose meaning is derived": ([variant("HGNC:12363") | {"id": "parent"}, {**observation("d", (LOINC, "1"), "2026-11-20", component=[{"code": concept((LOINC, "53037-8")), "valueCodeableConcept": concept((LOINC, "LA6668-3"))}]), "derivedFrom": [{"reference": "Observation/parent"}]}], VARIANT, True),
    # Life.
    "a death without a day": ([], "life_stage", "deceased"),
}  # fmt: skip
OWN: dict[str, Json] = {"a death without a day": {"deceasedBoolean": True}}

UNREAD: dict[str, tuple[list[Json], str, str]] = {
    "premature beats alone": ([condition("c", (ICD10CM, "I49.3"))], RHYTHM, "premature beats only"),
    "a WPW pattern": ([condition("c", (SNOMED, "74390002"))], RHYTHM, "no tachycardia is said"),
    "premature beats under a general name": ([texted("c", (ICD10CM, "I49.3"), text="Arrhythmia")], RHYTHM, "premature beats only"),
    "syncope or collapse": ([condition("c", (ICD10, "R55"))], "symptoms.syncope", "in doubt"),
    "a code below one that is known": ([condition("c", ("http://fhir.de/CodeSystem/bfarm/icd-10-gm", "I50.13"))], FAILURE, "a kind of I50.1"),
    "a benign tumour of the heart": ([condition("c", (ICD10CM, "D15.1")), condition("t", TSC)], FEATURES, "another benign tumour"),
    "a rhabdomyoma somewhere": ([condition("c", (HPO, "HP:0009730"))], FEATURES, "not said"),
    "more than a name": ([texted("c", text="Suspected cardiac rhabdomyoma")], FEATURES, "not in the lists"),
    "a history by its name": ([texted("c", text="History of heart failure")], FAILURE, "not in the lists"),
    "a German suspicion": ([{**condition("c", ("", "")), "code": {"coding": [{"system": "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "code": "I50.9", "extension": [{"url": GERMAN, "valueCoding": {"code": "V"}}]}]}}], FAILURE, "not that of an assured"),
    "a German exclusion": ([{**condition("c", (ICD10, "I50.9")), "verificationStatus": None, "extension": [{"url": GERMAN, "valueCode": "A"}]}], FAILURE, "not that of an assured"),
    "an answer in words": ([answered(HEART_FAILURE, valueString="Yes")], FAILURE, "says neither"),
    "an answer that disagrees": ([answered(HEART_FAILURE, valueBoolean=True, interpretation=[concept(("http://terminology.hl7.org/CodeSystem/v2-0078", "NEG"))])], FAILURE, "says neither"),
    "a suspicion as answer": ([answered(HEART_FAILURE, valueCodeableConcept=concept((SNOMED, "415684004")))], FAILURE, "says neither"),
    "a danger as the value of something": ([answered((LOINC, "8716-3"), valueCodeableConcept=concept(HEART_FAILURE))], FAILURE, "whose own code"),
    "absence by a name alone": ([{**texted("c", text="Heart failure"), "verificationStatus": concept(("", "refuted"))}], FAILURE, "name alone"),
    "a level that may be no trough": ([observation("l", (LOINC, "50544-6"), "2026-11-20", valueQuantity={"value": 6, "system": UCUM, "code": "ng/mL"})], "treatment.mtor_inhibitor.trough_ng_ml", "trough"),
    "the number of tumours of a registry": ([observation("n", (LOINC, "42033-1"), "2026-11-20", valueQuantity={"value": 3})], "tumours.count", "histologies"),
    "a size of one of two growths": ([condition("cr", RHABDOMYOMA), condition("s", (SNOMED, "449799008")), sized("a", "2026-11-20", 8)], "tumours.largest_mm", "which growth"),
    "a variant of uncertain meaning": ([variant("HGNC:12363", (LOINC, "LA26333-7"))], VARIANT, "not classed as pathogenic"),
    "a variant without a class": ([variant("HGNC:12363")], VARIANT, "not classed as pathogenic"),
    "a variant classed in two ways": ([variant("HGNC:12363", (LOINC, "LA6668-3"), (LOINC, "LA6675-8"))], VARIANT, "two ways"),
    "an operation at the heart": ([resource("Procedure", "p", status="completed", code=concept((SNOMED, "64915003")))], "surgery.performed", "what for is not said"),
    "a kind of arrhythmia that is absent": ([answered((SNOMED, "6456007"), valueBoolean=False)], RHYTHM, "the absence of arrhythmia is not read"),
    "a kind of heart failure refuted": ([condition("c", (ICD10CM, "I50.22"), verified="refuted")], FAILURE, "absence of heart failure is not read"),
    "one infection not detected": ([answered((SNOMED, "91302008"), valueCodeableConcept=concept((SNOMED, "260415000")))], "safety.active_infection", "absence of"),
    "a name with a remark that matters": ([texted("c", text="Heart failure (suspected)")], FAILURE, "not in the lists"),
    "a drug with a remark that matters": ([taken("Everolimus (discontinued)")], MTOR, "not recognised"),
    "a drug for the skin": ([request("m", (RXNORM, "2596864"))], MTOR, "preparation for the skin"),
    "a drug that its words name otherwise": ([{**request("m", (ATC, "N03AF01")), "medicationCodeableConcept": {**concept((ATC, "N03AF01")), "text": "Everolimus"}}], MTOR, "its words name another drug"),
    "a part of a product": ([{**request("m", ("", "")), "medicationCodeableConcept": None, "medicationReference": {"reference": "#x"}, "contained": [{"resourceType": "Medication", "id": "x", "ingredient": [{"itemCodeableConcept": concept((ATC, "N03AF01"))}, {"itemCodeableConcept": {"text": "secret"}}]}]}], MTOR, "not recognised"),
    "a size in words of the kidney": ([condition("cr", RHABDOMYOMA), sized("a", "2026-11-20", 80, bodySite={"text": "left kidney"})], "tumours.largest_mm", "which growth"),
    "a size with two focuses": ([condition("cr", RHABDOMYOMA), condition("k", (SNOMED, "1")), sized("a", "2026-11-20", 80, focus=[{"reference": "Condition/cr"}, {"reference": "Condition/k"}])], "tumours.largest_mm", "which growth"),
    "a size of a day ahead": ([condition("cr", RHABDOMYOMA), sized("a", "2026-12-20", 8)], "tumours.largest_mm", "in the future"),
    "a power that never ends": ([condition("cr", RHABDOMYOMA), observation("s", (LOINC, "21889-1"), "2026-11-20", valueQuantity={"value": 8, "system": UCUM, "code": "m999999999"})], "tumours.largest_mm", "a power that no unit"),
    "a number without end": ([condition("cr", RHABDOMYOMA), sized("a", "2026-11-20", 10**400)], "tumours.largest_mm", "cannot be read"),
    "a tumour that is there and is not": ([condition("a", RHABDOMYOMA), condition("b", RHABDOMYOMA, verified="refuted")], FEATURES, "both that it is there and that it is not"),
    "two versions of which none is newer": ([condition("c", RHABDOMYOMA), condition("c", (SNOMED, "1"))], "tumours.count", "not in the lists"),
    "a finding of the mother": ([answered(HEART_FAILURE, valueBoolean=True, focus=[{"reference": "RelatedPerson/mother"}])], FAILURE, "something or somebody else"),
    "no finding of the mother": ([answered(HEART_FAILURE, valueBoolean=False, focus=[{"reference": "RelatedPerson/mother"}])], FAILURE, "something or somebody else"),
    "a finding of the family": ([observation("p", (LOINC, "10157-6"), "2026-11-20", component=[{"code": concept(HEART_FAILURE), "valueBoolean": True}])], FAILURE, "something or somebody else"),
    "two verification statuses": ([{**condition("c", HEART_FAILURE), "verificationStatus": concept(("", "refuted"), ("", "confirmed"))}], FAILURE, "none that FHIR has"),
    "two verification statuses the other way round": ([{**condition("c", HEART_FAILURE), "verificationStatus": concept(("", "confirmed"), ("", "refuted"))}], FAILURE, "none that FHIR has"),
    "two clinical statuses": ([{**condition("c", HEART_FAILURE), "clinicalStatus": concept(("", "active"), ("", "resolved"))}], FAILURE, "none that FHIR has"),
    "an end on an unknown day": ([condition("c", HEART_FAILURE, "resolved"), observation("o", HEART_FAILURE, "2026-11-25", valueBoolean=True)], FAILURE, "a day that is not told"),
    "an end on a day ahead": ([condition("c", HEART_FAILURE, "resolved", abatementDateTime="2062-05-01"), observation("o", HEART_FAILURE, "2026-11-25", valueBoolean=True)], FAILURE, "a day that is not told"),
    "a history beside a name": ([texted("c", (SNOMED, "161505003"), text="Heart failure", display="H/O: heart failure")], FAILURE, "something else"),
    "a history by ICD beside a name": ([texted("c", (ICD10CM, "Z86.79"), text="Heart failure")], FAILURE, "something else"),
    "a family history beside a display": ([texted("c", (LOCAL, "1"), text="Family history of heart failure", display="Heart failure")], FAILURE, "something else"),
    "a code with a context": ([condition("c", (SNOMED, "84114007 |Heart failure| : 408729009 |Finding context| = 410516002 |Known absent|"))], FAILURE, "not in the lists"),
    "a German exclusion beside the concept": ([{**condition("c", ("", "")), "code": {**concept(("http://fhir.de/CodeSystem/bfarm/icd-10-gm", "I50.9")), "extension": [{"url": GERMAN, "valueCoding": {"code": "A"}}]}}], FAILURE, "not that of an assured"),
    "a German exclusion beside the code": ([{**condition("c", ("", "")), "code": {"coding": [{"system": "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "code": "I50.9", "_code": {"extension": [{"url": GERMAN, "valueCoding": {"code": "A"}}]}}]}}], FAILURE, "not that of an assured"),
    "a variant that was not found": ([variant("HGNC:12363", (LOINC, "LA6668-3"), valueCodeableConcept=concept((LOINC, "LA9634-2")))], VARIANT, "that it was found"),
    "a variant that could not be looked for": ([variant("HGNC:12363", (LOINC, "LA6668-3"), dataAbsentReason=concept(("", "not-performed")))], VARIANT, "that it was found"),
    "a variant of the tumour": ([variant("HGNC:12363", (LOINC, "LA6668-3")) | {"component": [*variant("HGNC:12363", (LOINC, "LA6668-3"))["component"], {"code": concept((LOINC, "48002-0")), "valueCodeableConcept": concept((LOINC, "LA6684-0"))}]}], VARIANT, "born with"),
    "a variant of the mother": ([variant("HGNC:12363", (LOINC, "LA6668-3"), focus=[{"reference": "RelatedPerson/mother"}])], VARIANT, "somebody"),
    "a size beside a kidney tumour by ICD": ([condition("cr", RHABDOMYOMA), condition("k", (ICD10, "C64")), sized("a", "2026-11-20", 80)], "tumours.largest_mm", "which growth"),
    "an operation ahead": ([resource("Procedure", "p", status="completed", code=concept((SNOMED, "429595007")), performedDateTime="2027-02-01")], "surgery.performed", "in the future"),
    "an operation in words": ([resource("Procedure", "p", status="completed", code={"text": "Resection of tumour"})], "surgery.performed", "not in the lists"),
    "an allergy in words": ([resource("AllergyIntolerance", "a", code={"text": "mTOR inhibitors"})], "safety.rapamycin_hypersensitivity", "not in the lists"),
    "an allergy to a related drug": ([resource("AllergyIntolerance", "a", code=concept((RXNORM, "657797")))], "safety.rapamycin_hypersensitivity", "nothing is read"),
    "an intolerance beside no known allergy": ([resource("AllergyIntolerance", "n", code=concept((SNOMED, "716186003"))), resource("AllergyIntolerance", "a", type="intolerance", code=concept((RXNORM, "35302")))], "safety.rapamycin_hypersensitivity", "intolerance"),
    "a conclusion that is not in the lists": ([resource("DiagnosticReport", "d", status="final", conclusionCode=[concept((SNOMED, "1"))])], FEATURES, "not in the lists"),
    "a conclusion in words": ([resource("DiagnosticReport", "d", status="final", conclusion="Multiple rhabdomyomas.")], FEATURES, "in words"),
    "a yes to something unknown": ([{**answered(("", ""), valueBoolean=True), "code": {"text": "Cyanotic spells"}}], "symptoms.cyanosis", "not in the lists"),
    "an unknown drug": ([request("m", (LOCAL, "4711"))], DRUGS, "not recognised"),
    "half a name of a drug": ([taken("everolimus or placebo")], MTOR, "not recognised"),
}  # fmt: skip


def reading_of(resources: list[Json], **own: Any) -> Reading:
    return read_record(bundle(patient(**own), *resources), on=ON)


@pytest.mark.parametrize("way", READ)
def test_it_is_read(way: str) -> None:
    resources, field, expected = READ[way]
    reading = reading_of(resources, **OWN.get(way, {}))
    assert reader(field)(reading.patient) == expected, said(reading)
    assert not [item for item in reading.unread if item.kind in ("danger", "drug", "tumour")]


@pytest.mark.parametrize("way", UNREAD)
def test_it_is_not_read_and_said(way: str) -> None:
    resources, field, why = UNREAD[way]
    reading = reading_of(resources)
    assert reader(field)(reading.patient) is None
    assert [item for item in reading.unread if why in item.why], said(reading)


@pytest.mark.parametrize("value", [0, -3, 600, 1e15])
def test_a_size_that_no_tumour_has_is_left_out_and_said(value: float) -> None:
    reading = reading_of([condition("cr", RHABDOMYOMA), sized("a", "2026-11-20", value)])
    assert reading.patient.tumours.largest_mm is None
    assert "tumours.largest_mm left unknown" in str(reading.unread)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"intent": "option"}, None),
        ({"authoredOn": "2027-01-01"}, "planned"),
        ({"dispenseRequest": {"validityPeriod": {"end": "2021-01-01"}}}, None),
        ({"dispenseRequest": {"validityPeriod": {"end": "2027-01-01"}}}, "current"),
    ],
)
def test_an_order_counts_within_its_time(fields: Json, status: str | None) -> None:
    order = {**request("m", (ATC, "L04AH02")), **fields}
    assert reading_of([order]).patient.treatment.mtor_inhibitor.status == status


def test_of_versions_the_newest_counts_by_time_and_zone_or_by_number() -> None:
    old, new = condition("c", HEART_FAILURE), condition("c", HEART_FAILURE, verified="entered-in-error")
    for older, newer in (
        ({"lastUpdated": "2026-01-02T01:00:00Z"}, {"lastUpdated": "2026-01-01T23:00:00-05:00"}),
        ({"versionId": "9"}, {"versionId": "10"}),
    ):
        versions = [old | {"meta": older}, new | {"meta": newer}]
        for order in (versions, versions[::-1]):
            assert reading_of(order).patient.symptoms.heart_failure is None


def test_one_id_on_two_servers_is_two_resources_and_two_patients() -> None:
    record = bundle(patient(), condition("1", (SNOMED, "1")), condition("1", HEART_FAILURE))
    for entry, base in zip(record["entry"], ("a", "a", "b"), strict=True):
        resource = entry["resource"]
        entry["fullUrl"] = f"https://{base}.example/{resource['resourceType']}/{resource['id']}"
    assert read_record(record, on=ON).patient.symptoms.heart_failure is True
    record["entry"][2]["resource"]["subject"] = {"reference": f"https://b.example/Patient/{CHILD}"}
    with pytest.raises(WrongPatient):
        read_record(record, on=ON)


def test_of_a_history_nothing_is_taken_to_stand() -> None:
    reading = read_record(bundle(condition("c", HEART_FAILURE), type="history"), on=ON)
    assert reading.patient.symptoms.heart_failure is None
    assert "history" in str(reading.unread[0])


def test_the_later_of_two_zones_and_what_may_be_later_are_weighed() -> None:
    seen = observation("a", HEART_FAILURE, "2026-11-20T23:30:00-05:00", valueBoolean=True)
    gone = observation("b", HEART_FAILURE, "2026-11-21T01:00:00Z", valueBoolean=False)
    coarse = observation("a", HEART_FAILURE, "2026", valueBoolean=True)
    day = observation("b", HEART_FAILURE, "2026-03-01", valueBoolean=False)
    for pair in ([seen, gone], [coarse, day]):
        reading = reading_of(pair)
        assert reading.patient.symptoms.heart_failure is None
        assert "disagrees with itself" in str(reading.unread[0])


@pytest.mark.parametrize(
    "record",
    [
        [condition("c", HEART_FAILURE) | {"code": {"text": "Heart \ud800 failure"}}] * 2,
        [{**request("m", ("", "")), "medicationCodeableConcept": None, "medicationReference": {"reference": "#m"},
          "contained": [{"resourceType": ["Medication"], "id": "m"}]}],
        [used("MedicationDispense", status="completed", whenHandedOver="2026-11-20",
              daysSupply={"value": 1e12, "system": UCUM, "code": "d"})],
        [condition("c", HEART_FAILURE) | {"code": {"text": "x" + " " * 500_000 + "y"}}],
        [condition("c", HEART_FAILURE) | {"code": {"text": "(" * 500_000}}],
    ],
)  # fmt: skip
def test_odd_input_is_read_at_once_or_left_out(record: list[Json]) -> None:
    reading = reading_of(record)
    assert (reading.patient.symptoms.heart_failure, reading.patient.treatment.mtor_inhibitor.status) == (None, None)


def test_four_patients_in_two_pairs_are_not_one_child() -> None:
    def entry(name: str, other: str) -> Json:
        link = [{"other": {"reference": f"Patient/{other}"}, "type": "replaced-by"}]
        return {"resourceType": "Patient", "id": name, "link": link}

    with pytest.raises(WrongPatient):
        read_record(bundle(entry("a", "b"), patient(id="b"), entry("c", "d"), patient(id="d")), on=ON)


def test_a_record_of_more_than_is_read_is_refused_at_once() -> None:
    with pytest.raises(InvalidPatient, match="at most 20,000 entries"):
        read_record(bundle(*[{}] * 50_000), on=ON)


@pytest.mark.parametrize("own", [{"_deceasedDateTime": {"extension": []}}, {"deceasedDateTime": "2030-01-01"}])
def test_a_death_without_a_day_or_of_a_day_ahead_is_said(own: Json) -> None:
    reading = reading_of([], **own)
    assert reading.patient.life_stage is None
    assert "a death is recorded" in str(reading.notes[0])


def test_a_vaccine_is_settled_by_its_own_dose_and_said_where_it_is_not_known() -> None:
    mmr, hepatitis = concept((CVX, "03")), concept((CVX, "08"))
    due = concept(("", "due"))

    def told(**recommendation: Any) -> Reading:
        recommended = resource("ImmunizationRecommendation", "r", date="2026-11-01", recommendation=[recommendation])
        given = resource(
            "Immunization", "i", status="completed", vaccineCode=hepatitis, occurrenceDateTime="2026-11-10"
        )
        return reading_of([recommended, given])

    assert told(vaccineCode=[mmr, hepatitis], forecastStatus=due).patient.safety.live_vaccine_due is True
    for unclear in (
        {"vaccineCode": [{"text": "MMR"}], "forecastStatus": due},
        {"targetDisease": {"text": "Measles"}, "forecastStatus": due},
        {"vaccineCode": [mmr], "forecastStatus": concept((LOINC, "LA13423-1"))},
    ):
        reading = told(**unclear)
        assert reading.patient.safety.live_vaccine_due is None
        assert [item.kind for item in reading.unread] == ["vaccine"], unclear


def test_a_name_is_told_as_the_ground_of_what_was_read() -> None:
    reading = reading_of([texted("c", (LOCAL, "71"), text="Cardiac rhabdomyoma (HCC)")])
    assert [str(source) for source in reading.provenance[FEATURES]] == [
        'Condition/c, read by its name "Cardiac rhabdomyoma"'
    ]


def test_measurements_of_several_days_are_kept_with_the_age_on_each() -> None:
    sizes = [sized("a", "2026-11-14", 15), sized("b", "2026-11-20", 22), sized("c", "2026-11-20", 8)]
    reading = reading_of([condition("cr", RHABDOMYOMA), *sizes])
    measured = [(entry.on_age_days, entry.largest_mm) for entry in reading.patient.tumours.measurements or ()]
    assert measured == [(3, 15.0), (9, 22.0)]
    assert reading.patient.tumours.largest_mm == 22.0


def test_two_entries_of_one_child_are_one_child_where_a_link_says_so() -> None:
    old = {"resourceType": "Patient", "id": "old", "birthDate": "1970-01-01",
           "link": [{"other": {"reference": f"Patient/{CHILD}"}, "type": "replaced-by"}]}  # fmt: skip
    failure = {**condition("hf", HEART_FAILURE), "subject": {"reference": "Patient/old"}}
    reading = read_record(bundle(patient(), old, failure), on=ON)
    assert (reading.patient.age, reading.patient.symptoms.heart_failure) == (15, True)


def test_what_a_record_holds_and_was_not_read_is_never_said_to_be_missing() -> None:
    advisory = advise_reading(reading_of([condition("cr", RHABDOMYOMA), condition("c", (ICD10CM, "I49.3"))]))
    assert advisory.record is not None
    assert [(item.kind, item.could_say) for item in advisory.record.unread] == [("danger", (RHYTHM,))]
    page = " ".join(advisory.to_text().split())
    assert "in the record, but not read: arrhythmia" in page
    assert "IN THE RECORD, NOT READ" in page
    texts = [*(check.text for check in advisory.checks), *(option.rationale for option in advisory.options)]
    assert not [text for text in texts if "arrhythmia" in text.partition("Not recorded:")[2].partition(".")[0]]


def test_a_danger_of_which_the_record_says_both_yes_and_no_stands_first_on_the_page() -> None:
    unlisted = [condition(f"c{number}", (SNOMED, f"{number}")) for number in range(1, 7)]
    torn = [condition("hf", HEART_FAILURE), observation("o", HEART_FAILURE, "2026-11-20", valueBoolean=False)]
    broken = {**condition("d", (HPO, "HP:0000961")), "modifierExtension": [{"url": "https://example.org"}]}
    advisory = advise_reading(reading_of([condition("cr", RHABDOMYOMA), *unlisted, *torn, broken]))
    page = " ".join(advisory.to_text().split())
    told = page.partition("IN THE RECORD, NOT READ")[2].partition("and 6 more, in the full view")[0]
    assert "the record disagrees with itself" in told
    assert "it carries a modifierExtension" in told
    assert "its code and name are not in the lists" not in told
    assert "in the record, but not read: heart failure, cyanosis" in page
