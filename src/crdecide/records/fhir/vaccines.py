"""ImmunizationRecommendation and Immunization: whether a live vaccine is due.

https://hl7.org/fhir/R4/immunizationrecommendation.html, https://hl7.org/fhir/R4/immunization.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crdecide.language.code_maps import Coding

from .. import RecordItem, RecordNote, Statement
from .bundle import source_of
from .context import Context, code_among
from .dates import first_day
from .resources import Immunization, ImmunizationRecommendation, Recommendation

DUE = ("due", "overdue")


def read_vaccines(
    recommended: Iterable[ImmunizationRecommendation], given: Sequence[Immunization], context: Context
) -> Iterator[RecordItem]:
    """A vaccine that is due and was not given since the recommendation was made."""
    for resource in recommended:
        for recommendation in resource.recommendation:
            yield from _due(resource, recommendation, given, context)


def _due(
    resource: ImmunizationRecommendation,
    recommendation: Recommendation,
    given: Iterable[Immunization],
    context: Context,
) -> Iterator[RecordItem]:
    codes = {code for concept in recommendation.vaccine_code for code in concept.codes}
    entry = context.terminology.vaccines.find(sorted(codes))
    if entry is None or not code_among(recommendation.forecast_status, DUE):
        return
    source, (_, vaccine) = source_of(resource, resource.date), entry
    if any(_given_since(immunization, codes, resource.date) for immunization in given):
        yield RecordNote("over", f"{vaccine.label}: given since it was recommended, so not taken as due", source)
        return
    for field, value in vaccine.due.items():
        yield Statement(field, value, source)


def _given_since(immunization: Immunization, codes: set[Coding], recommended: str) -> bool:
    if immunization.status != "completed" or codes.isdisjoint(immunization.vaccine_code.codes):
        return False
    day, since = first_day(immunization.occurrence_date_time), first_day(recommended)
    return day is None or since is None or day >= since
