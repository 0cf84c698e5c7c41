"""The record of a child from an EHR, by the searches that the hooks ask to be prefetched."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any
from urllib.parse import quote

from ..hooks.offered import MAY_BE_CUT, PATIENT
from ..http_errors import Refusal
from ..prefetch.fhir_server import FhirServer
from ..prefetch.network import Network, NotFetched
from ..settings import Settings

Json = dict[str, Any]
NOT_HAD: Json = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "incomplete"}]}
"""In the place of what could not be had, so that the answer says that a part of the record is lacking."""


def server_at(base: str, token: str, network: Network, settings: Settings) -> FhirServer:
    """The server, to be asked from now on for as long as the settings say."""
    deadline = time.monotonic() + settings.fetch_seconds
    return FhirServer(base, token, network, deadline, settings.largest_body, settings.most_pages)


def record_of_child(patient: str, server: FhirServer, templates: Mapping[str, str], executor: Executor) -> Json:
    """A prefetch of the child; what could not be had is named as such.

    Raises:
        Refusal: the Patient could not be had.
    """

    def fetch(key: str) -> Json:
        try:
            path = quote(templates[key].replace(PATIENT, patient), safe="/?=&,:")
            return server.rest_of(server.get(path), may_be_cut=key == MAY_BE_CUT)
        except NotFetched:
            return NOT_HAD

    record = dict(zip(templates, executor.map(fetch, templates), strict=True))
    if record["patient"] is NOT_HAD:
        raise Refusal(502, "the EHR did not give the Patient that the page was opened for")
    return record
