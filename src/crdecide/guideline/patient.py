"""What the caller knows about one child.

Every clinical field is optional; absent and ``null`` both mean *not known*. Units stand in the field
names. Bounds catch slips of unit or typing, and are no clinical thresholds: those live in ``rules/``.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator

from .plain_text import PlainText
from .record_sections import TSC, AdverseEvent, Safety, Surgery, Symptoms, Treatment, Tumours
from .record_types import AgeDays, IsoDate, ListOf, Record, contradiction, null_is_unknown
from .validation import said_plainly

SYMPTOMS_OF_THE_CHILD = ("heart_failure", "cyanosis", "respiratory_distress", "syncope")
"""What a child without symptoms has not. An obstruction, a duct-dependence or an arrhythmia may be there."""
WEIGHED_TOGETHER = (
    "birth_date", "assessed_on", "tumours.measurements", "treatment.mtor_inhibitor.started_on_age_days",
    "treatment.mtor_inhibitor.stopped_on_age_days",
)  # fmt: skip
"""Fields whose values are weighed against one another or against others. Beside these, only what the rules'
vocabulary lists as contradictions is refused in a record of which each field is valid by itself."""


class Patient(Record):
    """One child with (suspected) cardiac rhabdomyomas. Frozen; JSON names are a contract.

    None in a field, or a field left out, means *not known*, which is never taken for *no*. What each field holds stands
    below it in the code and in `Patient.model_json_schema()`; what it means where it is not known, in docs/record.md.
    A fault raises `pydantic.ValidationError`, with the place, what was expected and the nearest name; `advise` and the
    readers of records raise `InvalidPatient` with the same words.
    """

    life_stage: Literal["prenatal", "postnatal", "deceased"] | None = None
    """Whether the child is not yet born, born, or has died."""
    age_days: AgeDays | None = None
    """Age in days since birth."""
    birth_date: IsoDate | None = None
    """Day of birth, as YYYY-MM-DD; with `assessed_on` it gives the age."""
    assessed_on: IsoDate | None = None
    """The day on which the child was seen, as YYYY-MM-DD."""
    tsc: Annotated[TSC, null_is_unknown(TSC)] = TSC()
    """Tuberous sclerosis complex."""
    tumours: Annotated[Tumours, null_is_unknown(Tumours)] = Tumours()
    """The cardiac rhabdomyomas as seen on imaging."""
    symptoms: Annotated[Symptoms, null_is_unknown(Symptoms)] = Symptoms()
    """Signs and symptoms attributed to the tumours, each by itself."""
    asymptomatic: bool | None = None
    """Whether the child is known to have no heart failure, cyanosis, respiratory distress or syncope."""
    surgery: Annotated[Surgery, null_is_unknown(Surgery)] = Surgery()
    """Surgical risk, and any operation done or planned."""
    treatment: Annotated[Treatment, null_is_unknown(Treatment)] = Treatment()
    """Drug treatment of the tumours and of the rhythm."""
    medications: ListOf[Annotated[PlainText, Field(min_length=1, max_length=200)]] | None = None
    """Generic names of all drugs that are taken or planned; an empty list where there is none."""
    medications_complete: bool | None = None
    """Whether `medications` names every drug. False says that others may be taken, as in most electronic records;
    where it is not given, the list is taken to be the whole list."""
    safety: Annotated[Safety, null_is_unknown(Safety)] = Safety()
    """What bears on the safety of an mTOR inhibitor."""
    adverse_events: ListOf[AdverseEvent] | None = None
    """Adverse events reported during treatment; an empty list where there is none."""

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
        if self.asymptomatic:
            present = [name for name, value in self.symptoms if value and name in SYMPTOMS_OF_THE_CHILD]
            if present:
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
            # Raised within validation it is pydantic's own error, so that lists and unions add their places to it.
            raise said_plainly(error, cls) from None
