"""Observation and DiagnosticReport: what was looked for, on which day, and whether it was there.

https://hl7.org/fhir/R4/observation.html, https://hl7.org/fhir/R4/diagnosticreport.html
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import RecordItem
from ..concepts import ConceptMeaning, absent, present
from ..unread import NOT_LISTED, Whereabouts
from .answers import coded_answers
from .context import Context
from .datatypes import CodeableConcept
from .dates import first_day
from .measured import DATED_AHEAD, read_measured
from .observation_days import observed_on
from .resources import Component, DiagnosticReport, Observation
from .variants import NOT_FINAL, read_variant

DONE = ("final", "amended", "corrected", "appended")
WITHDRAWN = ("entered-in-error", "cancelled")
OF_ANOTHER = "by its focus or its code it is about something or somebody else than the child"
NO_ANSWER = "its value says neither that it is there nor that it is not"
VALUE_OF_UNKNOWN = "it is the value of an observation whose own code is not in the list"


def read_observation(observation: Observation, context: Context) -> Iterator[RecordItem]:
    """What an Observation and its components say, as of its day."""
    if observation.status in WITHDRAWN:
        return
    is_final = observation.status in DONE
    yield from read_variant(observation, context, is_final=is_final)
    for part in (observation, *observation.component):
        meanings = context.meanings(part.code)
        measured = () if meanings else context.terminology.measurements.find(part.code.codes)
        if not (meanings or measured):
            if not context.terminology.variant_parts.find(part.code.codes):
                yield from _found(part, observation, context)
            continue
        where = context.where(observation, "observation", part.code, observation.day)
        for meaning in meanings:
            yield from _looked_for(part, meaning, observation, where, context)
        # A panel has its values in its components.
        is_panel = part is observation and observation.component and part.value_quantity is None
        for quantity in () if is_panel else measured:
            yield from read_measured(part, quantity, observation, where, context, is_final=is_final)


def read_report(report: DiagnosticReport, context: Context) -> Iterator[RecordItem]:
    """What the coded conclusions of a report say was there, as of its day."""
    if report.status in WITHDRAWN:
        return
    yield from _contained(report, context)
    day = report.effective_date_time or report.effective_period.start or report.issued
    if report.conclusion:
        where = context.where(report, "observation", CodeableConcept(text=report.conclusion), day)
        yield where.unread("its conclusion is in words, which are not read")
    for conclusion in report.conclusion_code:
        where, meanings = context.where(report, "condition", conclusion, day), context.meanings(conclusion)
        if not meanings:
            yield where.unread(NOT_LISTED)
        for meaning in meanings:
            if report.status in DONE:
                yield from present(meaning, where, observed_on(day))
            else:
                yield where.in_doubt(meaning, "the report is not final")


def _contained(report: DiagnosticReport, context: Context) -> Iterator[RecordItem]:
    """What the observations say that a report holds within itself."""
    for reference in report.result:
        found = context.resolve(reference, report) if reference.reference.startswith("#") else None
        if isinstance(found, Observation):
            yield from read_observation(found, context)


def _looked_for(
    part: Component, meaning: ConceptMeaning, observation: Observation, where: Whereabouts, context: Context
) -> Iterator[RecordItem]:
    there = _answer(part, context)
    if _is_about_another(observation, context):
        yield where.in_doubt(meaning, OF_ANOTHER)
    elif observation.status not in DONE:
        yield where.in_doubt(meaning, NOT_FINAL)
    elif not context.is_past(first_day(observation.day)):
        yield where.in_doubt(meaning, DATED_AHEAD)
    elif there is None:
        yield where.in_doubt(meaning, NO_ANSWER)
    else:
        yield from (present if there else absent)(meaning, where, observed_on(observation.day))


def _is_about_another(observation: Observation, context: Context) -> bool:
    """Whether an observation has a focus beside its subject, or is of a panel on other people, such as the family."""
    return bool(observation.focus) or bool(context.terminology.of_others.find(observation.code.codes))


def _answer(part: Component, context: Context) -> bool | None:
    """Whether what was looked for is there; None where nothing says so, or one answer says yes and another no."""
    if part.data_absent_reason is not None:
        return None
    found = coded_answers(part, context)
    found |= {part.value_boolean} if part.value_boolean is not None else set()
    return found.pop() if len(found) == 1 else None


def _found(part: Component, observation: Observation, context: Context) -> Iterator[RecordItem]:
    """What the value of an unknown observation may mean: that it was found, or that it was asked for, or excluded."""
    value = part.value_codeable_concept
    if _answer(part, context) is not None:
        # A yes or no to something that is not in the lists: a number would be a laboratory value.
        yield context.where(observation, "observation", part.code, observation.day).unread(NOT_LISTED)
    elif value is not None:
        where = context.where(observation, "observation", value, observation.day)
        for meaning in context.meanings(value):
            yield where.in_doubt(meaning, VALUE_OF_UNKNOWN)
