"""Procedure: an operation that was done for a tumour (https://hl7.org/fhir/R4/procedure.html)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import Note, Said, Statement
from .bundle import source_of
from .context import Context
from .resources import Condition, Procedure


def procedure_said(procedure: Procedure, context: Context) -> Iterator[Said]:
    """That an operation was performed, where its category and its reason say so by code."""
    found = context.terminology.procedures.find(procedure.category.codes)
    if found is None or found[1].reason not in _reasons(procedure, context):
        return
    source = source_of(procedure, procedure.performed_date_time or procedure.performed_period.start)
    if procedure.status == "completed":
        yield from (Statement(field, value, source) for field, value in found[1].performed.items())
    elif procedure.status not in ("entered-in-error", "not-done"):
        yield Note(f"{found[1].label}: not completed, so not taken as performed", source)


def _reasons(procedure: Procedure, context: Context) -> Iterator[str]:
    """The names of the concepts it was done for."""
    referred = (context.resolve(reference, procedure) for reference in procedure.reason_reference)
    coded = [*procedure.reason_code, *(condition.code for condition in referred if isinstance(condition, Condition))]
    for concept in coded:
        if found := context.terminology.concepts.find(concept.codes):
            yield found[0]
