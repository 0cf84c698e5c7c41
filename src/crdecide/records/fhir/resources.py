"""FHIR R4 resources, as far as they are read (https://hl7.org/fhir/R4/resourcelist.html)."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ..element import Element, Many
from .datatypes import CodeableConcept, CodeableReference, Concept, Extension, Id, Number, Period, Quantity, Reference


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


class PatientLink(Element):
    """Another entry of the same person, and which of the two holds."""

    other: Reference = Reference()
    type: str = ""


class Patient(Resource):
    """The child, or an entry of the same child that another one has replaced."""

    birth_date: str = ""
    deceased_boolean: bool | None = None
    deceased_date_time: str = ""
    deceased_date_time_extension: object = Field(default=None, alias="_deceasedDateTime")
    active: bool | None = None
    link: Many[PatientLink] = ()


class Condition(Resource):
    """A diagnosis or problem."""

    code: Concept = CodeableConcept()
    clinical_status: Concept | None = None
    verification_status: Concept | None = None
    category: Many[Concept] = ()
    encounter: Reference = Reference()
    onset_date_time: str = ""
    abatement_date_time: str = ""
    abatement_period: Period | None = None
    abatement_age: object = None
    abatement_range: object = None
    abatement_string: str | None = None
    body_site: Many[Concept] = ()
    extension: Many[Extension] = ()


class Component(Element):
    """A code with a value, within an observation."""

    code: Concept = CodeableConcept()
    value_boolean: bool | None = None
    value_codeable_concept: Concept | None = None
    value_quantity: Quantity | None = None
    value_string: str | None = None
    value_integer: Number | None = None
    data_absent_reason: object = None
    interpretation: Many[Concept] = ()


class Observation(Resource, Component):
    """Something that was measured or looked for; its components are observations of their own."""

    status: str = ""
    focus: Many[Reference] = ()
    body_site: Concept = CodeableConcept()
    effective_date_time: str = ""
    effective_instant: str = ""
    effective_period: Period = Period()
    issued: str = ""
    component: Many[Component] = ()
    derived_from: Many[Reference] = ()

    @property
    def day(self) -> str:
        """When it was so, as it was written; else when it was issued."""
        times = (self.effective_date_time, self.effective_instant, self.effective_period.start)
        return next((time for time in (*times, self.issued) if time), "")


class DiagnosticReport(Resource):
    """A report with coded conclusions; its text is not read."""

    status: str = ""
    code: Concept = CodeableConcept()
    conclusion: str = ""
    effective_date_time: str = ""
    effective_period: Period = Period()
    issued: str = ""
    conclusion_code: Many[Concept] = ()
    result: Many[Reference] = ()


class Procedure(Resource):
    """Something that was done."""

    status: str = ""
    code: Concept = CodeableConcept()
    category: Many[Concept] = ()
    performed_date_time: str = ""
    performed_period: Period = Period()
    occurrence_date_time: str = ""
    occurrence_period: Period = Period()
    reason_code: Many[Concept] = ()
    reason_reference: Many[Reference] = ()
    reason: Many[CodeableReference] = ()

    @property
    def day(self) -> str:
        """When it was done, as it was written, by R4 or R5."""
        times = (self.performed_date_time, self.performed_period.start, self.occurrence_date_time)
        return next((time for time in (*times, self.occurrence_period.start) if time), "")


class Ingredient(Element):
    """A part of a product."""

    item_codeable_concept: Concept | None = None
    item: CodeableReference = CodeableReference()

    @property
    def concept(self) -> CodeableConcept | None:
        """The part as a concept, as R4 or R5 has it."""
        return self.item_codeable_concept or self.item.concept


class Medication(Resource):
    """A drug, by itself or by what it is made of."""

    status: str = "active"
    code: Concept = CodeableConcept()
    ingredient: Many[Ingredient] = ()


class DrugUse(Resource):
    """What orders, statements, dispenses and administrations of a drug share."""

    status: str = ""
    medication_codeable_concept: Concept | None = None
    medication_reference: Reference | None = None
    medication: CodeableReference = CodeableReference()

    @property
    def day(self) -> str | None:
        """The day that an entry is of, as it was written."""
        return None

    @property
    def drug_concept(self) -> CodeableConcept | None:
        """The drug as a concept, as R4 or R5 has it."""
        return self.medication_codeable_concept or self.medication.concept

    @property
    def drug_reference(self) -> Reference | None:
        """The drug as a link, as R4 or R5 has it."""
        return self.medication_reference or self.medication.reference


class DispenseRequest(Element):
    """Until when an order holds."""

    validity_period: Period = Period()


class MedicationRequest(DrugUse):
    """An order, a plan or a proposal of a drug."""

    intent: str = ""
    do_not_perform: bool = False
    authored_on: str = ""
    dispense_request: DispenseRequest = DispenseRequest()

    @property
    def day(self) -> str:
        """When it was ordered."""
        return self.authored_on


class Adherence(Element):
    """In R5, whether a drug is taken."""

    code: Concept = CodeableConcept()


class MedicationStatement(DrugUse):
    """That a drug is, was or is to be taken; in R5 by its adherence, not by its status."""

    effective_date_time: str = ""
    effective_period: Period = Period()
    adherence: Adherence | None = None

    @property
    def day(self) -> str:
        """When it was so."""
        return self.effective_date_time or self.effective_period.start


class MedicationDispense(DrugUse):
    """That a drug was handed out, and for how many days."""

    when_handed_over: str = ""
    days_supply: Quantity | None = None

    @property
    def day(self) -> str:
        """When it was handed out."""
        return self.when_handed_over


class MedicationAdministration(DrugUse):
    """That a drug was given."""

    effective_date_time: str = ""
    effective_period: Period = Period()
    occurence_date_time: str = ""
    occurence_period: Period = Period()

    @property
    def period(self) -> Period:
        """When it was given, by R4 or R5 (where the name of the element lacks a letter)."""
        at = self.effective_date_time or self.occurence_date_time
        spans = (self.effective_period, self.occurence_period)
        return Period(start=at, end=at) if at else next((span for span in spans if span.start or span.end), spans[0])

    @property
    def day(self) -> str:
        """When it was first given."""
        return self.period.start


class Reaction(Element):
    """What happened once, and after which substance."""

    substance: Concept = CodeableConcept()


class AllergyIntolerance(Resource):
    """A risk of harm from a substance, or that none is known."""

    clinical_status: Concept | None = None
    verification_status: Concept | None = None
    type: str | CodeableConcept = ""
    code: Concept = CodeableConcept()
    reaction: Many[Reaction] = ()

    @property
    def is_intolerance(self) -> bool:
        """Whether it is recorded as an intolerance: by a code in R4, by a concept in R5."""
        written = {self.type} if isinstance(self.type, str) else {coding.code for coding in self.type.coding}
        return "intolerance" in written


class Immunization(Resource):
    """A vaccine that was given."""

    status: str = ""
    vaccine_code: Concept = CodeableConcept()
    occurrence_date_time: str = ""


class Recommendation(Element):
    """One vaccine, and whether it is due."""

    vaccine_code: Many[Concept] = ()
    target_disease: Concept = CodeableConcept()
    forecast_status: Concept = CodeableConcept()


class ImmunizationRecommendation(Resource):
    """Which vaccines are due."""

    date: str = ""
    recommendation: Many[Recommendation] = ()
