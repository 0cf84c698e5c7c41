"""Data that was not prefetched: fetched with the token given from allowed servers only, else the keys are named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.fhir_http import TOKEN, FhirHttp, fhir_http
from support.fhir_records import CHILD, HEART_FAILURE, RHABDOMYOMA, Json, bundle, condition, patient
from support.service import KEYS, Service, born, prefetch, request, running

CR, HF = condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE)
NEXT = [{"relation": "next", "url": "https://ehr.example/next"}]


@pytest.fixture(scope="module")
def server() -> Iterator[FhirHttp]:
    with fhir_http() as started:
        yield started


@pytest.fixture(scope="module")
def connected(server: FhirHttp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose client has that FHIR server, where we are called ``crdecide``."""
    client = {"fhir_servers": [server.base], "client_id": "crdecide", "may_lack": ["immunizations"]}
    with running(tmp_path_factory.mktemp("connected"), client=client, most_pages=3) as started:
        yield started


@pytest.fixture(autouse=True)
def _fresh(server: FhirHttp) -> None:
    server.asked.clear()
    server.tokens.clear()
    server.redirect.clear()
    server.next_base = None
    searches = ("Observation", "DiagnosticReport", "Procedure", "MedicationRequest", "MedicationStatement",
                "AllergyIntolerance", "Immunization", "ImmunizationRecommendation")  # fmt: skip
    server.pages = {name: [bundle()] for name in searches}
    server.pages |= {f"Patient/{CHILD}": [patient(birthDate=born(12))], "Condition": [bundle(CR), bundle(HF)]}


