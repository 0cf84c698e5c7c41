"""A patient record told in the Given steps: the inverse of `given.py`, for scenarios that a program writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from crdecide.errors import CrdecideError
from crdecide.guideline.record_paths import known_fields

from .given import COURSES, INDICATIONS, RESPONSES, RHYTHM_DRUGS, SAFETY, SYMPTOMS

Tell = Callable[[Any], Iterator[str]]


def given_steps(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The lines, without their keyword, that give this record; what is null or absent is not told.

    Raises:
        CrdecideError: a field that no step tells.
    """
    known = dict(known_fields(record))
    if untold := sorted(known.keys() - TELL.keys()):
        raise CrdecideError(f"no step tells {', '.join(untold)}")
    lines: list[str] = []
    # In the order of the table, not of the record: "recorded as asymptomatic" clears symptoms that stand before it.
    for path, tell in TELL.items():
        if path in known:
            lines += tell(known[path])
    return tuple(lines)


def _words(identifier: str) -> str:
    return identifier.replace("_", " ")


def _plain(text: str) -> Tell:
    """One line, with the value as words."""
    return lambda value: iter([text.format(_words(str(value)))])


def _choice(lines: Mapping[Any, str]) -> Tell:
    return lambda value: iter([lines[value]])


def _symptom(name: str) -> Tell:
    return _choice({True: f"the child has {_words(name)}", False: f"the child has no {_words(name)}"})


def _safety(words: str) -> Tell:
    article = "an" if words[0] in "aeiou" else "a"
    return _choice({True: f"there is {article} {words}", False: f"there is no {words}"})


def _listed(some: str, none: str) -> Tell:
    """A list of names, or that there is none."""
    return lambda names: iter([some.format(", ".join(map(_words, names))) if names else none])


def _places(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield f"a tumour is seen in the {_words(name)}"


def _tumours(count: int) -> Iterator[str]:
    yield f"{count} cardiac rhabdomyoma{'' if count == 1 else 's'}"


def _measurements(measurements: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for measurement in measurements:
        place = measurement.get("location")
        where = f" in the {_words(place)}" if place else ""
        yield f"a tumour{where} measured {measurement['largest_mm']} mm at {measurement['on_age_days']} days"


def _dose(dose: Mapping[str, Any]) -> Iterator[str]:
    yield f"a dose of {float(dose['value']):g} {dose['unit']} is recorded"


def _events(events: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not events:
        yield "no adverse events are reported"
    for event in events:
        grade = event.get("grade")
        yield f"a {event['event']} of {'unknown grade' if grade is None else f'grade {grade}'} is reported"


TELL: Mapping[str, Tell] = {
    "life_stage": _choice(
        {"prenatal": "a fetus", "postnatal": "the life stage is postnatal", "deceased": "the child has died"}
    ),
    "age_days": _plain("a child of {} days"),
    "tumours.count": _tumours,
    "tumours.largest_mm": _plain("the largest tumour measures {} mm"),
    "tumours.locations": _places,
    "tumours.measurements": _measurements,
    "tumours.trend": _plain("the course of the tumours is {}"),
    "tsc.status": _plain("TSC is {}"),
    "tsc.pathogenic_variant": _choice(
        {True: "a pathogenic variant has been found", False: "no pathogenic variant has been found"}
    ),
    "tsc.major_features": _listed("the major features found are {}", "the major features found are none"),
    "tsc.minor_features": _listed("the minor features found are {}", "the minor features found are none"),
    "tsc.features_complete": _choice(
        {True: "the list of features is complete", False: "the list of features is not complete"}
    ),
    "asymptomatic": _choice(
        {True: "the child is recorded as asymptomatic", False: "the child is recorded as not asymptomatic"}
    ),
    **{f"symptoms.{name}": _symptom(name) for name in SYMPTOMS},
    "surgery.risk": _plain("the surgical risk is {}"),
    "surgery.planned": _choice({True: "an operation is planned", False: "no operation is planned"}),
    "surgery.planned_within_days": _plain("an operation is planned within {} days"),
    "surgery.performed": _choice({True: "an operation has been performed", False: "no operation has been performed"}),
    "treatment.mtor_inhibitor.status": _choice(
        {status: f"an mTOR inhibitor {text}" for text, status in COURSES.items()}
    ),
    "treatment.mtor_inhibitor.indication": _choice(
        {indication: f"the mTOR inhibitor is for {text}" for text, indication in INDICATIONS.items()}
    ),
    "treatment.mtor_inhibitor.started_on_age_days": _plain("the mTOR inhibitor was begun at {} days"),
    "treatment.mtor_inhibitor.stopped_on_age_days": _plain("the mTOR inhibitor was stopped at {} days"),
    "treatment.mtor_inhibitor.drug": _plain("the drug is {}"),
    "treatment.mtor_inhibitor.trough_ng_ml": _plain("the trough is {} ng/mL"),
    "treatment.mtor_inhibitor.dose": _dose,
    "treatment.antiarrhythmic.status": _choice(
        {status: f"anti-arrhythmic drugs {text}" for text, status in RHYTHM_DRUGS.items()}
    ),
    "treatment.antiarrhythmic.response": _choice(
        {response: f"the arrhythmia is {text}" for text, response in RESPONSES.items() if response}
    ),
    "adverse_events": _events,
    "medications": _listed("the drugs taken are {}", "no drugs are taken"),
    "medications_complete": _choice(
        {True: "the list of drugs is complete", False: "the list of drugs may be incomplete"}
    ),
    **{f"safety.{field}": _safety(words) for words, field in SAFETY.items()},
}  # fmt: skip
"""How each field of a record is told, in the order in which the steps have to stand."""
