"""Whose record it is: one child's, or it is refused. No name or number of a patient stands in what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crdecide.errors import Problem, WrongPatient

from .bundle import Unpacked
from .resources import Medication, Patient, Resource


def check_whose(record: Unpacked, patient_id: str | None) -> None:
    """That everything in the record is about one patient, the one asked for where that is said.

    Raises:
        WrongPatient: a Patient, or the subject of a resource of any type, is another one.
    """
    patients = [raw.get("id") for raw in record.raw if raw.get("resourceType") == "Patient"]
    own = {str(name) for name in patients if name is not None}
    if patient_id is not None and own - {patient_id}:
        raise _refused("the Patient in the record is not the one asked for")
    if len(own) + patients.count(None) > 1:
        raise _refused("the record holds more than one Patient")
    whose = patient_id or next(iter(own), None)
    names = {url for url, resource in record.by_reference.items() if resource.resource_type == "Patient"}
    others = {subject for subject in _subjects(record.raw) if subject not in names}
    tails = {subject.partition("/_history/")[0].rpartition("/")[2] for subject in others}
    if whose is None and len(tails) > 1:
        raise _refused("the record is about more than one patient")
    if whose is not None and tails - {whose}:
        raise _refused("a resource in the record is about another patient")


def _refused(why: str) -> WrongPatient:
    """No place is named: it would be that of another patient's resource."""
    return WrongPatient([Problem("", why)])


def _subjects(resources: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The references to patients in `subject` and `patient`."""
    for resource in resources:
        for name in ("subject", "patient"):
            reference = resource.get(name)
            text = reference.get("reference") if isinstance(reference, Mapping) else None
            if isinstance(text, str) and _names_patient(text):
                yield text


def _names_patient(reference: str) -> bool:
    return "Patient/" in reference or reference.startswith("urn:")


def says_whose(resource: Resource, patient_id: str | None) -> bool:
    """Whether a resource names its patient. A Medication need not, nor a Patient where none is asked for by id."""
    if isinstance(resource, Patient):
        return resource.id is not None or patient_id is None
    references = (resource.subject.reference, resource.patient.reference)
    return isinstance(resource, Medication) or any(map(_names_patient, references))
