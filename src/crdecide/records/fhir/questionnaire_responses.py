"""QuestionnaireResponse: the answers to our form, as of the day on which they were given.

https://hl7.org/fhir/R4/questionnaireresponse.html. Only a form that is finished is read. What was filled in from a
record counts as answered: whoever finished the form saw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from crdecide.advisory.record_out import UnreadKind
from crdecide.guideline.record_paths import is_list
from crdecide.language.record_fields import FormField

from .. import RecordItem, RecordNote, Source, Statement, Unread
from ..statements import EMPTY
from .bundle import source_of
from .context import Context
from .dates import exact_day
from .demographics import is_replaced
from .filled_forms import FormItem, QuestionnaireResponse
from .form_answers import NotAnAnswer, value_of
from .form_codes import NONE, YES, fields_by_path, is_ours
from .observation_days import observed_on
from .resources import Patient

FINISHED = ("completed", "amended")
WITHDRAWN = ("entered-in-error", "stopped")
OF_NOW: Mapping[str, int] = {"age_days": 1, "surgery.planned_within_days": -1}
"""Fields that are counted from the day of the answer, and which way they go with each day."""
NOT_ASKED = "the form has no such question; expected one of this version"


def read_responses(responses: Iterable[QuestionnaireResponse], context: Context) -> Iterator[RecordItem]:
    """What the answers to our form say; forms of others are counted."""
    others = 0
    for response in responses:
        if not is_ours(response.questionnaire):
            others += 1
        elif response.status in FINISHED:
            yield from _read(response, context)
        elif response.status not in WITHDRAWN:
            answered = tuple(name for name, items in _by_question(response.item, context) if _is_answered(items))
            why = "the form is not finished; expected the status completed or amended"
            yield _unread(why, response, answered, context)
    if others:
        text = f"the answers to a form that is not ours; {others} in the record"
        yield RecordNote("other_type", text, Source("QuestionnaireResponse"))


def _read(response: QuestionnaireResponse, context: Context) -> Iterator[RecordItem]:
    fields = fields_by_path(context.form)
    for name, items in _by_question(response.item, context):
        field = fields.get(name.removesuffix(NONE))
        if field is None:
            if _is_answered(items):
                yield _unread(NOT_ASKED, response, (), context)
        elif name.endswith(NONE):
            yield from _empty(field, items, response)
        else:
            yield from _answered(field, items, response, context)


def _answered(
    field: FormField, items: list[FormItem], response: QuestionnaireResponse, context: Context
) -> Iterator[RecordItem]:
    try:
        value = value_of(field, items)
    except NotAnAnswer as error:
        yield _unread(f"the answer cannot be read: {error}", response, (field.path,), context)
        return
    if value is None:
        return
    if note := _known_better(field.path, value, response, context):
        yield note
        return
    source, span = source_of(response, response.authored), observed_on(response.authored)
    for each in value if is_list(field.path) else (value,):
        yield from _of_today(Statement(field.path, each, source, *span), context)


def _empty(field: FormField, items: list[FormItem], response: QuestionnaireResponse) -> Iterator[RecordItem]:
    """That a list is empty, where that was answered with yes."""
    codes = {answer.value_coding.code for item in items for answer in item.answer if answer.value_coding}
    if codes == {YES} or any(answer.value_boolean for item in items for answer in item.answer):
        yield Statement(field.path, EMPTY, source_of(response, response.authored), *observed_on(response.authored))


def _known_better(path: str, value: object, response: QuestionnaireResponse, context: Context) -> RecordNote | None:
    """Why an answer on the child's age or life is not taken: the Patient of the record says it exactly."""
    for patient in (entry for entry in context.record.resources if isinstance(entry, Patient)):
        if is_replaced(patient):
            continue
        source = source_of(response, response.authored)
        if path == "age_days" and exact_day(patient.birth_date) is not None:
            return RecordNote(
                "taken_as", f"the age is taken from the date of birth; the form says {value} days", source
            )
        if path == "life_stage" and (patient.deceased_boolean or patient.deceased_date_time):
            return RecordNote("taken_as", f"the record says that the child has died; the form says {value}", source)
    return None


def _of_today(statement: Statement, context: Context) -> Iterator[RecordItem]:
    """The statement as of the day of reading: an age has grown since, a planned day has come nearer."""
    step, answered = OF_NOW.get(statement.field), statement.at
    if step is None or context.on is None or answered in (None, date.min) or answered > context.on:
        yield statement
        return
    value = statement.value + step * (context.on - answered).days
    if value < 0:
        yield RecordNote("over", "the day that the form gives for the operation is past", statement.source)
    else:
        yield Statement(statement.field, value, statement.source, context.on, context.on)


def _by_question(items: Iterable[FormItem], context: Context) -> Iterator[tuple[str, list[FormItem]]]:
    """The items of each question, wherever they stand; a question of several entries has an item for each."""
    found: dict[str, list[FormItem]] = {}
    whole = {field.path for group in context.form for field in group.fields if field.entries}
    groups = {group.id for group in context.form}
    for item in _flat(items, whole):
        if item.link_id not in groups:
            found.setdefault(item.link_id, []).append(item)
    return iter(found.items())


def _flat(items: Iterable[FormItem], whole: set[str]) -> Iterator[FormItem]:
    for item in items:
        yield item
        if item.link_id not in whole:
            yield from _flat(item.item, whole)
            for answer in item.answer:
                yield from _flat(answer.item, whole)


def _is_answered(items: Iterable[FormItem]) -> bool:
    return any(item.answer or _is_answered(item.item) for item in items)


def _unread(why: str, response: QuestionnaireResponse, fields: tuple[str, ...], context: Context) -> Unread:
    kind: UnreadKind = "danger" if context.dangers.intersection(fields) else "observation"
    return Unread(kind, why, source_of(response, response.authored), fields=fields)
