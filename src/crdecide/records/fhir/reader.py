"""FHIR R4 records as a `Patient`. Codes are read, or else exact names; what is not there is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar, cast

from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from .. import Reading, RecordItem
from ..reconciliation import reconcile
from ..unread import danger_fields
from .allergies import read_allergy
from .bundle import LeftOut, source_of, unpack
from .context import Context
from .dates import exact_day
from .demographics import read_demographics
from .diagnoses import read_condition
from .filled_forms import QuestionnaireResponse
from .left_out import tell
from .medications import read_medications
from .observations import read_observation, read_report
from .patient_check import check_whose, says_whose
from .procedures import read_procedure
from .questionnaire_responses import read_responses
from .resource_types import READ
from .resources import (
    AllergyIntolerance,
    Condition,
    DiagnosticReport,
    DrugUse,
    Immunization,
    ImmunizationRecommendation,
    Observation,
    Patient,
    Procedure,
    Resource,
)
from .sizes import with_series
from .vaccines import read_vaccines
from .whole_list import settle_whole_list

Read = TypeVar("Read", bound=Resource)


def read(
    bundle_or_prefetch: Mapping[str, Any],
    *,
    on: date | None = None,
    patient_id: str | None = None,
    encounter: str | None = None,
    ruleset: Ruleset | None = None,
    shared: Mapping[str, Resource] | None = None,
) -> Reading:
    """The patient, where each field came from, what was left unknown, and all that was not read.

    Args:
        bundle_or_prefetch: a Bundle, a resource, or the prefetch of a CDS Hooks request (key to resource or null).
        on: the day to which the age is counted and by which something is past; without it the age stays unknown.
        patient_id: the id that the one Patient has to have.
        encounter: the id of the present encounter; diagnoses of others are not taken as current.
        ruleset: the rules whose code maps are used; those in the package where none is given.
        shared: resources of no patient to which the record may point, by type and id.

    Raises:
        InvalidPatient: it is no Bundle, resource or prefetch. A broken resource in one is noted and left out.
        WrongPatient: something in it is about another patient, or about several.
        CrdecideError: the record holds a unit, and the libraries of ``crdecide[fhir]`` are not installed.
    """
    record = unpack(bundle_or_prefetch)
    record.shared = shared or {}
    check_whose(record, patient_id)
    rules = ruleset or default_ruleset()
    context = Context(rules, record, danger_fields(rules), on, encounter)
    owned: list[Resource] = []
    items: list[RecordItem] = [*record.notes, *record.unread]
    left_out = list(record.left_out)
    for resource in record.resources:
        if says_whose(resource, patient_id):
            owned.append(resource)
        else:
            left_out.append(_of_nobody(resource))
    for entry in left_out:
        items += tell(entry, context)
    settled = settle_whole_list([*items, *_items(owned, context)])
    return reconcile(with_series(settled, _born(owned), rules.terminology))


def _of_nobody(resource: Resource) -> LeftOut:
    raw = resource.model_dump(mode="json", by_alias=True)
    return LeftOut(type(resource), "left out: it does not say whose it is", source_of(resource), raw)


def _born(resources: list[Resource]) -> date | None:
    """The date of birth, where one is given to the day."""
    days = {exact_day(resource.birth_date) for resource in _of_form(resources, Patient)} - {None}
    return days.pop() if len(days) == 1 else None


def _items(resources: list[Resource], context: Context) -> Iterator[RecordItem]:
    for resource in resources:
        yield from _items_of(resource, context)
    if uses := [resource for resource in resources if type(resource) in USES]:
        yield from read_medications(cast("list[DrugUse]", uses), context)
    if responses := _of_form(resources, QuestionnaireResponse):
        yield from read_responses(responses, context)
    if recommended := _of_form(resources, ImmunizationRecommendation):
        yield from read_vaccines(recommended, _of_form(resources, Immunization), context)


def _of_form(resources: list[Resource], form: type[Read]) -> list[Read]:
    return [resource for resource in resources if type(resource) is form]


USES = frozenset(form for form in READ.values() if issubclass(form, DrugUse))
"""The types of resource that tell of the use of a drug."""
BY_ITSELF: Mapping[type[Resource], Callable[[Any, Context], Iterable[RecordItem]]] = {
    Patient: read_demographics,
    Condition: read_condition,
    Observation: read_observation,
    DiagnosticReport: read_report,
    Procedure: read_procedure,
    AllergyIntolerance: read_allergy,
}


def _items_of(resource: Resource, context: Context) -> Iterable[RecordItem]:
    """What a resource says by itself."""
    reading = BY_ITSELF.get(type(resource))
    return reading(resource, context) if reading is not None else ()
