"""What the caller knows about one child.

Every clinical field is optional; absent and ``null`` both mean *not known*. Units stand in the field
names. Bounds catch slips of unit or typing, and are no clinical thresholds: those live in ``rules/``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from crdecide.errors import InvalidPatient, Problem

from .plain_text import PlainText
from .validation import faults

AgeDays = Annotated[int, Field(ge=0, le=54_787, description="age in days since birth; at most 150 years")]
Millimetres = Annotated[float, Field(gt=0, le=500, description="millimetres; no heart is longer than 500 mm")]

Location = Literal[
    "left_ventricle", "right_ventricle", "ventricular_septum",
    "left_atrium", "right_atrium", "atrial_septum",
    "left_ventricular_outflow_tract", "right_ventricular_outflow_tract",
    "mitral_valve", "tricuspid_valve", "aortic_valve", "pulmonary_valve", "pericardium", "other",
]  # fmt: skip
MajorFeature = Literal[
    "hypomelanotic_macules", "angiofibromas", "ungual_fibromas", "shagreen_patch",
    "multiple_retinal_hamartomas", "cortical_tubers", "subependymal_nodules",
    "subependymal_giant_cell_astrocytoma", "cardiac_rhabdomyoma", "multiple_cardiac_rhabdomyomas",
    "lymphangioleiomyomatosis", "angiomyolipomas",
]  # fmt: skip
MinorFeature = Literal[
    "confetti_lesions", "dental_enamel_pits", "intraoral_fibromas", "retinal_achromic_patch",
    "multiple_renal_cysts", "nonrenal_hamartomas", "sclerotic_bone_lesions",
]  # fmt: skip
Indication = Literal["cardiac_rhabdomyoma", "sega", "epilepsy", "angiomyolipoma", "other"]
Listed = Field(default=None, strict=False)
"""A list field: JSON arrays and Python lists become tuples; the items stay strictly checked."""


SYMPTOMS_OF_THE_CHILD = ("heart_failure", "cyanosis", "respiratory_distress", "syncope")
"""What a child without symptoms has not. An obstruction, a duct-dependence or an arrhythmia may be there."""
WEIGHED_TOGETHER = (
    "birth_date", "assessed_on", "tumours.measurements", "treatment.mtor_inhibitor.started_on_age_days",
    "treatment.mtor_inhibitor.stopped_on_age_days",
)  # fmt: skip
"""Fields whose values are weighed against one another or against others. Beside these, only what the rules'
vocabulary lists as contradictions is refused in a record of which each field is valid by itself."""


def _iso_date(value: object) -> object:
    """Text as a calendar date; a number is no date, though pydantic would read it as a timestamp."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("iso_date", "Input should be a date written as YYYY-MM-DD") from None


def _null_is_unknown(value: object) -> object:
    """A section given as null says nothing, like one left out."""
    return {} if value is None else value


IsoDate = Annotated[date, BeforeValidator(_iso_date)]


def null_is_unknown(section: type[BaseModel]) -> BeforeValidator:
    """Accept null for a section; the JSON schema says so too."""
    return BeforeValidator(_null_is_unknown, json_schema_input_type=section | None)


def contradiction(message: str) -> PydanticCustomError:
    """Two statements in one record that cannot both be true: an error, never a guess."""
    return PydanticCustomError("contradiction", "{message}", {"message": message})


