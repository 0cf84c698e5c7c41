"""Names and codes of our form in FHIR: its address, and the systems in which its answers are coded.

https://hl7.org/fhir/R4/questionnaire.html; yes and no are those of HL7 v2 (https://terminology.hl7.org/CodeSystem-v2-0136.html),
"not known" is that of https://hl7.org/fhir/R4/codesystem-data-absent-reason.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crdecide.language.record_fields import FormField, FormGroup

FORM = "urn:crdecide:questionnaire"
YES_NO, ABSENT = (
    "http://terminology.hl7.org/CodeSystem/v2-0136",
    "http://terminology.hl7.org/CodeSystem/data-absent-reason",
)
YES, NO, UNKNOWN = "Y", "N", "unknown"
NONE = ".none"
"""What stands behind the path of a list in the id of the question whether it is empty."""
ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin"
"""Who gave an answer: filled in from a record, or by hand (https://hl7.org/fhir/us/davinci-dtr/)."""


def value_system(path: str) -> str:
    """The system of the values that a field may have."""
    return f"urn:crdecide:values:{path}"


def is_ours(questionnaire: str) -> bool:
    """Whether a response answers our form, in whichever version."""
    return questionnaire.partition("|")[0] == FORM


def fields_by_path(form: Iterable[FormGroup]) -> Mapping[str, FormField]:
    """Every field that is asked, by its path."""
    return {field.path: field for group in form for field in group.fields}


def yes_or_no(value: bool) -> dict[str, Any]:
    """Yes or no as a Coding."""
    code, display = (YES, "Yes") if value else (NO, "No")
    return {"system": YES_NO, "code": code, "display": display}


def coded(field: FormField, value: str) -> dict[str, Any]:
    """One of the values of a field as a Coding."""
    return {"system": value_system(field.path), "code": value, "display": field.values[value]}
