"""Whose record it is: one child's, or it is refused. No name or number of a patient stands in what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crdecide.errors import Problem, WrongPatient

from ..element import OBJECT, read_element
from .bundle import Unpacked
from .resources import Medication, Patient, Resource

SAME_CHILD = ("replaced-by", "replaces")
"""Links that say that two entries are of one person (https://hl7.org/fhir/R4/valueset-link-type.html)."""


def check_whose(record: Unpacked, patient_id: str | None) -> None:
    """That everything in the record is about one patient, the one asked for where that is said.

    Raises:
        WrongPatient: a Patient, or the subject of a resource of any type, is another one.
    """
    patients = [raw for raw in record.raw if raw.get("resourceType") == "Patient"]
    own = {str(raw["id"]) for raw in patients if raw.get("id") is not None}
    nameless = sum(raw.get("id") is None for raw in patients)
    same = _one_child(patients)
    if patient_id is not None and own - {patient_id} - (same if patient_id in same else set()):
        raise _refused("the Patient in the record is not the one asked for")
    if len(own - same) + nameless + bool(own & same) > 1:
        raise _refused("the record holds more than one Patient")
    whose = {name for name in (patient_id, *own) if name is not None}
    names = {url for url, resource in record.by_reference.items() if resource.resource_type == "Patient"}
    others = {subject for subject in _subjects(record.raw) if subject not in names}
    if not others:
        return
    if any(_is_of_another_server(subject, names) for subject in others):
        raise _refused("a resource in the record is about a patient of another server")
    tails = {subject.partition("/_history/")[0].rpartition("/")[2] for subject in others}
    if not whose and len(tails) > 1:
        raise _refused("the record is about more than one patient")
    if whose and tails - whose:
        raise _refused("a resource in the record is about another patient")


def _is_of_another_server(subject: str, names: set[str]) -> bool:
    """Whether a patient is named by an address below another base than the Patient of the record has."""
    base, sign, _ = subject.partition("/_history/")[0].rpartition("/Patient/")
    bases = {name.rpartition("/Patient/")[0] for name in names if "://" in name}
    return bool(sign) and "://" in base and bool(bases) and base not in bases


def _one_child(patients: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of the entries that are linked, one by one, with the first that is linked at all: all of one child."""
    links = {frozenset(link) for raw in patients if raw.get("link") for link in _links(raw)}
    if not links:
        return set()
    linked = set(min(links, key=sorted))
    while more := [link for link in links if link & linked and not link <= linked]:
        linked.update(*more)
    return linked


def _links(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    form = read_element(Patient, raw)
    for link in form.link if isinstance(form, Patient) and form.id else ():
        if link.type in SAME_CHILD:
            yield str(raw["id"]), link.other.reference.rpartition("/")[2]


def _refused(why: str) -> WrongPatient:
    """No place is named: it would be that of another patient's resource."""
    return WrongPatient([Problem("", why)])


def _subjects(resources: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The references to patients in `subject` and `patient`."""
    for resource in resources:
        for name in ("subject", "patient"):
            # Of the two a resource has one.
            reference = resource.get(name)
            text = reference.get("reference") if reference and isinstance(reference, OBJECT) else None
            if isinstance(text, str) and _names_patient(text):
                yield text


def _names_patient(reference: str) -> bool:
    return "Patient/" in reference or reference.startswith("urn:")


def says_whose(resource: Resource, patient_id: str | None) -> bool:
    """Whether a resource names its patient. A Medication need not, nor a Patient where none is asked for by id."""
    form = type(resource)
    if form is Patient:
        return resource.id is not None or patient_id is None
    if form is Medication:
        return True
    return _names_patient(resource.subject.reference) or _names_patient(resource.patient.reference)
