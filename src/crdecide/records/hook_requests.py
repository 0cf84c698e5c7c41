"""A request of CDS Hooks as it was logged: the record in its prefetch, and the orders that are being written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from crdecide.errors import InvalidPatient, Problem
from crdecide.language.ruleset import Ruleset

from . import Reading, fhir

DRAFT_ORDERS = "context.draftOrders"


def prefetched(request: Mapping[str, Any]) -> dict[str, Any]:
    """The resources of a request by their keys, null where the client had none; orders under a key of their own."""
    prefetch, context = request.get("prefetch"), request.get("context")
    if not isinstance(prefetch, Mapping):
        raise InvalidPatient([Problem("prefetch", "the request has none, so that there is nothing to read")])
    orders = context.get("draftOrders") if isinstance(context, Mapping) else None
    return {**prefetch, DRAFT_ORDERS: orders}


def read_request(request: Mapping[str, Any], *, on: date | None = None, ruleset: Ruleset | None = None) -> Reading:
    """The child that a request is about, read as the service reads it.

    Raises:
        InvalidPatient: it has no prefetch, or a key holds no resource.
        WrongPatient: something in it is about another patient than the request.
        CrdecideError: it holds a unit, and the libraries of ``crdecide[fhir]`` are not installed.
    """
    record, context = prefetched(request), request.get("context")
    named = context if isinstance(context, Mapping) else {}
    return fhir.read(
        record,
        on=on,
        patient_id=_id(named.get("patientId")),
        encounter=_id(named.get("encounterId")),
        ruleset=ruleset,
    )


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
