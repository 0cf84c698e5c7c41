"""QuestionnaireResponse: the answers to our form, as of the day on which they were given.

https://hl7.org/fhir/R4/questionnaireresponse.html. Only a form that is finished is read. What was filled in from a
record counts as answered: whoever finished the form saw it. Of several forms the newest answer to a question counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from crdecide.advisory.record_out import UnreadKind
from crdecide.language.record_fields import FormField

from .. import RecordItem, RecordNote, Source, Statement, Unread
from ..concepts import NOW, Span
from ..statements import EMPTY, Doubted, Presence
from .bundle import source_of
from .context import Context
from .dates import exact_day, last_day, universal_day
from .filled_forms import FormItem, QuestionnaireResponse
from .form_answers import NOT_KNOWN, NotAnAnswer, value_of
from .form_codes import NONE, fields_by_path, is_ours
from .form_days import as_of_today, known_better
from .form_items import is_answered, items_of
from .observation_days import observed_on

FINISHED = ("completed", "amended")
WITHDRAWN = ("entered-in-error", "stopped")
NOT_ASKED = "the form has no such question; expected one of this version"
NOT_FINISHED = "the form is not finished; expected the status completed or amended"
AHEAD = "the form is dated after the day of reading"
Questions = Mapping[str, list[FormItem]]


def read_responses(responses: Iterable[QuestionnaireResponse], context: Context) -> Iterator[RecordItem]:
    """What the answers to our form say; forms of others are counted."""
    ours = [response for response in responses if is_ours(response.questionnaire)]
    others = len([*responses]) - len(ours)
    answered = set[str]()
    for response in sorted(ours, key=_moment, reverse=True):
        if response.status in WITHDRAWN:
            continue
        questions = _by_question(response, context)
        if why := _not_read(response, context):
            yield _unread(why, response, tuple(name for name in questions if _is_answered(questions[name])), context)
            continue
        yield from _read(questions, response, context, answered)
    if others:
        text = f"the answers to a form that is not ours; {others} in the record"
        yield RecordNote("other_type", text, Source("QuestionnaireResponse"))


def _moment(response: QuestionnaireResponse) -> datetime:
    """When a form was answered; one without a day is taken first, so that no other hides it."""
    try:
        moment = datetime.fromisoformat(response.authored)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _not_read(response: QuestionnaireResponse, context: Context) -> str | None:
    if response.status not in FINISHED:
        return NOT_FINISHED
    day = universal_day(response.authored) or last_day(response.authored)
    return AHEAD if day is not None and context.on is not None and day > context.on else None


def _read(
    questions: Questions, response: QuestionnaireResponse, context: Context, answered: set[str]
) -> Iterator[RecordItem]:
    """What one form says; `answered` has the questions that a newer one answered, which count no more."""
    fields = fields_by_path(context.form)
    for name, items in questions.items():
        path = name.removesuffix(NONE)
        field = fields.get(path)
        if field is None or (name != path and field.none is None):
            if _is_answered(items):
                yield _unread(NOT_ASKED, response, (), context)
        elif path not in answered:
            yield from _said(field, items, response, context, name != path)
    # What is added entry by entry is not taken back by a newer form that does not name it.
    replaced = (name.removesuffix(NONE) for name, items in questions.items() if _is_answered(items))
    dated = exact_day(response.authored) is not None
    answered.update(path for path in replaced if dated and path not in context.added_to)


def _said(
    field: FormField, items: Sequence[FormItem], response: QuestionnaireResponse, context: Context, is_emptiness: bool
) -> Iterator[RecordItem]:
    try:
        given = _given(field, items, is_emptiness)
    except NotAnAnswer as error:
        yield _unread(f"the answer cannot be read: {error}", response, (field.path,), context)
        return
    source, span = source_of(response, response.authored), _span(response)
    for each in given:
        if each is NOT_KNOWN:
            yield from _not_known(field, response)
        elif each is not None:
            presence = Presence(field.path, field.label, each is not False, _kind((field.path,), context))
            yield from _dated(Statement(field.path, each, source, *span, presence), response, context)


def _given(field: FormField, items: Sequence[FormItem], is_emptiness: bool) -> list[Any]:
    """Each value that is said: that a list is empty, the entries of one, or the one value."""
    if is_emptiness:
        return [EMPTY] if value_of(EMPTINESS, items) is True else []
    value = value_of(field, items)
    return list(value) if isinstance(value, tuple) else [value]


EMPTINESS = FormField(
    path="asymptomatic", type="yes_no", label="", question="", unit=None, values={}, bounds={}, required=False,
    none=None, asked_where={},
)  # fmt: skip
"""A question that is answered with yes or no, as each of those is that asks whether a list is empty."""


def _dated(statement: Statement, response: QuestionnaireResponse, context: Context) -> Iterator[RecordItem]:
    note = known_better(statement, context)
    yield from [note] if note else as_of_today(statement, exact_day(response.authored), context)


def _not_known(field: FormField, response: QuestionnaireResponse) -> Iterator[RecordItem]:
    """What was answered with "not known" is not taken as absent either by what says so elsewhere."""
    source = source_of(response, response.authored)
    yield Doubted(field.path, source)
    yield RecordNote("left_unknown", f"{field.label}: answered as not known", source)


def _span(response: QuestionnaireResponse) -> Span:
    """The day of the answers; without one they are of no day, so that what differs from them stands beside them."""
    span = observed_on(response.authored)
    return NOW if span[0] == date.min else span


def _by_question(response: QuestionnaireResponse, context: Context) -> Questions:
    """The items of each question, wherever they stand; a question of several entries has an item for each."""
    found: dict[str, list[FormItem]] = {}
    whole = {field.path for group in context.form for field in group.fields if field.entries}
    groups = {group.id for group in context.form}
    for item in items_of(response.item, whole):
        if item.link_id not in groups or item.answer:
            found.setdefault(item.link_id, []).append(item)
    return found


def _is_answered(items: Iterable[FormItem]) -> bool:
    return any(map(is_answered, items))


def _unread(why: str, response: QuestionnaireResponse, fields: tuple[str, ...], context: Context) -> Unread:
    return Unread(_kind(fields, context), why, source_of(response, response.authored), fields=fields)


def _kind(fields: tuple[str, ...], context: Context) -> UnreadKind:
    if context.dangers.intersection(fields):
        return "danger"
    return "drug" if context.drug_lists.intersection(fields) else "observation"
