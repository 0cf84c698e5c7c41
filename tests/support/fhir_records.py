"""FHIR R4 resources made up for tests: one child, and what may be recorded about her."""

from __future__ import annotations

from typing import Any

from crdecide.records import Reading

Json = dict[str, Any]
CHILD = "child-1"
SNOMED, HPO = "http://snomed.info/sct", "http://human-phenotype-ontology.org"
ATC, RXNORM = "http://www.whocc.no/atc", "http://www.nlm.nih.gov/research/umls/rxnorm"
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
RHABDOMYOMA, HEART_FAILURE = (HPO, "HP:0009729"), (SNOMED, "84114007")
TSC = (SNOMED, "7199000")
SURVEY = "http://terminology.hl7.org/CodeSystem"


def concept(*codes: tuple[str, str]) -> Json:
    return {"coding": [{"system": system, "code": code} for system, code in codes]}


def resource(kind: str, name: str, **fields: Any) -> Json:
    """A resource about the child; AllergyIntolerance, Immunization… call the subject patient."""
    subject = "patient" if kind.startswith(("Allergy", "Immunization")) else "subject"
    return {"resourceType": kind, "id": name, subject: {"reference": f"Patient/{CHILD}"}, **fields}


def patient(**fields: Any) -> Json:
    return {"resourceType": "Patient", "id": CHILD, "birthDate": "2026-11-11", **fields}


def condition(
    name: str, code: tuple[str, str], status: str = "active", verified: str = "confirmed", **more: Any
) -> Json:
    return resource(
        "Condition",
        name,
        code=concept(code),
        clinicalStatus=concept((f"{SURVEY}/condition-clinical", status)),
        verificationStatus=concept((f"{SURVEY}/condition-ver-status", verified)),
        **more,
    )


def observation(name: str, code: tuple[str, str], on: str, **value: Any) -> Json:
    return resource("Observation", name, **{"status": "final", "effectiveDateTime": on, "code": concept(code), **value})


def request(name: str, code: tuple[str, str], status: str = "active", **more: Any) -> Json:
    return resource(
        "MedicationRequest", name, status=status, intent="order", medicationCodeableConcept=concept(code), **more
    )


def bundle(*resources: Json, **fields: Any) -> Json:
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries, **fields}


def said(reading: Reading) -> list[str]:
    """All that is said of how a record was read: the notes, and what was not read."""
    return [str(item) for item in (*reading.notes, *reading.unread)]
