"""Procedure: an operation that was done for a tumour (https://hl7.org/fhir/R4/procedure.html)."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.language.code_maps import Procedure as Operation
from crdecide.language.code_meanings import Meaning

from .. import RecordItem, Statement
from ..unread import NOT_LISTED, Whereabouts
from .context import Context
from .dates import first_day
from .resources import Condition, Procedure


def read_procedure(procedure: Procedure, context: Context) -> Iterator[RecordItem]:
    """That an operation was performed, where its code says so, or its category and its reason."""
    if procedure.status in ("entered-in-error", "not-done"):
        return
    where = context.where(procedure, "procedure", procedure.code, procedure.day)
    operations = _operations(procedure, context)
    if not operations and (procedure.code.codes or procedure.code.texts):
        yield where.unread(NOT_LISTED)
    for meaning in operations:
        if procedure.status == "completed" and not context.is_past(first_day(procedure.day)):
            yield where.in_doubt(meaning, "it is dated in the future")
        elif procedure.status == "completed":
            yield from _performed(meaning, where)
        else:
            yield where.in_doubt(meaning, "it is not completed, so not taken as performed")


def _operations(procedure: Procedure, context: Context) -> tuple[Meaning[Operation], ...]:
    """What the code of a procedure means; else what its category means, where it was done for the right reason."""
    found = context.terminology.procedures
    by_code = tuple(meaning for meaning in found.find(procedure.code.codes) if meaning.entry.reason is None)
    reasons = set(_reasons(procedure, context))
    categories = [
        meaning for category in (*procedure.category, procedure.code) for meaning in found.find(category.codes)
    ]
    by_reason = tuple(meaning for meaning in categories if meaning.entry.reason in reasons)
    certain = tuple(meaning for meaning in by_code if meaning.doubt is None)
    return certain or by_reason[:1] or by_code


def _performed(meaning: Meaning[Operation], where: Whereabouts) -> Iterator[RecordItem]:
    if meaning.doubt is not None:
        yield where.in_doubt(meaning, meaning.doubt)
        return
    for field, value in meaning.entry.performed.items():
        yield Statement(field, value, where.source)


def _reasons(procedure: Procedure, context: Context) -> Iterator[str]:
    """The names of the concepts it was done for."""
    links = (*procedure.reason_reference, *(reason.reference for reason in procedure.reason if reason.reference))
    referred = (context.resolve(reference, procedure) for reference in links)
    coded = [*procedure.reason_code, *(reason.concept for reason in procedure.reason if reason.concept)]
    coded += [condition.code for condition in referred if isinstance(condition, Condition)]
    for reason in coded:
        yield from (meaning.name for meaning in context.meanings(reason) if meaning.doubt is None)
