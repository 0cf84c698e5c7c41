"""Our form with what is known of a child filled in, as SDC's $populate gives it; nothing that was not said is in it.

https://hl7.org/fhir/uv/sdc/STU3/populate.html
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import reader
from crdecide.language.record_fields import FieldType, FormField
from crdecide.language.ruleset import Ruleset

from ..form_codes import ABSENT, FORM, NONE, ORIGIN, UNKNOWN, coded, yes_or_no

Json = dict[str, Any]
Origin = Literal["auto", "manual"]


def prefilled(
    patient: Patient,
    ruleset: Ruleset,
    *,
    subject: str,
    authored: datetime,
    status: str = "in-progress",
    by: Origin = "auto",
    not_known: Collection[str] = (),
) -> Json:
    """A QuestionnaireResponse of what is known; each answer says whether it was filled in or given by hand.

    Args:
        subject: the reference of the patient, such as ``Patient/123``.
        status: ``in-progress`` where somebody has still to look at it.
        not_known: the fields of which somebody answered that they are not known.
        by: ``auto`` for what a record says, ``manual`` for what somebody answered.
    """
    groups = []
    for group in ruleset.form:
        items = [item for field in group.fields for item in _items(field, patient, by, not_known)]
        if items:
            groups.append({"linkId": group.id, "text": group.label, "item": items})
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{FORM}|{ruleset.manifest.version}",
        "status": status,
        "subject": {"reference": subject},
        "authored": authored.isoformat(timespec="milliseconds"),
        **({"item": groups} if groups else {}),
    }


def _items(field: FormField, patient: Patient, by: Origin, not_known: Collection[str]) -> Iterator[Json]:
    # The age may be known from two dates.
    value = patient.age if field.path == "age_days" else reader(field.path)(patient)
    if value is None:
        if field.path in not_known:
            unknown = {"valueCoding": {"system": ABSENT, "code": UNKNOWN, "display": "Unknown"}}
            yield {"linkId": field.path, "text": field.question, "answer": [_answer(unknown, by)]}
        return
    if value == ():
        if field.none:
            yield {"linkId": f"{field.path}{NONE}", "text": field.none, "answer": [_answer({"valueBoolean": True}, by)]}
    elif field.entries:
        yield from (_entry(field, entry, by) for entry in (value if isinstance(value, tuple) else (value,)))
    else:
        yield _answered(field, value, by)


def _entry(field: FormField, entry: BaseModel, by: Origin) -> Json:
    parts = [(part, getattr(entry, part.name)) for part in field.entries]
    return {
        "linkId": field.path,
        "text": field.question,
        "item": [_answered(part, value, by) for part, value in parts if value not in (None, "")],
    }


def _answered(field: FormField, value: Any, by: Origin) -> Json:
    values = value if isinstance(value, tuple) else (value,)
    answers = [_answer({VALUE[field.type]: AS_ANSWER[field.type](field, each)}, by) for each in values]
    return {"linkId": field.path, "text": field.question, "answer": answers}


def _answer(answer: Json, by: Origin) -> Json:
    return {"extension": [{"url": ORIGIN, "extension": [{"url": "source", "valueCode": by}]}], **answer}


VALUE: Mapping[FieldType, str] = {
    "yes_no": "valueCoding", "choice": "valueCoding", "choices": "valueCoding", "whole_number": "valueInteger",
    "number": "valueDecimal", "day": "valueDate", "text": "valueString", "texts": "valueString",
}  # fmt: skip
AS_ANSWER: Mapping[FieldType, Callable[[FormField, Any], Any]] = {
    "yes_no": lambda _, value: yes_or_no(value),
    "choice": coded,
    "choices": coded,
    "whole_number": lambda _, value: value,
    "number": lambda _, value: value,
    "day": lambda _, value: value.isoformat(),
    "text": lambda _, value: value,
    "texts": lambda _, value: value,
}
