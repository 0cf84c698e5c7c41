"""Procedure: an operation that was done for a tumour (https://hl7.org/fhir/R4/procedure.html)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import RecordItem, RecordNote, Statement
from .bundle import source_of
from .context import Context
from .resources import Condition, Procedure


def read_procedure(procedure: Procedure, context: Context) -> Iterator[RecordItem]:
    """That an operation was performed, where its category and its reason say so by code."""
    category = context.terminology.procedures.find(procedure.category.codes)
    if category is None or category[1].reason not in _reasons(procedure, context):
        return
    _, operation = category
    source = source_of(procedure, procedure.performed_date_time or procedure.performed_period.start)
    if procedure.status == "completed":
        for field, value in operation.performed.items():
            yield Statement(field, value, source)
    elif procedure.status not in ("entered-in-error", "not-done"):
        text = f"{operation.label}: not completed, so not taken as performed"
        yield RecordNote("left_unknown", text, source)


def _reasons(procedure: Procedure, context: Context) -> Iterator[str]:
    """The names of the concepts it was done for."""
    referred = (context.resolve(reference, procedure) for reference in procedure.reason_reference)
    coded = [*procedure.reason_code, *(condition.code for condition in referred if isinstance(condition, Condition))]
    for reason in coded:
        if concept := context.terminology.concepts.find(reason.codes):
            yield concept[0]
