"""Which of several versions of one resource is the newest (https://hl7.org/fhir/R4/resource.html#Meta)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from .resources import Resource


def newest(versions: Sequence[Resource]) -> list[Resource]:
    """The version updated last, or else of the highest number; all that differ where neither is told of each."""
    if len(versions) == 1:
        return [*versions]
    each: list[Resource] = []
    for resource in versions:
        if resource not in each:
            each.append(resource)
    for rank in (_updated, _number):
        ranks = {found: resource for resource in each if (found := rank(resource)) is not None}
        if len(ranks) == len(each):
            return [ranks[max(ranks)]]
    return each


def _updated(resource: Resource) -> float | None:
    """When it was updated, in seconds; a time without a zone is taken to be UTC."""
    try:
        moment = datetime.fromisoformat(resource.meta.last_updated)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(resource: Resource) -> float | None:
    text = resource.meta.version_id or ""
    return float(text) if text.isdecimal() and len(text) < 16 else None
