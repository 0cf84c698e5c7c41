"""Which release of FHIR a resource is written in, as far as its content tells.

What is read here is the same in R4 and R4B (https://hl7.org/fhir/R4B/diff.html); R5 writes some of it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

OF_R5: Final = "the record is written as in FHIR R5; what R5 writes otherwise than R4 is read where it is known here"
ONLY_IN_R5: Mapping[str, tuple[str, ...]] = {
    "MedicationRequest": ("medication",),
    "MedicationStatement": ("medication", "adherence"),
    "MedicationDispense": ("medication",),
    "MedicationAdministration": ("medication", "occurenceDateTime", "occurencePeriod"),
    "Procedure": ("occurrenceDateTime", "occurrencePeriod", "reason"),
}
"""Elements that R4 does not have (https://hl7.org/fhir/R5/medicationrequest.html and the like, under "R4 diff")."""


def is_of_r5(resource: Mapping[str, Any]) -> bool:
    """Whether it has an element that R4 does not have."""
    return any(name in resource for name in ONLY_IN_R5.get(str(resource.get("resourceType")), ()))
