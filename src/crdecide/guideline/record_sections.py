"""The sections of a patient record. What a field means where nothing is known stands in ``rules/vocabulary.yaml``."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .plain_text import PlainText
from .record_types import (
    AgeDays,
    Indication,
    ListOf,
    Location,
    MajorFeature,
    Millimetres,
    MinorFeature,
    Record,
    contradiction,
    null_is_unknown,
)


class TSC(Record):
    """Tuberous sclerosis complex: what is stated, and what has been found so far.

    A list of features says what was found. That the others are absent is known only if `features_complete` is true.
    """

    status: Literal["definite", "possible", "excluded"] | None = None
    """The diagnosis of TSC as it is stated."""
    pathogenic_variant: bool | None = None
    """Whether a pathogenic variant in TSC1 or TSC2 has been found."""
    major_features: ListOf[MajorFeature] | None = None
    """The major features of TSC that have been found; an empty list where none has."""
    minor_features: ListOf[MinorFeature] | None = None
    """The minor features of TSC that have been found; an empty list where none has."""
    features_complete: bool | None = None
    """Whether the features listed stand for a full examination, so that the others are known to be absent."""


class Measurement(Record):
    """The largest diameter of a tumour at one age; `location` tells tumours apart where it is given."""

    on_age_days: AgeDays
    """Age of the child at the examination, in days."""
    largest_mm: Millimetres
    """Largest diameter, in mm."""
    location: Location | None = None
    """Where in the heart that tumour is."""


class Tumours(Record):
    """The cardiac rhabdomyomas as seen on imaging."""

    count: Annotated[int, Field(ge=0, le=1000)] | None = None
    """How many cardiac rhabdomyomas are seen; 0 where none is."""
    largest_mm: Millimetres | None = None
    """Largest diameter of the largest tumour, in mm."""
    locations: ListOf[Location] | None = None
    """Where in the heart the tumours are."""
    trend: Literal["regressing", "stable", "growing"] | None = None
    """The course of the tumours as it is stated."""
    measurements: ListOf[Measurement] | None = None
    """The size at each examination, in any order."""

    @model_validator(mode="after")
    def _count_fits_the_rest(self) -> Self:
        if self.count == 0 and (self.largest_mm is not None or self.locations):
            raise contradiction("count is 0, yet a size or a location of a tumour is given; leave one of them out")
        sites = {m.location for m in self.measurements or () if m.location is not None}
        if self.count == 1 and len(sites) > 1:
            raise contradiction(
                f"count is 1, yet measurements name {len(sites)} different sites ({', '.join(sorted(sites))})"
            )
        return self


class Symptoms(Record):
    """Signs and symptoms attributed to the tumours."""

    heart_failure: bool | None = None
    """Whether the child has heart failure."""
    arrhythmia: bool | None = None
    """Whether the child has an arrhythmia."""
    outflow_obstruction: bool | None = None
    """Whether the tumours obstruct the outflow of a ventricle."""
    inflow_obstruction: bool | None = None
    """Whether the tumours obstruct the inflow of a ventricle."""
    duct_dependent_circulation: bool | None = None
    """Whether the circulation depends on the arterial duct."""
    cyanosis: bool | None = None
    """Whether the child is cyanosed."""
    respiratory_distress: bool | None = None
    """Whether the child is in respiratory distress."""
    syncope: bool | None = None
    """Whether the child has had syncope."""


class Surgery(Record):
    """Surgical risk as the heart team judges it, and any operation done or planned."""

    risk: Literal["low", "moderate", "high", "inoperable"] | None = None
    """The risk of surgery as the heart team judges it."""
    performed: bool | None = None
    """Whether the child has been operated on for the tumours."""
    planned: bool | None = None
    """Whether an operation is planned."""
    planned_within_days: Annotated[int, Field(ge=0, le=54_787)] | None = None
    """In how many days the operation is planned."""

    @model_validator(mode="after")
    def _plan_agrees(self) -> Self:
        if self.planned is False and self.planned_within_days is not None:
            raise contradiction(f"planned is false, yet planned_within_days is {self.planned_within_days}")
        return self


class Dose(Record):
    """A dose as prescribed; the unit keeps day and week apart."""

    value: Annotated[float, Field(gt=0, le=10_000)]
    """The amount, in the unit that stands beside it."""
    unit: Literal["mg/m2/day", "mg/m2/week", "mg/day"]
    """Milligrams per square metre of body surface and day or week, or per day."""


class MtorInhibitor(Record):
    """The course of everolimus or sirolimus, and what it is for; troughs in ng/mL of whole blood."""

    status: Literal["none", "planned", "current", "stopped"] | None = None
    """Whether the drug is planned, being taken, or stopped; `none` where it is none of these."""
    drug: Literal["everolimus", "sirolimus"] | None = None
    """Which mTOR inhibitor it is."""
    indication: Indication | None = None
    """What the drug is for."""
    started_on_age_days: AgeDays | None = None
    """Age of the child when the drug was started, in days."""
    stopped_on_age_days: AgeDays | None = None
    """Age of the child when the drug was stopped, in days."""
    trough_ng_ml: Annotated[float, Field(ge=0, le=10_000)] | None = None
    """Trough level in whole blood, in ng/mL."""
    dose: Dose | None = None
    """The dose as prescribed."""

    @model_validator(mode="after")
    def _course_is_possible(self) -> Self:
        started, stopped = self.started_on_age_days, self.stopped_on_age_days
        if started is not None and stopped is not None and stopped < started:
            raise contradiction(f"stopped_on_age_days ({stopped}) is before started_on_age_days ({started})")
        if self.status == "none" and (started is not None or stopped is not None):
            raise contradiction("status is 'none', yet a start or stop of the drug is given")
        if self.status in ("planned", "current") and stopped is not None:
            raise contradiction(f"status is '{self.status}', yet stopped_on_age_days is given")
        return self


class Antiarrhythmic(Record):
    """Anti-arrhythmic drugs and whether they control the arrhythmia."""

    status: Literal["none", "current", "stopped"] | None = None
    """Whether an anti-arrhythmic drug is being taken or was stopped; `none` where it is neither."""
    response: Literal["controlled", "refractory"] | None = None
    """Whether the arrhythmia is controlled by drugs, or refractory to them."""


class Treatment(Record):
    """Drug treatment of the tumours and of the rhythm."""

    mtor_inhibitor: Annotated[MtorInhibitor, null_is_unknown(MtorInhibitor)] = MtorInhibitor()
    """The course of everolimus or sirolimus, whatever it is for."""
    antiarrhythmic: Annotated[Antiarrhythmic, null_is_unknown(Antiarrhythmic)] = Antiarrhythmic()
    """Anti-arrhythmic drugs."""


class Safety(Record):
    """What bears on the safety of an mTOR inhibitor."""

    active_infection: bool | None = None
    """Whether there is an active infection."""
    rapamycin_hypersensitivity: bool | None = None
    """Whether a hypersensitivity to rapamycin derivatives is known."""
    live_vaccine_due: bool | None = None
    """Whether a live vaccine is due."""
    hepatic_impairment: bool | None = None
    """Whether liver function is impaired."""
    hyperlipidaemia: bool | None = None
    """Whether blood lipids are raised."""


class AdverseEvent(Record):
    """An adverse event reported during treatment, with its CTCAE grade where known."""

    event: Literal["dyslipidaemia", "stomatitis", "infection", "other"]
    """Which adverse event it was."""
    grade: Annotated[int, Field(ge=1, le=5)] | None = None
    """Its CTCAE grade, 1 to 5."""
    text: Annotated[PlainText, Field(max_length=1000)] = ""
    """What happened, in the words of whoever reported it, on one line."""
