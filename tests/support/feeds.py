"""Three made-up feeds of eight children each, as three kinds of sites send them; no child is real.

- ``us_core``: a bulk export by resource type: SNOMED CT beside ICD-10-CM, RxNorm product codes, LOINC. The tumour is
  coded as the benign neoplasm of the heart that ICD-10-CM has, as no SNOMED CT code for it was found.
- ``european``: a log of CDS Hooks requests: ICD-10-GM with the certainty beside the code, ATC, the tumour in words.
- ``registry``: phenopackets: HPO with what was excluded, OMIM, variants; no drugs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

Json = dict[str, Any]
FOLDER = Path(__file__).parents[2] / "docs/examples/feeds"
SNOMED, ICD10CM = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10-cm"
ICD10GM, ATC = "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "http://fhir.de/CodeSystem/bfarm/atc"
CERTAINTY = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
RXNORM, LOINC = "http://www.nlm.nih.gov/research/umls/rxnorm", "http://loinc.org"
CHILDREN = 8

US_CONDITIONS = (
    ((SNOMED, "7199000"), (ICD10CM, "Q85.1")), ((ICD10CM, "D15.1"),), ((SNOMED, "84114007"), (ICD10CM, "I50.9")),
    ((ICD10CM, "I47.19"),), ((ICD10CM, "R55"),), ((ICD10CM, "G40.822"),), ((ICD10CM, "J06.9"),),
)  # fmt: skip
US_PRODUCTS = ("998189", "309322", "200133", "308963", "2047868", "199521", "886662")
US_LABS = ("718-7", "777-3", "29247-4", "77349-9", "8302-2", "29463-7")
EU_CONDITIONS = ("Q85.1", "D15.1", "I50.9", "I47.1", "I49.3", "G40.4", "R55", "J20.9")
EU_DRUGS = ("L04AH02", "N03AG04", "N03AF01", "C09AA01", "C07AA05", "C01BC04", "J01FA09")
FEATURES = (
    "HP:0009729", "HP:0009717", "HP:0009716", "HP:0009719", "HP:0001250", "HP:0011675", "HP:0001635", "HP:0009721",
    "HP:0002098", "HP:0000961",
)  # fmt: skip


def us_core() -> Mapping[str, Sequence[Json]]:
    """The resources of each file of the export."""
    draw, files = Random(1), dict[str, list[Json]]()
    for number in range(1, CHILDREN + 1):
        for resource in _us_child(f"us-{number}", draw):
            files.setdefault(resource["resourceType"], []).append(resource)
    return files


def us_core_bundles() -> Sequence[Json]:
    """The same export as a Bundle of each child."""
    files = us_core()
    every = [resource for resources in files.values() for resource in resources]
    bundles: list[Json] = []
    for child in files["Patient"]:
        own = [one for one in every if one is child or one["id"].startswith(f"{child['id']}-")]
        bundles.append(_bundle(own))
    return bundles


def _us_child(name: str, draw: Random) -> list[Json]:
    made: list[Json] = [{"resourceType": "Patient", "id": name, "birthDate": _day(draw), "gender": "unknown"}]
    diagnoses = [US_CONDITIONS[1], *draw.sample(US_CONDITIONS, 3)]
    for place, codes in enumerate(diagnoses):
        made.append(_about(name, "Condition", f"c{place}", code=_concept(*codes), **_active()))
    for place, product in enumerate(draw.sample(US_PRODUCTS, 3)):
        drug = {"status": "active", "intent": "order", "medicationCodeableConcept": _concept((RXNORM, product))}
        made.append(_about(name, "MedicationRequest", f"m{place}", **drug))
    for place, lab in enumerate(draw.sample(US_LABS, 4)):
        value = {
            "value": draw.randrange(3, 12),
            "unit": "ng/mL",
            "system": "http://unitsofmeasure.org",
            "code": "ng/mL",
        }
        day = {"status": "final", "effectiveDateTime": "2026-11-20", "valueQuantity": value}
        made.append(_about(name, "Observation", f"o{place}", code=_concept((LOINC, lab)), **day))
    allergy = {"patient": {"reference": f"Patient/{name}"}, "code": _concept((SNOMED, "716186003"))}
    return [*made, {"resourceType": "AllergyIntolerance", "id": f"{name}-a", **allergy}]


def european() -> Sequence[Json]:
    """The requests of a log."""
    draw = Random(2)
    return [_request(f"eu-{number}", draw) for number in range(1, CHILDREN + 1)]


def _request(name: str, draw: Random) -> Json:
    tumour = _about(name, "Condition", "t", code={"text": "Herz-Rhabdomyom"}, **_active())
    conditions = [tumour] if draw.random() < 0.7 else []
    for place, code in enumerate(draw.sample(EU_CONDITIONS, 3)):
        sure = [{"url": CERTAINTY, "valueCoding": {"code": draw.choice("GGGV")}}]
        coding = {"system": ICD10GM, "code": code, "extension": sure}
        conditions.append(_about(name, "Condition", f"c{place}", code={"coding": [coding]}, **_active()))
    drugs: list[Json] = []
    for place, code in enumerate(draw.sample(EU_DRUGS, 2)):
        drug = {"status": "active", "medicationCodeableConcept": _concept((ATC, code))}
        drugs.append(_about(name, "MedicationStatement", f"m{place}", **drug))
    patient = {"resourceType": "Patient", "id": name, "birthDate": _day(draw), "deceasedBoolean": False}
    return {
        "hook": "patient-view",
        "hookInstance": f"00000000-0000-4000-8000-{draw.randrange(10**11, 10**12)}",
        "context": {"userId": "Practitioner/1", "patientId": name},
        "prefetch": {
            "patient": patient,
            "conditions": _bundle(conditions),
            "medicationStatements": _bundle(drugs),
            "observations": None,
            "allergies": _bundle([]),
        },
    }


def registry() -> Sequence[Json]:
    """The phenopackets of a registry."""
    draw = Random(3)
    return [_phenopacket(f"registry-{number}", draw) for number in range(1, CHILDREN + 1)]


def _phenopacket(name: str, draw: Random) -> Json:
    codes = [FEATURES[0], *draw.sample(FEATURES[1:], 4)]
    features = [{"type": {"id": code}, **({"excluded": True} if draw.random() < 0.3 else {})} for code in codes]
    variant = {
        "acmgPathogenicityClassification": "PATHOGENIC",
        "variationDescriptor": {"geneContext": {"valueId": "HGNC:12363"}},
    }
    genomic = [{"interpretationStatus": "CAUSATIVE", "variantInterpretation": variant}]
    diagnosis = {"disease": {"id": "OMIM:613254"}, "genomicInterpretations": genomic}
    return {
        "id": name,
        "subject": {"id": name, "timeAtLastEncounter": {"age": {"iso8601duration": f"P{draw.randrange(1, 300)}D"}}},
        "phenotypicFeatures": features,
        "interpretations": [{"id": "i", "progressStatus": "SOLVED", "diagnosis": diagnosis}],
        "metaData": {"created": "2026-11-01T00:00:00Z", "phenopacketSchemaVersion": "2.0"},
    }


def as_files() -> Mapping[str, str]:
    """Every file of the three feeds by its path below their folder."""
    files = {f"us_core/{name}.ndjson": _lines(resources) for name, resources in us_core().items()}
    files["european/requests.ndjson"] = _lines(european())
    for packet in registry():
        files[f"registry/{packet['id']}.json"] = json.dumps(packet, indent=1) + "\n"
    return files


def _lines(records: Sequence[Json]) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def _concept(*codes: tuple[str, str]) -> Json:
    return {"coding": [{"system": system, "code": code} for system, code in codes]}


def _about(child: str, kind: str, name: str, **fields: Any) -> Json:
    return {"resourceType": kind, "id": f"{child}-{name}", "subject": {"reference": f"Patient/{child}"}, **fields}


def _active() -> Json:
    return {
        "clinicalStatus": _concept(("http://terminology.hl7.org/CodeSystem/condition-clinical", "active")),
        "verificationStatus": _concept(("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed")),
    }


def _bundle(resources: Sequence[Json]) -> Json:
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in resources]}


def _day(draw: Random) -> str:
    return f"2026-{draw.randrange(1, 11):02}-{draw.randrange(1, 28):02}"
