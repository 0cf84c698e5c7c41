"""The data of a call: what the client sent, completed from its FHIR server where it may be asked.

A key that is missing, null, an OperationOutcome or a Bundle of which more pages are to be had are four things:
not sent; no data; the client's own fetch failed; a part of the data.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from crdecide.records.fhir.bundle import unpack
from crdecide.records.fhir.patient_check import check_whose

from ..hooks.messages import HookRequest
from ..hooks.offered import MAY_BE_CUT, OPTIONAL
from ..http_errors import Refusal
from ..settings import LOOPBACK, Client, Settings
from .fhir_server import FhirServer
from .network import Network, NotFetched, keeps_prefix

State = Literal["not sent", "no data", "failed", "paged", "complete"]
Json = dict[str, Any]
WHY = {"not sent": "not given", "failed": "the client's own fetch failed"}


def completed(
    request: HookRequest,
    templates: Mapping[str, str],
    client: Client,
    settings: Settings,
    network: Network,
    executor: Executor,
) -> Json:
    """The prefetch with every key that could be had; keys that the client may lack are left out.

    Raises:
        Refusal: 400 for what is no prefetch, 412 naming the keys that are needed and could not be had.
        WrongPatient: keys are lacking, and what was sent is about another patient.
    """
    sent = {key: value for key, value in (request.prefetch or {}).items() if key in templates}
    states = {key: _state(key, sent) for key in templates}
    open_keys = [key for key, state in states.items() if state in ("not sent", "failed", "paged")]
    server = _server(request, client, settings, network) if open_keys else None
    templates = {**templates, **client.searches}
    fetched = _fetched(open_keys, sent, states, templates, request, server, executor) if server else {}
    may_lack = (*client.may_lack, *OPTIONAL)
    lacking = [key for key in open_keys if key not in fetched and states[key] != "paged" and key not in may_lack]
    if lacking:
        _refuse_another_patient(request)  # a mix-up matters more than a gap
        why = "; ".join(f"{key}: {WHY[states[key]]}" for key in lacking)
        raise Refusal(412, f"prefetch needed, and not to be had from an allowed fhirServer with the token given: {why}")
    known = {key: value for key, value in sent.items() if states[key] in ("no data", "complete", "paged")}
    return {**known, **fetched}


def _refuse_another_patient(request: HookRequest) -> None:
    """Look at all that was sent, under keys of ours or not."""
    sent = (request.prefetch or {}).items()
    resources = {key: value for key, value in sent if isinstance(value, dict) and "resourceType" in value}
    check_whose(unpack(resources), request.context.patient_id)


def _state(key: str, sent: Mapping[str, Any]) -> State:
    if key not in sent:
        return "not sent"
    value = sent[key]
    if value is None:
        return "no data"
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if not isinstance(kind, str):
        raise Refusal(400, f"prefetch.{key}: expected a FHIR resource, a Bundle or null")
    if kind == "OperationOutcome":
        return "failed"
    if key == "patient" and kind != "Patient":
        raise Refusal(400, "prefetch.patient: expected a Patient")
    return "paged" if kind == "Bundle" and FhirServer.next_page(value) else "complete"


def _server(request: HookRequest, client: Client, settings: Settings, network: Network) -> FhirServer | None:
    """The client's FHIR server, where it may be asked, with a token that is for us and for the child."""
    given, address = request.fhir_authorization, (request.fhir_server or "").rstrip("/")
    if given is None or not _is_allowed(address, client, settings):
        return None
    if client.client_id is not None and given.subject != client.client_id:
        return None
    if given.patient is not None and given.patient != request.context.patient_id:
        raise Refusal(422, "fhirAuthorization.patient is not context.patientId: the token is for another patient")
    if given.token_type != "Bearer" or given.expires_in <= 0:
        return None
    deadline = time.monotonic() + min(settings.fetch_seconds, given.expires_in)
    return FhirServer(address, given.access_token, network, deadline, settings.largest_body, settings.most_pages)


def _is_allowed(address: str, client: Client, settings: Settings) -> bool:
    if any(keeps_prefix(address, allowed) for allowed in client.fhir_servers):
        return True
    parts = urlsplit(address)
    return settings.insecure_dev and parts.scheme == "http" and parts.hostname in LOOPBACK and "@" not in parts.netloc


def _fetched(
    keys: list[str],
    sent: Mapping[str, Any],
    states: Mapping[str, State],
    templates: Mapping[str, str],
    request: HookRequest,
    server: FhirServer,
    executor: Executor,
) -> Json:
    """The keys that the server gave, asked for at once; the others are left out."""

    def fetch(key: str) -> Json | None:
        try:
            first = sent[key] if states[key] == "paged" else server.get(_filled(templates[key], request))
            return server.rest_of(first, may_be_cut=key == MAY_BE_CUT)
        except NotFetched:
            return None

    resources = zip(keys, executor.map(fetch, keys), strict=True)
    return {key: resource for key, resource in resources if resource is not None}


def _filled(template: str, request: HookRequest) -> str:
    """The template with the patient's id, as a path and query below the server's base."""
    return quote(template.replace("{{context.patientId}}", request.context.patient_id), safe="/?=&,")
