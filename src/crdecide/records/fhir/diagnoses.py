"""Condition: what is there, ruled out, over or in doubt (https://hl7.org/fhir/R4/condition.html)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import Said
from ..concepts import Found, absent, doubted, ended, present
from .bundle import source_of
from .context import Context, code_among
from .dates import first_day, last_day
from .resources import Condition

CERTAIN, DOUBTED = ("confirmed",), ("unconfirmed", "provisional", "differential")
REFUTED, WITHDRAWN = "refuted", "entered-in-error"
CURRENT, OVER = ("active", "recurrence", "relapse"), ("inactive", "remission", "resolved")


def condition_said(condition: Condition, context: Context) -> Iterator[Said]:
    """What a Condition says; nothing where its code is not in the map, or where it was entered in error."""
    verified = code_among(condition.verification_status, (*CERTAIN, *DOUBTED, REFUTED, WITHDRAWN))
    found = context.terminology.concepts.find(condition.code.codes)
    if found is None or verified == WITHDRAWN:
        return
    source = source_of(condition)
    if verified == REFUTED:
        yield from absent(found, source)
    elif condition.verification_status is not None and verified not in CERTAIN:
        yield from doubted(found, source, verified or "its verification status is none that FHIR has")
    else:
        yield from _course(condition, found, context)


def _course(condition: Condition, found: Found, context: Context) -> Iterator[Said]:
    """A condition that is not in doubt: whether it is current."""
    source, lifelong = source_of(condition), found[1].lifelong
    status = code_among(condition.clinical_status, (*CURRENT, *OVER))
    if _has_abated(condition, context) or status in OVER:
        yield from ended(found, source, _abated_on(condition))
    elif condition.clinical_status is not None and not status:
        yield from doubted(found, source, "its clinical status is none that FHIR has")
    elif (day := first_day(condition.onset_date_time)) and not context.is_past(day):
        yield from doubted(found, source, "its onset is dated in the future")
    elif not lifelong and _of_another_encounter(condition, context):
        yield from doubted(found, source, "it is the diagnosis of another encounter than the present one")
    else:
        yield from present(found, source)


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
