"""Condition: what is there, ruled out, over or in doubt (https://hl7.org/fhir/R4/condition.html)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import RecordItem
from ..concepts import NamedConcept, absent, doubted, ended, present
from .bundle import source_of
from .context import Context, code_among
from .dates import first_day, last_day
from .resources import Condition

CERTAIN, DOUBTED = ("confirmed",), ("unconfirmed", "provisional", "differential")
REFUTED, WITHDRAWN = "refuted", "entered-in-error"
CURRENT, OVER = ("active", "recurrence", "relapse"), ("inactive", "remission", "resolved")


def read_condition(condition: Condition, context: Context) -> Iterator[RecordItem]:
    """What a Condition says; nothing where its code is not in the map, or where it was entered in error."""
    verified = code_among(condition.verification_status, (*CERTAIN, *DOUBTED, REFUTED, WITHDRAWN))
    concept = context.terminology.concepts.find(condition.code.codes)
    if concept is None or verified == WITHDRAWN:
        return
    source = source_of(condition)
    if verified == REFUTED:
        yield from absent(concept, source)
    elif condition.verification_status is not None and verified not in CERTAIN:
        yield from doubted(concept, source, verified or "its verification status is none that FHIR has")
    else:
        yield from _course(condition, concept, context)


def _course(condition: Condition, concept: NamedConcept, context: Context) -> Iterator[RecordItem]:
    """A condition that is not in doubt: whether it is current."""
    source, lifelong = source_of(condition), concept[1].lifelong
    status = code_among(condition.clinical_status, (*CURRENT, *OVER))
    if _has_abated(condition, context) or status in OVER:
        yield from ended(concept, source, _abated_on(condition))
    elif condition.clinical_status is not None and not status:
        yield from doubted(concept, source, "its clinical status is none that FHIR has")
    elif (day := first_day(condition.onset_date_time)) and not context.is_past(day):
        yield from doubted(concept, source, "its onset is dated in the future")
    elif not lifelong and _of_another_encounter(condition, context):
        yield from doubted(concept, source, "it is the diagnosis of another encounter than the present one")
    else:
        yield from present(concept, source)


def _has_abated(condition: Condition, context: Context) -> bool:
    undated = (condition.abatement_age, condition.abatement_range, condition.abatement_string)
    if any(value is not None for value in undated):
        return True
    return bool(_abatement(condition)) and context.is_past(first_day(_abatement(condition)))


def _abated_on(condition: Condition) -> date | None:
    return last_day(_abatement(condition))


def _abatement(condition: Condition) -> str:
    period = condition.abatement_period
    return condition.abatement_date_time or (period.start if period else "")


def _of_another_encounter(condition: Condition, context: Context) -> bool:
    categories = [code_among(category, ("encounter-diagnosis",)) for category in condition.category]
    return any(categories) and context.is_other_encounter(condition.encounter)
