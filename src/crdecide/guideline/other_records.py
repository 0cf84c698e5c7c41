"""What is no record of ours, though somebody gave it as one: what it looks like, and what reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

OtherForm = Literal["fhir", "phenopacket", "hook_request"]
FORMS: Mapping[OtherForm, str] = {
    "fhir": "FHIR", "phenopacket": "a phenopacket", "hook_request": "a request of CDS Hooks",
}  # fmt: skip
PHENOPACKET_FIELDS = frozenset(("phenotypicFeatures", "phenotypic_features", "metaData", "meta_data"))


def other_form(source: object) -> OtherForm | None:
    """The standard that a mapping is written by, told by its field names; None where it is meant to be ours."""
    if is_hook_request(source):
        return "hook_request"
    if is_phenopacket(source):
        return "phenopacket"
    return "fhir" if is_fhir(source) else None


def is_phenopacket(data: object) -> bool:
    """Whether this is a phenopacket, by its field names."""
    return isinstance(data, Mapping) and "resourceType" not in data and not PHENOPACKET_FIELDS.isdisjoint(data)


def is_hook_request(data: object) -> bool:
    """Whether this is a request of a hook of CDS Hooks."""
    return isinstance(data, Mapping) and "hook" in data and "context" in data and "resourceType" not in data


def is_fhir(data: object) -> bool:
    """A resource, or a prefetch: resources by key, of which some may be null."""
    if not isinstance(data, Mapping):
        return False
    values = [value for value in data.values() if value is not None]
    return "resourceType" in data or (
        bool(values) and all(isinstance(value, Mapping) and "resourceType" in value for value in values)
    )


def how_to_read(source: object) -> str | None:
    """What to do with something that is no record of ours; None where it may be one."""
    if form := other_form(source):
        return f"this is {FORMS[form]}; crdecide.read_record reads it, and crdecide.records.advise_reading answers that"
    if isinstance(source, str | bytes | bytearray):
        return "expected a patient record (a JSON object), got text; where it is JSON, give what json.loads makes of it"
    if isinstance(source, list | tuple):
        return "expected a patient record (a JSON object), got a list; give its children one by one"
    return None
