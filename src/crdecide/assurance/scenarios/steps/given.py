"""The Given steps: what is known of a child, in clinical words, into a patient record; the rest stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from crdecide.guideline.child_in_words import DAYS_IN_A_YEAR
from crdecide.guideline.record_paths import annotation_at, literals
from crdecide.guideline.record_sections import Symptoms
from crdecide.guideline.record_types import Location

Record = dict[str, Any]
SYMPTOMS = tuple(Symptoms.model_fields)
SAFETY = {
    "active infection": "active_infection",
    "hypersensitivity to rapamycin": "rapamycin_hypersensitivity",
    "live vaccine due": "live_vaccine_due",
    "impairment of the liver": "hepatic_impairment",
    "rise of blood lipids": "hyperlipidaemia",
}
COURSES = {
    "is not being taken": "none",
    "is planned": "planned",
    "is being taken": "current",
    "has been stopped": "stopped",
}
INDICATIONS = {
    "the heart tumours": "cardiac_rhabdomyoma",
    "SEGA": "sega",
    "epilepsy": "epilepsy",
    "angiomyolipoma": "angiomyolipoma",
    "something else": "other",
}
RHYTHM_DRUGS = {"are not being taken": "none", "are being taken": "current", "have been stopped": "stopped"}
RESPONSES = {"controlled by drugs": "controlled", "refractory to drugs": "refractory", "of unknown response": None}
# An identifier is written in a step with spaces or hyphens: 'duct-dependent circulation'.
SYMPTOM = f"(?P<symptom>{'|'.join(SYMPTOMS).replace('_', '[ -]')})"
LOCATION = f"(?P<place>{'|'.join(get_args(Location)).replace('_', '[ -]')})"
EVENT = f"(?P<event>{'|'.join(literals(annotation_at('adverse_events.event')))})"


def empty_record() -> Record:
    """A record in which nothing is known."""
    sections: Record = {name: {} for name in ("tsc", "tumours", "symptoms", "surgery", "safety")}
    return {**sections, "treatment": {"mtor_inhibitor": {}, "antiarrhythmic": {}}}


def identifier(words: str) -> str:
    """Clinical words as the identifier they stand for: 'duct-dependent circulation'."""
    return words.replace("-", "_").replace(" ", "_").lower()


def known(word: str) -> str | None:
    """The identifier, or None for the word 'unknown'."""
    return None if word == "unknown" else identifier(word)


def aged(record: Record, number: str, unit: str) -> None:
    record["age_days"] = int(number) if unit.startswith("day") else int(int(number) * DAYS_IN_A_YEAR)


def of_unknown_age(record: Record) -> None:
    record["age_days"] = None


def a_fetus(record: Record) -> None:
    record["life_stage"] = "prenatal"


def is_born(record: Record) -> None:
    record["life_stage"] = "postnatal"


def has_died(record: Record) -> None:
    record["life_stage"] = "deceased"


def tumours(record: Record, number: str) -> None:
    record["tumours"]["count"] = int(number) if number.isdigit() else {"no": 0}.get(number)


def largest(record: Record, size: str) -> None:
    record["tumours"]["largest_mm"] = float(size)


def seen_in(record: Record, place: str) -> None:
    record["tumours"].setdefault("locations", []).append(identifier(place))


def measured(record: Record, size: str, days: str) -> None:
    measurement = {"on_age_days": int(days), "largest_mm": float(size)}
    record["tumours"].setdefault("measurements", []).append(measurement)


def measured_at(record: Record, place: str, size: str, days: str) -> None:
    measured(record, size, days)
    record["tumours"]["measurements"][-1]["location"] = identifier(place)


def course(record: Record, course: str) -> None:
    record["tumours"]["trend"] = known(course)


def tsc_status(record: Record, status: str) -> None:
    record["tsc"]["status"] = known(status)


def variant(record: Record, article: str) -> None:
    record["tsc"]["pathogenic_variant"] = article == "a"


def features_found(record: Record, rank: str, features: str) -> None:
    if features == "unknown":
        record["tsc"][f"{rank}_features"] = None
    else:
        record["tsc"][f"{rank}_features"] = [identifier(name) for name in features.split(", ") if name != "none"]


def features_complete(record: Record, how: str) -> None:
    record["tsc"]["features_complete"] = how == "complete"


def has_symptom(record: Record, symptom: str) -> None:
    record["symptoms"][identifier(symptom)] = True


def lacks_symptom(record: Record, symptom: str) -> None:
    record["symptoms"][identifier(symptom)] = False


def symptom_unknown(record: Record, symptom: str) -> None:
    record["symptoms"][identifier(symptom)] = None


def no_symptom(record: Record) -> None:
    record["symptoms"] = dict.fromkeys(SYMPTOMS, False)


def symptoms_unknown(record: Record) -> None:
    record["symptoms"] = {}


def asymptomatic(record: Record) -> None:
    record["asymptomatic"], record["symptoms"] = True, {}


def not_asymptomatic(record: Record) -> None:
    record["asymptomatic"] = False


def surgical_risk(record: Record, risk: str) -> None:
    record["surgery"]["risk"] = known(risk)


def operation_planned(record: Record, article: str) -> None:
    record["surgery"]["planned"] = article != "no"


def operation_dated(record: Record, days: str) -> None:
    record["surgery"]["planned_within_days"] = int(days)


def operation_performed(record: Record, article: str) -> None:
    record["surgery"]["performed"] = article != "no"


def mtor_inhibitor(record: Record, course: str) -> None:
    record["treatment"]["mtor_inhibitor"]["status"] = COURSES[course]


def mtor_inhibitor_unknown(record: Record) -> None:
    record["treatment"]["mtor_inhibitor"]["status"] = None


def mtor_indication(record: Record, indication: str) -> None:
    record["treatment"]["mtor_inhibitor"]["indication"] = INDICATIONS[indication]


def mtor_dated(record: Record, end: str, days: str) -> None:
    field = {"begun": "started_on_age_days", "stopped": "stopped_on_age_days"}[end]
    record["treatment"]["mtor_inhibitor"][field] = int(days)


def mtor_drug(record: Record, drug: str) -> None:
    record["treatment"]["mtor_inhibitor"]["drug"] = drug


def trough(record: Record, drug: str, level: str) -> None:
    record["treatment"]["mtor_inhibitor"].update(drug=drug, trough_ng_ml=float(level))


def trough_of_unknown_drug(record: Record, level: str) -> None:
    record["treatment"]["mtor_inhibitor"]["trough_ng_ml"] = float(level)


def dose(record: Record, value: str, unit: str) -> None:
    record["treatment"]["mtor_inhibitor"]["dose"] = {"value": float(value), "unit": unit}


def antiarrhythmic(record: Record, course: str) -> None:
    record["treatment"]["antiarrhythmic"]["status"] = RHYTHM_DRUGS[course]


def arrhythmia_response(record: Record, response: str) -> None:
    record["treatment"]["antiarrhythmic"]["response"] = RESPONSES[response]


def adverse_events(record: Record, events: str) -> None:
    record["adverse_events"] = [{"event": identifier(event)} for event in events.split(", ")]


def no_adverse_events(record: Record) -> None:
    record["adverse_events"] = []


def event_of_grade(record: Record, event: str, grade: str) -> None:
    record.setdefault("adverse_events", []).append({"event": event, "grade": int(grade)})


def event_of_unknown_grade(record: Record, event: str) -> None:
    record.setdefault("adverse_events", []).append({"event": event, "grade": None})


def drugs_taken(record: Record, drugs: str) -> None:
    record["medications"] = drugs.split(", ")


def drugs_complete(record: Record, how: str) -> None:
    record["medications_complete"] = how == "is complete"


def no_drugs(record: Record) -> None:
    record["medications"] = []


def safety(record: Record, article: str, what: str) -> None:
    record["safety"][SAFETY[what]] = article != "no"


GIVEN: Mapping[str, Callable[..., None]] = {
    r"a (?:newborn|child) of (?P<number>\d+) (?P<unit>days?|years?)": aged,
    r"a child of unknown age": of_unknown_age,
    r"a fetus": a_fetus,
    r"the life stage is postnatal": is_born,
    r"the child has died": has_died,
    r"(?P<number>\d+|no|an unknown number of) cardiac rhabdomyomas?": tumours,
    r"the largest tumour measures (?P<size>[\d.]+) mm": largest,
    rf"a tumour is seen in the {LOCATION}": seen_in,
    r"a tumour measured (?P<size>[\d.]+) mm at (?P<days>\d+) days?": measured,
    rf"a tumour in the {LOCATION} measured (?P<size>[\d.]+) mm at (?P<days>\d+) days?": measured_at,
    r"the course of the tumours is (?P<course>regressing|stable|growing|unknown)": course,
    r"TSC is (?P<status>definite|possible|excluded|unknown)": tsc_status,
    r"(?P<article>a|no) pathogenic variant has been found": variant,
    r"the (?P<rank>major|minor) features found are (?P<features>.+)": features_found,
    r"the list of features is (?P<how>complete|not complete)": features_complete,
    rf"the child has {SYMPTOM}": has_symptom,
    rf"the child has no {SYMPTOM}": lacks_symptom,
    rf"{SYMPTOM} is unknown": symptom_unknown,
    r"every symptom is recorded as absent": no_symptom,
    r"symptoms are unknown": symptoms_unknown,
    r"the child is recorded as asymptomatic": asymptomatic,
    r"the child is recorded as not asymptomatic": not_asymptomatic,
    r"the surgical risk is (?P<risk>low|moderate|high|inoperable|unknown)": surgical_risk,
    r"(?P<article>an?|no) operation is planned": operation_planned,
    r"an operation is planned within (?P<days>\d+) days": operation_dated,
    r"(?P<article>an?|no) operation has been performed": operation_performed,
    rf"an mTOR inhibitor (?P<course>{'|'.join(COURSES)})": mtor_inhibitor,
    r"treatment with an mTOR inhibitor is unknown": mtor_inhibitor_unknown,
    rf"the mTOR inhibitor is for (?P<indication>{'|'.join(INDICATIONS)})": mtor_indication,
    r"the mTOR inhibitor was (?P<end>begun|stopped) at (?P<days>\d+) days?": mtor_dated,
    r"the drug is (?P<drug>everolimus|sirolimus)": mtor_drug,
    r"the (?P<drug>everolimus|sirolimus) trough is (?P<level>[\d.]+) ng/mL": trough,
    r"the trough is (?P<level>[\d.]+) ng/mL": trough_of_unknown_drug,
    r"a dose of (?P<value>[\d.]+) (?P<unit>mg/m2/day|mg/m2/week|mg/day) is recorded": dose,
    rf"anti-arrhythmic drugs (?P<course>{'|'.join(RHYTHM_DRUGS)})": antiarrhythmic,
    rf"the arrhythmia is (?P<response>{'|'.join(RESPONSES)})": arrhythmia_response,
    r"the adverse events reported are (?P<events>.+)": adverse_events,
    r"no adverse events are reported": no_adverse_events,
    rf"a {EVENT} of grade (?P<grade>\d) is reported": event_of_grade,
    rf"a {EVENT} of unknown grade is reported": event_of_unknown_grade,
    r"the drugs taken are (?P<drugs>.+)": drugs_taken,
    r"the list of drugs (?P<how>is complete|may be incomplete)": drugs_complete,
    r"no drugs are taken": no_drugs,
    rf"there is (?P<article>an?|no) (?P<what>{'|'.join(SAFETY)})": safety,
}
