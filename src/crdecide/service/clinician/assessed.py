"""What a page says of its child: the record and the answers given here, weighed as they would be from one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.refused import danger_in
from crdecide.errors import InvalidPatient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import filled, known_fields, reader
from crdecide.language.record_fields import FormGroup
from crdecide.language.ruleset import Ruleset
from crdecide.records import Reading, advise_reading, fhir
from crdecide.records.fhir.write.populate import prefilled

from .child_pages import ChildPage
from .form_data import Answers
from .problem_words import in_words

Json = dict[str, Any]
COUNTS, RECORD_COUNTS = "The answer given here is the later one, and counts.", "What the record says counts."
NEITHER = "As long as they differ neither counts."


@dataclass(frozen=True)
class Assessed:
    """`record` is the record by itself, `reading` with the answers. `advisory` is None where an answer is refused.

    `refused` and `differs` are what is said at a field: why its answer is refused, and how the record differs from it.
    `danger` is the sentence that is said beside a refusal, where what can be read calls for it.
    """

    record: Reading
    reading: Reading
    advisory: Advisory | None
    refused: Mapping[str, str]
    differs: Mapping[str, str]
    danger: str = ""


def assess(page: ChildPage, answers: Answers, ruleset: Ruleset, now: datetime) -> Assessed:
    """The answer for the child as it stands with these answers.

    Raises:
        WrongPatient: the record is about several children.
        EngineError: the rules could not be run.
    """
    record = fhir.read(page.record, on=now.date(), ruleset=ruleset)
    refused = dict(answers.refused)
    error = _refusal(_together(record.patient, answers.values))
    if error is not None:
        refused |= _at_fields(error, record.patient, answers.values, ruleset.form)
    if refused:
        danger = danger_in(_record(_together(record.patient, answers.values)), ruleset)
        return Assessed(record, record, None, refused, {}, danger or "")
    response = response_of(answers.values, page.subject, ruleset, now)
    reading = fhir.read({**page.record, "answers": response}, on=now.date(), ruleset=ruleset)
    return Assessed(record, reading, advise_reading(reading, ruleset=ruleset), {}, _differs(record, reading, answers))


def response_of(values: Mapping[str, Any], subject: str, ruleset: Ruleset, now: datetime) -> Json:
    """The answers as a QuestionnaireResponse that can be kept."""
    patient = Patient.model_validate(_record(values))
    return prefilled(patient, ruleset, subject=subject, authored=now, status="completed", by="manual")


def _together(patient: Patient, values: Mapping[str, Any]) -> Json:
    """What the record knows, with the answers in the place of what they answer."""
    known = dict(known_fields(patient.model_dump(exclude_none=True)))
    if "age_days" in values:
        known = {path: value for path, value in known.items() if path not in ("birth_date", "assessed_on")}
    return {**known, **values}


def _record(values: Mapping[str, Any]) -> Json:
    record: Json = {}
    for path, value in values.items():
        record = filled(record, path, value)
    return record


def _refusal(values: Mapping[str, Any]) -> InvalidPatient | None:
    try:
        Patient.model_validate(_record(values))
    except InvalidPatient as error:
        return error
    return None


def _at_fields(
    error: InvalidPatient, patient: Patient, values: Mapping[str, Any], form: tuple[FormGroup, ...]
) -> dict[str, str]:
    """What is refused, at the answers without any one of which it would not be."""
    refused: dict[str, str] = {}
    for problem in error.problems:
        own = [path for path in values if problem.where == path or problem.where.startswith(f"{path}.")]
        for path in own or _in_conflict(patient, values):
            refused.setdefault(path, in_words(problem, form))
    return refused


def _in_conflict(patient: Patient, values: Mapping[str, Any]) -> Iterable[str]:
    """The answers that are part of a contradiction; all of them where no one alone is."""
    alone = [
        path
        for path in values
        if _refusal(_together(patient, {name: value for name, value in values.items() if name != path})) is None
    ]
    return alone or values


def _differs(record: Reading, reading: Reading, answers: Answers) -> dict[str, str]:
    """How the record differs from the answers, and which of the two counts."""
    differs: dict[str, str] = {}
    given = Patient.model_validate(_record(answers.values))
    for path in answers.values:
        said, answered, counted = (value_at(patient, path) for patient in (record.patient, given, reading.patient))
        if said is None or said == answered or isinstance(said, tuple):
            continue
        which = COUNTS if counted == answered else RECORD_COUNTS if counted == said else NEITHER
        differs[path] = which
    return differs


def value_at(patient: Patient, path: str) -> Any:
    """What a patient has at a field; the age also where it is known from two dates."""
    return patient.age if path == "age_days" else reader(path)(patient)
