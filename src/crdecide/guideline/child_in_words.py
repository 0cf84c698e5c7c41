"""What is recorded of the child, in the few words of a headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .named_ids import COURSE, SYMPTOMATIC, TSC_BY_TUMOURS, TSC_STATUS
from .patient import Patient
from .spelling import spoken

Values = Mapping[str, object]
"""What was concluded, by finding; None is unknown, as is a finding that older rules do not have."""

DAYS_IN_A_MONTH, DAYS_IN_A_YEAR = 30.4375, 365.25
"""In UCUM (https://ucum.org/ucum, table of units: mo, a)."""
MOST_DAYS, MOST_MONTHS = 60, 24
"""An age is told in days up to the one, in months up to the other, then in years."""
NOTHING = "nothing that the rules read is recorded"


def described(patient: Patient, values: Values) -> tuple[str, ...]:
    """Age, tumours, symptoms that are present, TSC, and drugs; what is not recorded is left out."""
    parts = [*_age(patient), *_tumours(patient, values), *_symptoms(patient, values), *_tsc(values), *_drugs(patient)]
    parts += _events(patient)
    return tuple(parts) or (NOTHING,)


def _age(patient: Patient) -> Iterator[str]:
    if patient.life_stage in ("prenatal", "deceased"):
        yield {"prenatal": "before birth", "deceased": "has died"}[patient.life_stage]
    if patient.age is not None:
        yield age_in_words(patient.age)


def age_in_words(days: int) -> str:
    """'2 days', '7 months', '3 years'."""
    months, years = int(days / DAYS_IN_A_MONTH), int(days / DAYS_IN_A_YEAR)
    if days <= MOST_DAYS:
        return _number(days, "day")
    return _number(months, "month") if months < MOST_MONTHS else _number(years, "year")


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _tumours(patient: Patient, values: Values) -> Iterator[str]:
    tumours = patient.tumours
    count = () if tumours.count is None else (_number(tumours.count, "tumour") if tumours.count else "no tumour",)
    size = () if tumours.largest_mm is None else (f"largest {tumours.largest_mm:g} mm",)
    course = () if values.get(COURSE) is None else (str(values.get(COURSE)),)
    if said := (*count, *size, *course):
        yield ", ".join(said)


def _symptoms(patient: Patient, values: Values) -> Iterator[str]:
    present = [spoken(name) for name, value in vars(patient.symptoms).items() if value]
    response = patient.treatment.antiarrhythmic.response
    if response is not None:
        present.append(f"{response} by drugs" if response == "controlled" else f"{response} to drugs")
    if present:
        yield ", ".join(present)
    elif values.get(SYMPTOMATIC) == "no":
        yield "no symptoms"


def _tsc(values: Values) -> Iterator[str]:
    if values.get(TSC_STATUS) is not None:
        alone = " by the tumours alone" if values.get(TSC_BY_TUMOURS) == "yes" else ""
        yield f"TSC {values.get(TSC_STATUS)}{alone}"


def _drugs(patient: Patient) -> Iterator[str]:
    course = patient.treatment.mtor_inhibitor
    drug = course.drug or "mTOR inhibitor"
    told = {"planned": f"{drug} planned", "current": f"on {drug}", "stopped": f"{drug} stopped"}
    if course.status in told:
        level = "" if course.trough_ng_ml is None else f", trough {course.trough_ng_ml:g} ng/mL"
        yield f"{told[course.status]}{level}"
    if patient.medications:
        yield f"drugs: {', '.join(map(quoted, patient.medications))}"


def _events(patient: Patient) -> Iterator[str]:
    """Each adverse event with its grade."""
    told = []
    for event in patient.adverse_events or ():
        name = "another event" if event.event == "other" else event.event
        told.append(f"{name} of grade {event.grade}" if event.grade else f"{name} without a grade")
    if told:
        yield ", ".join(told)


def quoted(name: str) -> str:
    """A name as somebody typed it, in quotation marks unless it is a plain word: it is data, not a sentence of ours."""
    return name if name.replace(" ", "").replace("-", "").isalpha() else f'"{name}"'
