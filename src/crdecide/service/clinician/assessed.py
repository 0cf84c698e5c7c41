"""What a page says of its child: the record and the answers given here, weighed as they would be from one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.refused import danger_in
from crdecide.errors import InvalidPatient, Problem
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import filled, known_fields, reader
from crdecide.language.record_fields import FormGroup
from crdecide.language.ruleset import Ruleset
from crdecide.records import Reading, advise_reading, fhir
from crdecide.records.fhir.form_answers import NOT_KNOWN
from crdecide.records.fhir.write.populate import prefilled

from .child_pages import ChildPage
from .form_data import Answers
from .problem_words import in_words
from .unlisted_drugs import unlisted

Json = dict[str, Any]
COUNTS = "The answer given here counts."
NOT_TAKEN = "The answer given here does not count: {why}."
UNSETTLED = "as long as they differ neither is taken"


@dataclass(frozen=True)
class Assessed:
    """`record` is the record by itself, `reading` with the answers. `advisory` is None where an answer is refused.

    `refused` and `differs` are what is said at a field: why its answer is refused, and how the record differs from it.
    `danger` is the sentence that is said beside a refusal, where what can be read calls for it.
    """

    record: Reading
    reading: Reading
    advisory: Advisory | None
    refused: Mapping[str, str] = field(default_factory=dict)
    differs: Mapping[str, str] = field(default_factory=dict)
    danger: str = ""


def assess(page: ChildPage, answers: Answers, ruleset: Ruleset, now: datetime) -> Assessed:
    """The answer for the child as it stands with these answers; what contradicts itself among them is refused.

    What contradicts the record is not: the two stand beside each other, as they would from one record.

    Raises:
        WrongPatient: the record is about several children.
        EngineError: the rules could not be run.
    """
    record = fhir.read(page.record, on=now.date(), ruleset=ruleset)
    if refused := {**_contradictions(answers.values, ruleset.form), **answers.refused}:
        return Assessed(record, record, None, refused, danger=_danger(record, answers, ruleset))
    response = response_of(answers.values, page.subject, ruleset, now)
    reading = fhir.read({**page.record, "answers": response}, on=now.date(), ruleset=ruleset)
    differs = {**_unlisted(answers, ruleset), **_differs(record, reading, answers, ruleset.form)}
    return Assessed(record, reading, advise_reading(reading, ruleset=ruleset), differs=differs)


def response_of(values: Mapping[str, Any], subject: str, ruleset: Ruleset, now: datetime) -> Json:
    """The answers as a QuestionnaireResponse that can be kept."""
    unknown = frozenset(path for path, value in values.items() if value is NOT_KNOWN)
    patient = read_patient(_record(values))
    return prefilled(
        patient, ruleset, subject=subject, authored=now, status="completed", by="manual", not_known=unknown
    )


def value_at(patient: Patient, path: str) -> Any:
    """What a patient has at a field; the age also where it is known from two dates."""
    return patient.age if path == "age_days" else reader(path)(patient)


def _record(values: Mapping[str, Any]) -> Json:
    record: Json = {}
    for path, value in values.items():
        if value is not NOT_KNOWN:
            record = filled(record, path, value)
    return record


def _danger(record: Reading, answers: Answers, ruleset: Ruleset) -> str:
    """The danger in the record as it is, or with the answers in the place of what they answer."""
    known = dict(known_fields(record.patient.model_dump(exclude_none=True)))
    for values in (known, {**known, **answers.values}):
        if text := danger_in(_record(values), ruleset):
            return text
    return ""


def _refusal(values: Mapping[str, Any]) -> InvalidPatient | None:
    try:
        read_patient(_record(values))
    except InvalidPatient as error:
        return error
    return None


def _contradictions(values: Mapping[str, Any], form: tuple[FormGroup, ...]) -> dict[str, str]:
    """What is refused, at the answers without any one of which it would not be."""
    error = _refusal(values)
    refused: dict[str, str] = {}
    for problem in error.problems if error else ():
        own = [path for path in values if problem.where == path or problem.where.startswith(f"{path}.")]
        for path in own or _in_conflict(values):
            refused.setdefault(path, in_words(problem, form))
    return refused


def _in_conflict(values: Mapping[str, Any]) -> list[str]:
    """The answers that are part of a contradiction; all of them where no one alone is."""
    alone = [
        path for path in values if _refusal({name: value for name, value in values.items() if name != path}) is None
    ]
    return alone or list(values)


def _differs(record: Reading, reading: Reading, answers: Answers, form: tuple[FormGroup, ...]) -> dict[str, str]:
    """How the record differs from the answers, and which of the two counts; also where an answer does not count."""
    differs: dict[str, str] = {}
    given = read_patient(_record(answers.values))
    for path in answers.values:
        said, answered, counted = (value_at(patient, path) for patient in (record.patient, given, reading.patient))
        if not _is_in(answered, counted):
            differs[path] = NOT_TAKEN.format(why=in_words(Problem(path, _why(path, reading)), form))
        elif said is not None and said != counted and not isinstance(said, tuple):
            differs[path] = COUNTS
    return differs


def _unlisted(answers: Answers, ruleset: Ruleset) -> dict[str, str]:
    """What is said of drugs that no list has, at their question."""
    lists = [field.path for group in ruleset.form for field in group.fields if field.type == "texts"]
    said = {path: unlisted(answers.values.get(path) or (), ruleset.drugs) for path in lists}
    return {path: f"{words}." for path, words in said.items() if words}


def _is_in(answered: Any, counted: Any) -> bool:
    """Whether what was answered counts; of a list, each entry of it, and that it is empty where that was said."""
    if isinstance(answered, tuple):
        return counted is not None and (set(answered) <= set(counted) if answered else counted == ())
    return bool(answered == counted)


def _why(path: str, reading: Reading) -> str:
    """Why an answer does not count, in the words with which it was left out."""
    for entry in reading.unread:
        if path in entry.fields:
            return entry.why
    for note in reading.notes:
        if note.text.startswith(path):
            return note.text
    return UNSETTLED
