"""Condition: what is there, ruled out, over or in doubt (https://hl7.org/fhir/R4/condition.html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from .. import RecordItem, Statement
from ..concepts import ConceptMeaning, absent, ended, present
from ..unread import NOT_LISTED, Whereabouts
from .context import CERTAIN, Context, code_among
from .datatypes import CodeableConcept, Extension
from .dates import first_day, last_day
from .resources import Condition

DOUBTED = ("unconfirmed", "provisional", "differential")
REFUTED, WITHDRAWN = "refuted", "entered-in-error"
CURRENT, OVER = ("active", "recurrence", "relapse"), ("inactive", "remission", "resolved")
CERTAINTY_BESIDE_CODE = "fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
ASSURED = "G"
"""In German records the certainty stands beside the code: G is assured; A is excluded, V suspected, Z the state after.

https://simplifier.net/basisprofil-de-r4/icd-10-gm-diagnosesicherheit
"""


def read_condition(condition: Condition, context: Context) -> Iterator[RecordItem]:
    """What a Condition says; nothing where it was entered in error."""
    verified = code_among(condition.verification_status, (*CERTAIN, *DOUBTED, REFUTED, WITHDRAWN))
    if verified == WITHDRAWN:
        return
    where, meanings = context.where(condition, "condition", condition.code), context.meanings(condition.code)
    if not meanings and verified != REFUTED:
        yield where.unread(NOT_LISTED)
    for meaning in meanings:
        if verified == REFUTED:
            yield from absent(meaning, where)
        elif why := _doubt(condition, verified):
            yield where.in_doubt(meaning, why)
        else:
            yield from _course(condition, meaning, where, context)


def _doubt(condition: Condition, verified: str) -> str:
    """Why it may not be so; nothing where nobody doubts it."""
    if condition.verification_status is not None and verified not in CERTAIN:
        return verified or "its verification status is none that FHIR has"
    return next(_less_than_assured(condition.extension + condition.code.extensions), "")


def _less_than_assured(extensions: Iterable[Extension]) -> Iterator[str]:
    for added in extensions:
        code = added.value_coding.code or added.value_code
        if added.url.endswith(CERTAINTY_BESIDE_CODE) and code != ASSURED:
            yield "the certainty beside its code is not that of an assured diagnosis"


def _course(
    condition: Condition, meaning: ConceptMeaning, where: Whereabouts, context: Context
) -> Iterator[RecordItem]:
    """A condition that is not in doubt: whether it is current."""
    status = code_among(condition.clinical_status, (*CURRENT, *OVER))
    if _has_abated(condition, context) or status in OVER:
        yield from ended(meaning, where, _abated_on(condition, context))
    elif condition.clinical_status is not None and not status:
        yield where.in_doubt(meaning, "its clinical status is none that FHIR has")
    elif (day := first_day(condition.onset_date_time)) and not context.is_past(day):
        yield where.in_doubt(meaning, "its onset is dated in the future")
    elif not meaning.entry.lifelong and _of_another_encounter(condition, context):
        yield where.in_doubt(meaning, "it is the diagnosis of another encounter than the present one")
    else:
        yield from present(meaning, where)
        if meaning.entry.population and meaning.doubt is None:
            yield from read_places(condition.body_site, where, context)


def read_places(sites: Iterable[CodeableConcept], where: Whereabouts, context: Context) -> Iterator[RecordItem]:
    """Where in the heart a tumour is."""
    for site in sites:
        places = context.terminology.places.find(site.codes)
        for place in places:
            for field, value in place.entry.says.items():
                yield Statement(field, value, where.source)
        if not places:
            yield where.unread("the place of the tumour is not in the list")


def _has_abated(condition: Condition, context: Context) -> bool:
    undated = (condition.abatement_age, condition.abatement_range, condition.abatement_string)
    if undated != (None, None, None):
        return True
    day = _abatement(condition)
    return bool(day) and context.is_past(first_day(day))


def _abated_on(condition: Condition, context: Context) -> date | None:
    """The day since which it is over; None where it is not told, or lies ahead."""
    day = last_day(_abatement(condition))
    return day if context.is_past(day) else None


def _abatement(condition: Condition) -> str:
    period = condition.abatement_period
    return condition.abatement_date_time or (period.start if period else "")


def _of_another_encounter(condition: Condition, context: Context) -> bool:
    if not context.is_other_encounter(condition.encounter):
        return False
    return any(code_among(category, ("encounter-diagnosis",)) for category in condition.category)
