"""Bad and excessive input: the status that HTTP and CDS Hooks ask for, with an OperationOutcome that leaks nothing."""

from __future__ import annotations

import json
import socket
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.fhir_records import RHABDOMYOMA, bundle, condition
from support.service import Service, prefetch, request, running

CALL = "/cds-services/crdecide-patient-view"
CR = condition("cr", RHABDOMYOMA)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with small limits."""
    limits = {
        "calls_per_minute": 60,
        "largest_body": 200_000,
        "request_seconds": 2.0,
        "cors_origins": ["https://ehr.example"],
    }
    with running(tmp_path_factory.mktemp("narrow"), **limits) as started:
        yield started


def outcome(response: Any, status: int) -> str:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/fhir+json"
    assert response.json()["resourceType"] == "OperationOutcome"
    text: str = response.json()["issue"][0]["diagnostics"]
    return text


def changed(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in {**request(), **fields}.items() if value is not ...}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON: recursion limit exceeded"),
        (b'{"a":' * 100_000, "not JSON: recursion limit exceeded"),
        (b"[]", "valid dictionary"),
        (b"null", "valid dictionary"),
        (b'{"hookInstance": NaN}', "not JSON"),
        (json.dumps(changed(hook="appointment-book")).encode(), "hook: Input should be 'patient-view'"),
        (json.dumps(changed(hook="order-sign")).encode(), "context.draftOrders is required"),
        (json.dumps(changed(hook="encounter-discharge")).encode(), "context.encounterId is required"),
        (json.dumps(changed(hookInstance="7")).encode(), "hookInstance"),
        (json.dumps(changed(hookInstance=...)).encode(), "hookInstance: Field required"),
        (json.dumps(changed(context={"userId": "x", "patientId": "1"})).encode(), "context.userId"),
        (json.dumps(changed(context={"userId": "Practitioner/1", "patientId": "../1"})).encode(), "context.patientId"),
        (json.dumps(changed(prefetch=[])).encode(), "prefetch"),
        (json.dumps(changed(fhirAuthorization={"access_token": "a b"})).encode(), "fhirAuthorization.access_token"),
    ],
)  # fmt: skip
def test_what_is_no_call_is_a_bad_request(service: Service, body: bytes, words: str) -> None:
    assert words in outcome(service.post(CALL, body), 400)


def test_a_service_is_for_its_hook(service: Service) -> None:
    data = changed(
        hook="encounter-discharge", context={"userId": "Practitioner/1", "patientId": "1", "encounterId": "e"}
    )
    assert outcome(service.post(CALL, data), 400) == "hook: this service is for patient-view"


def test_other_addresses_and_methods_and_kinds_are_refused(service: Service) -> None:
    assert outcome(service.post("/cds-services/other", request()), 404).startswith("no such service")
    assert outcome(service.post("/cds-services/other/feedback", {}), 404).startswith("no such service")
    assert outcome(service.get("/nowhere"), 404) == "no such address or method"
    assert outcome(service.http.put(f"{service.url}{CALL}"), 405) == "no such address or method"
    kinds = ({"Content-Type": "text/plain"}, {"Content-Type": "application/json", "Content-Encoding": "gzip"})
    assert [service.post(CALL, request(), **kind).status_code for kind in kinds] == [415, 415]


def test_a_bundle_of_50_000_entries_is_too_much(service: Service) -> None:
    data = prefetch(conditions={"resourceType": "Bundle", "entry": [{}] * 50_000})
    assert "expected the record of one child" in outcome(service.call(request(data=data)), 413)


def test_a_body_that_is_too_large_is_refused_by_its_length_or_once_it_is_too_long(narrow: Service) -> None:
    assert outcome(narrow.post(CALL, b" " * 200_001), 413) == "expected at most 200000 bytes"
    bearer = {"Authorization": f"Bearer {narrow.token(CALL)}", "Content-Type": "application/json"}
    chunks = (b" " * 10_000 for _ in range(30))
    assert outcome(narrow.http.post(f"{narrow.url}{CALL}", content=chunks, headers=bearer), 413)


def test_size_is_looked_at_before_the_token_and_the_token_before_the_body(narrow: Service) -> None:
    wrong = {"Authorization": "Bearer wrong"}
    assert narrow.post(CALL, b" " * 200_001, **wrong).status_code == 413
    assert narrow.post(CALL, b"{", **wrong).status_code == 401


def test_a_body_that_does_not_come_is_not_waited_for(narrow: Service) -> None:
    host, port = narrow.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        head = (
            f"POST {CALL} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n"
        )
        connection.sendall(f"{head}Authorization: Bearer {narrow.token(CALL)}\r\n\r\n{{".encode())
        assert connection.recv(12) == b"HTTP/1.1 408"


def test_a_call_that_takes_too_long_is_put_off_and_not_kept_as_answered(tmp_path: Path) -> None:
    with running(tmp_path, request_seconds=0.01) as hurried:
        response = hurried.call(request(data=prefetch(CR)))
        assert outcome(response, 503) == "the call took too long"
        assert response.headers["retry-after"] == "1"
    with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
        assert database.execute("SELECT count(*) FROM decision WHERE outcome = 'answered'").fetchone() == (0,)


def test_a_page_of_another_origin_may_call_only_where_configured(service: Service, narrow: Service) -> None:
    asked = {"Origin": "https://ehr.example", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "authorization,content-type"}  # fmt: skip
    allowed = narrow.http.options(f"{narrow.url}{CALL}", headers=asked)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, "https://ehr.example")
    other = narrow.http.options(f"{narrow.url}{CALL}", headers={**asked, "Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    assert "access-control-allow-origin" not in service.get("/cds-services", Origin="https://ehr.example").headers


def test_every_answer_has_the_headers_that_keep_it_where_it_belongs(service: Service) -> None:
    for response in (
        service.get("/cds-services"),
        service.get("/nowhere"),
        service.post(CALL, b"{"),
        service.get("/health"),
    ):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        assert "server" not in response.headers


def test_too_many_calls_of_a_client_are_put_off(narrow: Service) -> None:
    statuses = Counter(narrow.get("/cds-services").status_code for _ in range(80))
    assert statuses[429] >= 20
    response = narrow.get("/cds-services")
    assert outcome(response, 429) == "too many calls"
    assert response.headers["retry-after"] == "10"


def test_a_client_that_offers_another_protocol_is_answered_in_this_one(service: Service) -> None:
    """Clients written in Java offer HTTP/2 with their first request, and send its body along."""
    offer = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__"}
    assert service.post(CALL, request(data=prefetch(CR)), **offer).json()["cards"]


def test_many_calls_at_once_are_answered_or_put_off_and_never_lost(tmp_path_factory: pytest.TempPathFactory) -> None:
    few = {"most_at_once": 1, "most_waiting": 1, "calls_per_minute": 100_000}
    with running(tmp_path_factory.mktemp("few"), **few) as service:

        def call(_: int) -> int:
            headers = {"Authorization": f"Bearer {service.token(CALL)}", "Content-Type": "application/json"}
            content = json.dumps(request(data=prefetch(CR)))
            response = httpx.post(f"{service.url}{CALL}", content=content, headers=headers, timeout=60)
            assert response.status_code == 200 or "Retry-After" in response.headers
            return response.status_code

        with ThreadPoolExecutor(16) as pool:
            statuses = Counter(pool.map(call, range(80)))
        assert set(statuses) <= {200, 503}
        assert statuses[503] > 0
        assert statuses[200] > 0
        assert service.get("/health").status_code == 200


def test_a_bundle_in_a_bundle_in_a_bundle_is_left_out(service: Service) -> None:
    nested = bundle(CR)
    for _ in range(30):
        nested = bundle(nested)
    assert service.call(request(data=prefetch(conditions=nested))).content == b'{"cards":[]}'