def asking(server: FhirHttp, data: Json | None, address: str | None = None, **authorization: Any) -> Json:
    given = {
        "access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, "scope": "patient/*.read",
        "subject": "crdecide", **authorization,
    }  # fmt: skip
    asked = request(data=data or {}, fhirServer=address or server.base, fhirAuthorization=given)
    return {name: value for name, value in asked.items() if name != "prefetch" or data is not None}


HEART_FAILURE_READ = "On record: heart failure."
"""What the danger card says once the Condition of heart failure has been read."""


def told(response: Any) -> str:
    """What all cards of an answer say."""
    assert response.status_code == 200, response.text
    return "\n".join(card["detail"] for card in response.json()["cards"])


def diagnostics(response: Any) -> str:
    assert response.status_code == 412, response.text
    assert response.json()["issue"][0]["code"] == "required"
    text: str = response.json()["issue"][0]["diagnostics"]
    return text


def test_all_that_is_missing_is_fetched_with_the_token_page_by_page(server: FhirHttp, connected: Service) -> None:
    response = connected.call(asking(server, None))
    assert HEART_FAILURE_READ in told(response)
    assert set(server.tokens) == {f"Bearer {TOKEN}"}
    assert "/fhir/Condition/page-1" in server.asked
    assert any(path.startswith("/fhir/Observation?patient=child-1&_count=1000") for path in server.asked)


def test_only_what_is_missing_is_fetched(server: FhirHttp, connected: Service) -> None:
    data = prefetch(CR)
    del data["conditions"]
    assert connected.call(asking(server, data)).status_code == 200
    assert [path.partition("?")[0] for path in server.asked] == ["/fhir/Condition", "/fhir/Condition/page-1"]


def test_a_missing_key_null_an_outcome_and_a_page_are_four_different_things(
    server: FhirHttp, connected: Service
) -> None:
    """Without a token: not sent and failed are needed, null is no data, and of a page what is there is used."""
    sent = prefetch(CR)
    assert connected.call(request(data={**sent, "observations": None})).status_code == 200
    missing = {key: value for key, value in sent.items() if key != "observations"}
    assert diagnostics(connected.call(request(data=missing))).endswith("token given: observations: not given")
    failed = {**sent, "observations": {"resourceType": "OperationOutcome", "issue": []}}
    assert diagnostics(connected.call(request(data=failed))).endswith("observations: the client's own fetch failed")
    paged = connected.call(request(data={**sent, "observations": bundle(link=NEXT)}))
    assert "only the first page" in told(paged)
    assert server.asked == []


def test_with_a_token_what_failed_is_asked_for_again_and_further_pages_are_read(
    server: FhirHttp, connected: Service
) -> None:
    failed = {**prefetch(CR), "conditions": {"resourceType": "OperationOutcome", "issue": []}}
    assert HEART_FAILURE_READ in told(connected.call(asking(server, failed)))
    first = bundle(CR, link=[{"relation": "next", "url": f"{server.base}/Condition/page-1"}])
    paged = connected.call(asking(server, {**prefetch(), "conditions": first}))
    assert HEART_FAILURE_READ in told(paged)


def test_without_prefetch_and_server_every_key_is_named_but_those_that_the_client_may_lack(connected: Service) -> None:
    refusal = diagnostics(connected.call({k: v for k, v in request().items() if k != "prefetch"}))
    may_lack = ("immunizations", "medicationDispenses", "medicationAdministrations", "questionnaireResponses")
    assert [key for key in KEYS if f"{key}: not given" in refusal] == [key for key in KEYS if key not in may_lack]


@pytest.mark.parametrize(
    "authorization", [{"subject": "another"}, {"token_type": "MAC"}, {"expires_in": 0}, {"access_token": "wrong"}]
)
def test_a_token_that_is_not_for_us_or_over_or_refused_fetches_nothing(
    server: FhirHttp, connected: Service, authorization: Json
) -> None:
    assert "conditions: not given" in diagnostics(connected.call(asking(server, None, **authorization)))
    assert TOKEN not in connected.log


def test_a_token_for_another_patient_is_refused(server: FhirHttp, connected: Service) -> None:
    assert connected.call(asking(server, None, patient="child-2")).status_code == 422


def spellings(base: str) -> list[str]:
    port = base.partition(":")[2].partition(":")[2].partition("/")[0]
    return [
        f"http://localhost:{port}/fhir", f"http://127.1:{port}/fhir", f"http://2130706433:{port}/fhir",
        f"http://0x7f000001:{port}/fhir", f"http://127.0.0.1.:{port}/fhir", f"http://[::ffff:127.0.0.1]:{port}/fhir",
        f"http://user@127.0.0.1:{port}/fhir", f"http://127.0.0.1:{port}@evil.example/fhir",
        f"https://127.0.0.1:{port}/fhir", f"http://127.0.0.1:{port}/fhirevil", f"http://127.0.0.1:{port}/fhir/../admin",
        f"http://127.0.0.1:{port}/fhir/%2e%2e/admin", f"http://127.0.0.1:{port}\\@evil.example/fhir",
        "http://169.254.169.254/latest", "file:///etc/passwd", "gopher://127.0.0.1/", "http://127.0.0.1",
    ]  # fmt: skip


def test_no_other_spelling_of_an_address_is_asked(server: FhirHttp, connected: Service) -> None:
    for address in spellings(server.base):
        assert connected.call(asking(server, None, address)).status_code == 412, address
    assert server.asked == []


def test_no_redirect_is_followed(server: FhirHttp, connected: Service) -> None:
    server.redirect["Condition"] = f"{server.base}/Procedure"
    assert "conditions: not given" in diagnostics(connected.call(asking(server, None)))


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/fhir", "http://169.254.169.254", "{base}/../admin", "{base}evil"]
)
def test_a_next_link_that_leaves_the_server_is_not_followed(
    server: FhirHttp, connected: Service, elsewhere: str
) -> None:
    server.next_base = elsewhere.format(base=server.base)
    assert "conditions: not given" in diagnostics(connected.call(asking(server, None)))
    assert not any("admin" in path or "evil" in path for path in server.asked)


def test_pages_without_end_are_given_up(server: FhirHttp, connected: Service) -> None:
    server.pages["Condition"] = [bundle(CR)] * 10
    assert "conditions: not given" in diagnostics(connected.call(asking(server, None)))
    assert len([path for path in server.asked if path.startswith("/fhir/Condition")]) <= 4


def test_what_is_no_prefetch_is_a_bad_request(connected: Service) -> None:
    for key, value in (("conditions", []), ("conditions", "x"), ("conditions", {}), ("patient", bundle())):
        response = connected.call(request(data={**prefetch(CR), key: value}))
        assert response.status_code == 400
        assert response.json()["issue"][0]["diagnostics"].startswith(f"prefetch.{key}: expected")
