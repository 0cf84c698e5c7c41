"""Every code that a record holds where something is said of the child, whether or not anything is read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from crdecide.language.code_systems import Coding, from_curie

CODED: Mapping[str, tuple[str, ...]] = {
    "Condition": ("code", "bodySite"),
    "Observation": ("code", "component", "bodySite", "valueCodeableConcept"),
    "DiagnosticReport": ("code", "conclusionCode"),
    "Procedure": ("code",),
    "AllergyIntolerance": ("code",),
    "Immunization": ("vaccineCode",),
    "ImmunizationRecommendation": ("recommendation",),
    "MedicationRequest": ("medicationCodeableConcept", "medication"),
    "MedicationStatement": ("medicationCodeableConcept", "medication"),
    "MedicationDispense": ("medicationCodeableConcept", "medication"),
    "MedicationAdministration": ("medicationCodeableConcept", "medication"),
    "Medication": ("code", "ingredient"),
}
"""The elements of each type of resource that are read and hold codes; status codes of FHIR's own are none of them."""
OF_PHENOPACKETS = ("phenotypicFeatures", "diseases", "measurements", "medicalActions", "interpretations")
NESTED = ("code", "valueCodeableConcept", "vaccineCode", "targetDisease", "itemCodeableConcept", "item", "concept")
TERMS = ("type", "term", "assay", "agent", "treatment", "disease", "procedure", "code")
DEEPEST = 12


class MetCode(NamedTuple):
    """A code, and in which type of resource, or part of a phenopacket, it stands."""

    place: str
    coding: Coding


def met_codes(record: Any) -> Iterator[MetCode]:
    """The codes of a Bundle, a prefetch, a resource or a phenopacket, in its order."""
    if isinstance(record, Mapping) and "resourceType" not in record:
        for part in OF_PHENOPACKETS:
            yield from (MetCode(part, coding) for coding in _terms(record.get(part), 0))
    for resource in _resources(record, 0):
        name = str(resource.get("resourceType"))
        for element in CODED.get(name, ()):
            yield from (MetCode(name, coding) for coding in _codings(resource.get(element), 0))


def resource_types(record: Any) -> Iterator[str]:
    """The type of each resource, once for each of them."""
    for resource in _resources(record, 0):
        yield str(resource.get("resourceType"))


def _resources(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every resource, through Bundles, prefetch keys and what is contained in another."""
    if depth > DEEPEST or not isinstance(data, Mapping):
        return
    for resource in _within(data):
        if isinstance(resource, Mapping):
            yield from _resources(resource, depth + 1)
    if data.get("resourceType", "Bundle") != "Bundle":
        yield data


def _within(data: Mapping[str, Any]) -> Iterator[Any]:
    """What stands in a Bundle, under the keys of a prefetch, or is contained in a resource."""
    if "resourceType" not in data:
        yield from (value for value in data.values() if isinstance(value, Mapping) and "resourceType" in value)
    elif data["resourceType"] == "Bundle":
        yield from (entry.get("resource") for entry in _listed(data, "entry") if isinstance(entry, Mapping))
    else:
        yield from _listed(data, "contained")


def _listed(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []


def _codings(value: Any, depth: int) -> Iterator[Coding]:
    """The codings of a concept, or of those in a component, an ingredient or a recommendation."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _codings(part, depth + 1)
    elif isinstance(value, Mapping):
        for coding in _listed(value, "coding"):
            if isinstance(coding, Mapping) and isinstance(coding.get("code"), str):
                yield Coding(_text(coding.get("system")), coding["code"])
        for name in NESTED:
            yield from _codings(value.get(name), depth + 1)


def _terms(value: Any, depth: int) -> Iterator[Coding]:
    """The terms of a part of a phenopacket: whatever has an id under one of their names."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _terms(part, depth + 1)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name in TERMS and isinstance(part, Mapping) and isinstance(part.get("id"), str):
                yield from_curie(part["id"])
            elif name == "geneContext" and isinstance(part, Mapping) and isinstance(part.get("valueId"), str):
                yield from_curie(part["valueId"])
            else:
                yield from _terms(part, depth + 1)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
