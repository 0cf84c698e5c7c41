"""The resource types that are read, by their names."""

from __future__ import annotations

from .filled_forms import QuestionnaireResponse
from .resources import (
    AllergyIntolerance,
    Condition,
    DiagnosticReport,
    Immunization,
    ImmunizationRecommendation,
    Medication,
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStatement,
    Observation,
    Patient,
    Procedure,
    Resource,
)

READ: dict[str, type[Resource]] = {
    form.__name__: form
    for form in (
        Patient, Condition, Observation, DiagnosticReport, Procedure, Medication, MedicationRequest,
        MedicationStatement, MedicationDispense, MedicationAdministration, AllergyIntolerance, Immunization,
        ImmunizationRecommendation, QuestionnaireResponse,
    )
}  # fmt: skip
