"""FHIR R4 resources and data types, as far as they are read (https://hl7.org/fhir/R4/resourcelist.html)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from crdecide.language.code_maps import Coding as Code

from ..element import Element, Many

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
Number = Annotated[float, BeforeValidator(lambda value: float(value) if type(value) is int else value)]


class Coding(Element):
    """A code in a system. `display` and `userSelected` are not read."""

    system: str = ""
    code: str = ""


class CodeableConcept(Element):
    """Codings that mean the same; `text` is not read."""

    coding: Many[Coding] = ()

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codings that have a system and a code."""
        return tuple(Code(coding.system, coding.code) for coding in self.coding if coding.system and coding.code)


class Reference(Element):
    """A link to another resource; one by identifier only cannot be followed."""

    reference: str = ""


class Period(Element):
    """A stretch of time; either end may be open."""

    start: str = ""
    end: str = ""


class Quantity(Element):
    """A number with its unit as UCUM `code`; the printed `unit` is not read."""

    value: Number | None = None
    comparator: str | None = None
    system: str = ""
    code: str = ""


class Meta(Element):
    """Which version of a resource it is, and of when."""

    version_id: str | None = None
    last_updated: str = ""


class Resource(Element):
    """What all resources that are read have in common. `subject` is called `patient` in some."""

    resource_type: str
    id: Id | None = None
    meta: Meta = Meta()
    implicit_rules: str | None = None
    modifier_extension: Many[Any] = ()
    contained: Many[dict[str, Any]] = ()
    subject: Reference = Reference()
    patient: Reference = Reference()


class Patient(Resource):
    """The child."""

    birth_date: str = ""


class Condition(Resource):
    """A diagnosis or problem."""

    code: CodeableConcept = CodeableConcept()
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    category: Many[CodeableConcept] = ()
    encounter: Reference = Reference()
    onset_date_time: str = ""
    abatement_date_time: str = ""
    abatement_period: Period | None = None
    abatement_age: object = None
    abatement_range: object = None
    abatement_string: str | None = None


class Component(Element):
    """A code with a value, within an observation."""

    code: CodeableConcept = CodeableConcept()
    value_boolean: bool | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_quantity: Quantity | None = None
    data_absent_reason: object = None


class Observation(Resource, Component):
    """Something that was measured or looked for; its components are observations of their own."""

    status: str = ""
    focus: Many[Reference] = ()
    effective_date_time: str = ""
    effective_instant: str = ""
    effective_period: Period = Period()
    issued: str = ""
    component: Many[Component] = ()


class DiagnosticReport(Resource):
    """A report with coded conclusions; its text is not read."""

    status: str = ""
    effective_date_time: str = ""
    effective_period: Period = Period()
    issued: str = ""
    conclusion_code: Many[CodeableConcept] = ()


class Procedure(Resource):
    """Something that was done."""

    status: str = ""
    category: CodeableConcept = CodeableConcept()
    performed_date_time: str = ""
    performed_period: Period = Period()
    reason_code: Many[CodeableConcept] = ()
    reason_reference: Many[Reference] = ()


class Ingredient(Element):
    """A part of a product."""

    item_codeable_concept: CodeableConcept = CodeableConcept()


class Medication(Resource):
    """A drug, by itself or by what it is made of."""

    status: str = "active"
    code: CodeableConcept = CodeableConcept()
    ingredient: Many[Ingredient] = ()


class DrugUse(Resource):
    """What MedicationRequest and MedicationStatement share."""

    status: str = ""
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None


class MedicationRequest(DrugUse):
    """An order, a plan or a proposal of a drug."""

    intent: str = ""
    do_not_perform: bool = False
    authored_on: str = ""


class MedicationStatement(DrugUse):
    """That a drug is, was or is to be taken."""

    effective_date_time: str = ""
    effective_period: Period = Period()


class AllergyIntolerance(Resource):
    """A risk of harm from a substance, or that none is known."""

    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    type: str = ""
    code: CodeableConcept = CodeableConcept()


class Immunization(Resource):
    """A vaccine that was given."""

    status: str = ""
    vaccine_code: CodeableConcept = CodeableConcept()
    occurrence_date_time: str = ""


class Recommendation(Element):
    """One vaccine, and whether it is due."""

    vaccine_code: Many[CodeableConcept] = ()
    forecast_status: CodeableConcept = CodeableConcept()


class ImmunizationRecommendation(Resource):
    """Which vaccines are due."""

    date: str = ""
    recommendation: Many[Recommendation] = ()


READ: dict[str, type[Resource]] = {
    form.__name__: form
    for form in (
        Patient, Condition, Observation, DiagnosticReport, Procedure, Medication, MedicationRequest,
        MedicationStatement, AllergyIntolerance, Immunization, ImmunizationRecommendation,
    )
}  # fmt: skip
"""The resource types that are read."""
