"""Observation and DiagnosticReport: what was looked for or measured, on which day.

https://hl7.org/fhir/R4/observation.html, https://hl7.org/fhir/R4/diagnosticreport.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crdecide.language.code_maps import Measurement

from .. import RecordItem, RecordNote, Source, Statement
from ..concepts import NamedConcept, absent, doubted, present
from .bundle import source_of
from .context import Context
from .dates import first_day
from .resources import Component, Condition, DiagnosticReport, Observation, Reference
from .ucum import NotConvertible, convert

DONE = ("final", "amended", "corrected", "appended")
WITHDRAWN = ("entered-in-error", "cancelled")


def read_observation(observation: Observation, context: Context) -> Iterator[RecordItem]:
    """What an Observation and its components say, as of its day."""
    if observation.status in WITHDRAWN:
        return
    day = _day(observation)
    source = source_of(observation, day)
    for part in (observation, *observation.component):
        if concept := context.terminology.concepts.find(part.code.codes):
            yield from _looked_for(part, concept, observation, source, context)
        elif measured := context.terminology.measurements.find(part.code.codes):
            yield from _measured(part, measured[1], observation, source, context)


def read_report(report: DiagnosticReport, context: Context) -> Iterator[RecordItem]:
    """What the coded conclusions of a report say was there, as of its day."""
    if report.status in WITHDRAWN:
        return
    day = report.effective_date_time or report.effective_period.start or report.issued
    source, at = source_of(report, day), first_day(day) or date.min
    for conclusion in report.conclusion_code:
        concept = context.terminology.concepts.find(conclusion.codes)
        if concept and report.status in DONE:
            yield from present(concept, source, at)
        elif concept:
            yield from doubted(concept, source, "the report is not final")


def _looked_for(
    part: Component, concept: NamedConcept, observation: Observation, source: Source, context: Context
) -> Iterator[RecordItem]:
    there = _answer(part, context)
    if observation.status not in DONE:
        yield from doubted(concept, source, "the observation is not final")
    elif there is None:
        yield from doubted(concept, source, "its value says neither that it is there nor that it is not")
    else:
        yield from (present if there else absent)(concept, source, _at(observation))


def _answer(part: Component, context: Context) -> bool | None:
    """Whether what was looked for is there; None where no value says so."""
    if part.data_absent_reason is not None:
        return None
    if part.value_codeable_concept is not None:
        answer = context.terminology.answers.find(part.value_codeable_concept.codes)
        return answer[1].there if answer else None
    return part.value_boolean


def _measured(
    part: Component, measured: Measurement, observation: Observation, source: Source, context: Context
) -> Iterator[RecordItem]:
    value = _value(part, measured, observation, context)
    if isinstance(value, str):
        yield RecordNote("not_read", f"{measured.label} is not read: {value}", source)
        return
    at = _at(observation)
    if measured.field is not None:
        yield Statement(measured.field, value, source, at)
    yield from (Statement(field, also, source, at) for field, also in measured.also.items())


def _value(part: Component, measured: Measurement, observation: Observation, context: Context) -> float | str:
    """The value in the unit of the field, or why there is none."""
    quantity = part.value_quantity
    if measured.unused or measured.unit is None:
        return measured.unused or ""
    if observation.status not in DONE:
        return "the observation is not final"
    if measured.focus and not any(
        _is_about(focus, measured.focus, observation, context) for focus in observation.focus
    ):
        return "it does not say, by a focus, which tumour it is about"
    if quantity is None or quantity.value is None or part.data_absent_reason is not None:
        return "it has no number"
    if quantity.comparator:
        return "it is a bound and no value"
    if quantity.system != "http://unitsofmeasure.org" or not quantity.code:
        return "its unit is no UCUM code"
    try:
        return convert(quantity.value, quantity.code, measured.unit)
    except NotConvertible as error:
        return str(error)


def _is_about(focus: Reference, name: str, observation: Observation, context: Context) -> bool:
    """Whether the focus is a Condition of that concept, in the record and not refuted or withdrawn."""
    condition = context.resolve(focus, observation)
    if not isinstance(condition, Condition):
        return False
    concept = context.terminology.concepts.find(condition.code.codes)
    status = (
        {coding.code for coding in condition.verification_status.coding} if condition.verification_status else set()
    )
    return concept is not None and concept[0] == name and status <= {"confirmed"}


def _day(observation: Observation) -> str:
    times = (observation.effective_date_time, observation.effective_instant, observation.effective_period.start)
    return next((time for time in (*times, observation.issued) if time), "")


def _at(observation: Observation) -> date:
    """The day it was so; one without a day is older than any with one."""
    return first_day(_day(observation)) or date.min
