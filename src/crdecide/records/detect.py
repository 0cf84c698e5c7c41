"""A child's record in any form that is read, told apart by its content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.language.ruleset import Ruleset

from . import Reading, fhir, phenopacket


def recognise(data: Any, *, on: date, ruleset: Ruleset) -> Patient | Reading:
    """The patient that a record of ours holds; the reading of a phenopacket or of FHIR R4.

    Raises:
        InvalidPatient: it is none of these, or a broken record of ours.
        WrongPatient: a FHIR record is about several patients.
    """
    if phenopacket.is_phenopacket(data):
        return phenopacket.read(data, ruleset=ruleset)
    if _is_fhir(data):
        return fhir.read(data, on=on, ruleset=ruleset)
    return read_patient(data)


def _is_fhir(data: object) -> bool:
    """A resource, or a prefetch: resources by key, of which some may be null."""
    if not isinstance(data, Mapping):
        return False
    values = [value for value in data.values() if value is not None]
    return "resourceType" in data or (
        bool(values) and all(isinstance(value, Mapping) and "resourceType" in value for value in values)
    )