class Record(BaseModel):
    """Frozen, strictly typed, no unknown fields, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class TSC(Record):
    """Tuberous sclerosis complex: what is stated, and what has been found so far.

    A list of features says what was found. That the others are absent is known only if `features_complete` is true.
    """

    status: Literal["definite", "possible", "excluded"] | None = None
    pathogenic_variant: bool | None = None
    major_features: tuple[MajorFeature, ...] | None = Listed
    minor_features: tuple[MinorFeature, ...] | None = Listed
    features_complete: bool | None = None


class Measurement(Record):
    """The largest diameter of a tumour at one age; `location` tells tumours apart where it is given."""

    on_age_days: AgeDays
    largest_mm: Millimetres
    location: Location | None = None


class Tumours(Record):
    """The cardiac rhabdomyomas as seen on imaging."""

    count: Annotated[int, Field(ge=0, le=1000)] | None = None
    largest_mm: Millimetres | None = None
    locations: tuple[Location, ...] | None = Listed
    trend: Literal["regressing", "stable", "growing"] | None = None
    measurements: tuple[Measurement, ...] | None = Listed

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
    arrhythmia: bool | None = None
    outflow_obstruction: bool | None = None
    inflow_obstruction: bool | None = None
    duct_dependent_circulation: bool | None = None
    cyanosis: bool | None = None
    respiratory_distress: bool | None = None
    syncope: bool | None = None


class Surgery(Record):
    """Surgical risk as the heart team judges it, and any operation done or planned."""

    risk: Literal["low", "moderate", "high", "inoperable"] | None = None
    performed: bool | None = None
    planned: bool | None = None
    planned_within_days: Annotated[int, Field(ge=0, le=54_787)] | None = None

    @model_validator(mode="after")
    def _plan_agrees(self) -> Self:
        if self.planned is False and self.planned_within_days is not None:
            raise contradiction(f"planned is false, yet planned_within_days is {self.planned_within_days}")
        return self


class Dose(Record):
    """A dose as prescribed; the unit keeps day and week apart."""

    value: Annotated[float, Field(gt=0, le=10_000)]
    unit: Literal["mg/m2/day", "mg/m2/week", "mg/day"]


class MtorInhibitor(Record):
    """The course of everolimus or sirolimus, and what it is for; troughs in ng/mL of whole blood."""

    status: Literal["none", "planned", "current", "stopped"] | None = None
    drug: Literal["everolimus", "sirolimus"] | None = None
    indication: Indication | None = None
    started_on_age_days: AgeDays | None = None
    stopped_on_age_days: AgeDays | None = None
    trough_ng_ml: Annotated[float, Field(ge=0, le=10_000)] | None = None
    dose: Dose | None = None

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
    response: Literal["controlled", "refractory"] | None = None


class Treatment(Record):
    """Drug treatment of the tumours and of the rhythm."""

    mtor_inhibitor: Annotated[MtorInhibitor, null_is_unknown(MtorInhibitor)] = MtorInhibitor()
    antiarrhythmic: Annotated[Antiarrhythmic, null_is_unknown(Antiarrhythmic)] = Antiarrhythmic()


class Safety(Record):
    """What bears on the safety of an mTOR inhibitor."""

    active_infection: bool | None = None
    rapamycin_hypersensitivity: bool | None = None
    live_vaccine_due: bool | None = None
    hepatic_impairment: bool | None = None
    hyperlipidaemia: bool | None = None


class AdverseEvent(Record):
    """An adverse event reported during treatment, with its CTCAE grade where known."""

    event: Literal["dyslipidaemia", "stomatitis", "infection", "other"]
    grade: Annotated[int, Field(ge=1, le=5)] | None = None
    text: Annotated[PlainText, Field(max_length=1000)] = ""


class Patient(Record):
    """One child with (suspected) cardiac rhabdomyomas. Frozen; JSON names are a contract.

    `medications_complete` false says that drugs may be taken which are not listed, as in most electronic records;
    where it is not given, a list of medications is taken to be the whole list.
    However it is made, faults raise `InvalidPatient`, with the place, what was expected and the nearest name.
    """

    life_stage: Literal["prenatal", "postnatal", "deceased"] | None = None
    age_days: AgeDays | None = None
    birth_date: IsoDate | None = None
    assessed_on: IsoDate | None = None
    tsc: Annotated[TSC, null_is_unknown(TSC)] = TSC()
    tumours: Annotated[Tumours, null_is_unknown(Tumours)] = Tumours()
    symptoms: Annotated[Symptoms, null_is_unknown(Symptoms)] = Symptoms()
    asymptomatic: bool | None = None
    surgery: Annotated[Surgery, null_is_unknown(Surgery)] = Surgery()
    treatment: Annotated[Treatment, null_is_unknown(Treatment)] = Treatment()
    medications: tuple[Annotated[PlainText, Field(min_length=1, max_length=200)], ...] | None = Listed
    medications_complete: bool | None = None
    safety: Annotated[Safety, null_is_unknown(Safety)] = Safety()
    adverse_events: tuple[AdverseEvent, ...] | None = Listed

    @property
    def age(self) -> int | None:
        """Age in days, from `age_days` or from the two dates; None where neither is known."""
        if self.age_days is not None or self.birth_date is None or self.assessed_on is None:
            return self.age_days
        return (self.assessed_on - self.birth_date).days

    @model_validator(mode="after")
    def _ages_agree(self) -> Self:
        if self.birth_date is not None and self.assessed_on is not None:
            days = (self.assessed_on - self.birth_date).days
            if days < 0:
                raise contradiction(f"assessed_on ({self.assessed_on}) is before birth_date ({self.birth_date})")
            if self.age_days not in (None, days):
                raise contradiction(f"age_days is {self.age_days}, but birth_date to assessed_on is {days} days")
        if self.life_stage == "prenatal" and (self.age is not None or self.birth_date is not None):
            raise contradiction("life_stage is 'prenatal', yet an age or a birth date is given")
        return self

    @model_validator(mode="after")
    def _symptoms_agree(self) -> Self:
        present = [name for name, value in self.symptoms if value and name in SYMPTOMS_OF_THE_CHILD]
        if self.asymptomatic and present:
            raise contradiction(f"asymptomatic is true, yet symptoms.{present[0]} is true")
        return self

    @model_validator(mode="after")
    def _nothing_happens_later_than_now(self) -> Self:
        course = self.treatment.mtor_inhibitor
        days = [m.on_age_days for m in self.tumours.measurements or ()]
        days += [day for day in (course.started_on_age_days, course.stopped_on_age_days) if day is not None]
        if self.age is not None and days and max(days) > self.age:
            raise contradiction(f"an event is dated at {max(days)} days, later than the child's age of {self.age} days")
        return self

    # The last validator is the outermost: it sees the faults of all the others.
    @model_validator(mode="wrap")
    @classmethod
    def _say_faults_plainly(cls, data: object, validate: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return validate(data)
        except ValidationError as error:
            problems: list[Problem] = []
            for path, message in faults(error, cls):
                where = ".".join(map(str, path))
                problems.append(Problem(where or "patient", message))
            # From None: pydantic's own account repeats the input, which is a child's data, in every log.
            raise InvalidPatient(problems) from None
