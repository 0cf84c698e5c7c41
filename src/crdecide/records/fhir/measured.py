"""What an Observation measured: a level in blood, or the size of a tumour, in the unit of the record's field."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.language.code_maps import Measurement
from crdecide.language.code_meanings import Meaning

from .. import RecordItem, RecordNote, Statement
from ..unread import Whereabouts
from .context import Context, is_held
from .datatypes import Reference
from .dates import first_day
from .diagnoses import read_places
from .observation_days import observed_on
from .resources import Component, Condition, Observation
from .ucum import NotConvertible, convert
from .variants import NOT_FINAL

DATED_AHEAD = "it is dated in the future"
TAKEN_AS = "{label}: taken as of the {focus}, the only growth among the conditions of the record"


def read_measured(
    part: Component,
    measured: Meaning[Measurement],
    observation: Observation,
    where: Whereabouts,
    context: Context,
    *,
    is_final: bool,
) -> Iterator[RecordItem]:
    """The value as a statement of its day, with what having measured it says; or that it was not read, and why."""
    quantity = measured.entry
    if measured.doubt is not None or quantity.unit is None or quantity.field is None:
        yield where.unread(f"{quantity.label} is not read: {measured.doubt}", measured)
        return
    value = _value(part, quantity.unit) if is_final else NOT_FINAL
    if not context.is_past(first_day(observation.day)):
        value = DATED_AHEAD
    about = "" if quantity.focus is None else _about(quantity.focus, observation, context)
    if isinstance(value, str) or about is None:
        why = value if isinstance(value, str) else "it does not say, by a focus, which growth it is about"
        yield where.unread(f"{quantity.label} is not read: {why}", measured)
        return
    if about:
        yield RecordNote("taken_as", TAKEN_AS.format(label=quantity.label, focus=about), where.source)
    on = observed_on(observation.day)
    yield Statement(quantity.field, value, where.source, *on)
    yield from (Statement(field, also, where.source, *on) for field, also in quantity.also.items())
    if quantity.focus is not None and observation.body_site.coding:
        yield from read_places([observation.body_site], where, context)


def _value(part: Component, unit: str) -> float | str:
    """The value in a unit, or why there is none."""
    quantity = part.value_quantity
    if quantity is None or quantity.value is None or part.data_absent_reason is not None:
        return "it has no number"
    if quantity.comparator:
        return "it is a bound and no value"
    if quantity.system != "http://unitsofmeasure.org" or not quantity.code:
        return "its unit is no UCUM code"
    try:
        return convert(quantity.value, quantity.code, unit)
    except NotConvertible as error:
        return str(error)


def _about(concept: str, observation: Observation, context: Context) -> str | None:
    """Empty where a focus says that it is about the concept; its label where it can be about nothing else; or None."""
    if observation.focus:
        return "" if all(_is_about(focus, concept, observation, context) for focus in observation.focus) else None
    site = observation.body_site
    if (site.coding or site.text) and not context.terminology.places.find(site.codes):
        return None
    return context.terminology.codes.concepts[concept].label if context.growths == {concept} else None


def _is_about(focus: Reference, name: str, observation: Observation, context: Context) -> bool:
    """Whether the focus is a Condition of that concept, in the record and not refuted or withdrawn."""
    condition = context.resolve(focus, observation)
    if not isinstance(condition, Condition) or not is_held(condition):
        return False
    return any(meaning.name == name and meaning.doubt is None for meaning in context.meanings(condition.code))
