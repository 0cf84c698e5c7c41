"""ImmunizationRecommendation and Immunization: whether a live vaccine is due.

https://hl7.org/fhir/R4/immunizationrecommendation.html, https://hl7.org/fhir/R4/immunization.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crdecide.language.code_systems import CodeKey, Coding

from .. import RecordItem, RecordNote, Statement
from ..unread import NOT_LISTED
from .context import Context, code_among
from .dates import first_day
from .resources import Immunization, ImmunizationRecommendation, Recommendation

DUE, NOT_DUE = ("due", "overdue"), ("immune", "contraindicated", "complete")
"""https://hl7.org/fhir/R4/valueset-immunization-recommendation-status.html"""


def read_vaccines(
    recommended: Iterable[ImmunizationRecommendation], given: Sequence[Immunization], context: Context
) -> Iterator[RecordItem]:
    """A vaccine that is due and was not given since the recommendation was made."""
    doses: dict[CodeKey, list[Immunization]] = {}
    for immunization in given:
        for key in _keys(immunization.vaccine_code.codes, context) if immunization.status == "completed" else ():
            doses.setdefault(key, []).append(immunization)
    for resource in recommended:
        for recommendation in resource.recommendation:
            yield from _due(resource, recommendation, doses, context)


def _due(
    resource: ImmunizationRecommendation,
    recommendation: Recommendation,
    doses: Mapping[CodeKey, Sequence[Immunization]],
    context: Context,
) -> Iterator[RecordItem]:
    status = code_among(recommendation.forecast_status, (*DUE, *NOT_DUE))
    if status in NOT_DUE:
        return
    named = next(iter(recommendation.vaccine_code), recommendation.target_disease)
    where = context.where(resource, "vaccine", named, resource.date)
    found = {concept: context.terminology.vaccines.find(concept.codes) for concept in recommendation.vaccine_code}
    live = [coding for concept, meanings in found.items() if meanings for coding in concept.codes]
    if not live and status:
        yield where.unread(NOT_LISTED)
    given = [dose for key in _keys(live, context) for dose in doses.get(key, ())]
    for meaning in context.terminology.vaccines.find(live):
        if meaning.doubt is not None or not status:
            yield where.in_doubt(meaning, meaning.doubt or "its forecast status is none that FHIR has")
        elif any(_given_since(dose, resource.date) for dose in given):
            text = f"{meaning.entry.label}: given since it was recommended, so not taken as due"
            yield RecordNote("over", text, where.source)
        else:
            yield from (Statement(field, value, where.source) for field, value in meaning.entry.due.items())


def _keys(codings: Iterable[Coding], context: Context) -> set[CodeKey]:
    keys = (context.terminology.spellings.key(coding) for coding in codings)
    return {key for key in keys if key is not None}


def _given_since(dose: Immunization, recommended: str) -> bool:
    day, since = first_day(dose.occurrence_date_time), first_day(recommended)
    return day is None or since is None or day >= since
