"""QuestionnaireResponse: the answers to our form, as of the day on which they were given.

https://hl7.org/fhir/R4/questionnaireresponse.html. Only a form that is finished is read. What was filled in from a
record counts as answered: whoever finished the form saw it. Of several forms the newest answer to a question counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
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
from .form_answers import NOT_KNOWN, Misplaced, NotAnAnswer, value_of
from .form_codes import NONE, fields_by_path, is_ours
from .form_days import answered_between, as_of_today, known_better
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
    every = [*responses]
    ours = [response for response in every if is_ours(response.questionnaire) and response.status not in WITHDRAWN]
    others = sum(not is_ours(response.questionnaire) for response in every)
    finished: list[tuple[QuestionnaireResponse, Questions]] = []
    for response in ours:
        questions = _by_question(response, context)
        if why := _not_read(response, context):
            yield _unread(why, response, _may_say(questions, context), context)
        else:
            finished.append((response, questions))
    # Of one form alone no answer is older than another.
    newest = _newest(finished, context) if len(finished) > 1 else {}
    for response, questions in finished:
        yield from _read(questions, response, context, newest)
    if others:
        text = f"the answers to a form that is not ours; {others} in the record"
        yield RecordNote("other_type", text, Source("QuestionnaireResponse"))


def _newest(finished: Iterable[tuple[QuestionnaireResponse, Questions]], context: Context) -> dict[str, datetime]:
    """When each question was last answered with something that can be read, at the earliest that it may have been.

    What is added entry by entry is not taken back by a newer form that does not name it.
    """
    newest: dict[str, datetime] = {}
    for response, questions in finished:
        begun = answered_between(response.authored)[0]
        for name, items in questions.items():
            path = name.removesuffix(NONE)
            if path not in context.added_to and _has_value(name, items, context):
                newest[path] = max(begun, newest.get(path, begun))
    return newest


def _has_value(name: str, items: Sequence[FormItem], context: Context) -> bool:
    """Whether a question is answered with a value; that it is not known takes no older answer back."""
    path = name.removesuffix(NONE)
    field = fields_by_path(context.form).get(path)
    if field is None or (name != path and field.none is None):
        return False
    try:
        given = _given(field, items, name != path)
    except NotAnAnswer:
        return False
    return any(each is not None and each is not NOT_KNOWN for each in given)


def _may_say(questions: Questions, context: Context) -> tuple[str, ...]:
    """The fields that are answered; of an answer to no question of ours, whatever it may be."""
    fields = fields_by_path(context.form)
    answered = [name.removesuffix(NONE) for name, items in questions.items() if _is_answered(items)]
    known = [path for path in answered if path in fields]
    return tuple(dict.fromkeys([*known, *(anything(context) if len(known) < len(answered) else ())]))


def _not_read(response: QuestionnaireResponse, context: Context) -> str | None:
    if response.status not in FINISHED:
        return NOT_FINISHED
    day = universal_day(response.authored) or last_day(response.authored)
    return AHEAD if day is not None and context.on is not None and day > context.on else None


def _read(
    questions: Questions, response: QuestionnaireResponse, context: Context, newest: Mapping[str, datetime]
) -> Iterator[RecordItem]:
    """What one form says; `newest` tells when each question was last answered: what is surely older counts no more."""
    fields = fields_by_path(context.form)
    last = answered_between(response.authored)[1]
    for name, items in questions.items():
        path = name.removesuffix(NONE)
        field = fields.get(path)
        if field is None or (name != path and field.none is None):
            if _is_answered(items):
                yield _unread(NOT_ASKED, response, anything(context), context)
        elif path not in newest or newest[path] <= last:
            yield from _said(field, items, response, context, name != path)


def _said(
    field: FormField, items: Sequence[FormItem], response: QuestionnaireResponse, context: Context, is_emptiness: bool
) -> Iterator[RecordItem]:
    try:
        given = _given(field, items, is_emptiness)
    except NotAnAnswer as error:
        # Among the answers to a question may stand those to another.
        fields = (field.path, *(anything(context) if isinstance(error, Misplaced) else ()))
        yield _unread(f"the answer cannot be read: {error}", response, fields, context)
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


def anything(context: Context) -> tuple[str, ...]:
    """What an answer may say of which it is not known what it answers: any danger, and any drug."""
    return tuple(sorted(context.dangers.intersection(fields_by_path(context.form)) | context.drug_lists))


def _unread(why: str, response: QuestionnaireResponse, fields: tuple[str, ...], context: Context) -> Unread:
    return Unread(_kind(fields, context), why, source_of(response, response.authored), fields=fields)


def _kind(fields: tuple[str, ...], context: Context) -> UnreadKind:
    if context.dangers.intersection(fields):
        return "danger"
    return "drug" if context.drug_lists.intersection(fields) else "observation"
