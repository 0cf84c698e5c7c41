"""The ways in which records write things, through the service: sent with the call, and fetched from a FHIR server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from records.test_ways_of_writing import OWN, READ, UNREAD
from support.fhir_http import TOKEN, FhirHttp, fhir_http
from support.fhir_records import CHILD, RHABDOMYOMA, Json, bundle, condition, patient
from support.service import Service, prefetch, request, running

KEY_OF = {
    "Condition": "conditions", "Observation": "observations", "DiagnosticReport": "diagnosticReports",
    "Procedure": "procedures", "MedicationRequest": "medicationRequests", "MedicationStatement": "medicationStatements",
    "MedicationDispense": "medicationDispenses", "MedicationAdministration": "medicationAdministrations",
    "AllergyIntolerance": "allergies", "Immunization": "immunizations",
    "ImmunizationRecommendation": "immunizationRecommendations",
}  # fmt: skip
BORN = {"birthDate": "2026-11-11"}
RESETTABLE = ("a dispense that still lasts", "an administration of today", "an infusion that runs")
"""Ways that hold on one day alone: the service reads on the day of the call."""
ONE_IN = 3
"""How a record arrives changes nothing of how it is read, and `tests/records` reads every way: a third shows it."""
WAYS = [way for way in READ if way not in (*RESETTABLE, *OWN) and 'ICD10CM, "D15.1"' not in way]


def each_field_and_type() -> Iterator[Any]:
    """The ways; for `make nightly` those beside the first that says a field in resources of some types."""
    seen: set[tuple[str, ...]] = set()
    for way in WAYS:
        resources, field, _ = READ[way]
        said = (field, *sorted({resource["resourceType"] for resource in resources}))
        yield pytest.param(way, marks=[pytest.mark.nightly] if said in seen else [])
        seen.add(said)


@pytest.fixture(scope="module")
def server() -> Iterator[FhirHttp]:
    with fhir_http() as started:
        yield started


@pytest.fixture(scope="module")
def connected(server: FhirHttp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    client = {"fhir_servers": [server.base], "client_id": "crdecide"}
    with running(tmp_path_factory.mktemp("real"), client=client, report_links=False) as started:
        yield started


def by_type(resources: list[Json]) -> dict[str, list[Json]]:
    """The resources of each type, with a tumour that is certain, so that there is something to say."""
    sorted_out: dict[str, list[Json]] = {name: [] for name in KEY_OF}
    for resource in (condition("tumour", RHABDOMYOMA), *resources):
        sorted_out[resource["resourceType"]].append(resource)
    return sorted_out


def sent_along(resources: list[Json]) -> Json:
    found = {KEY_OF[name]: bundle(*group) for name, group in by_type(resources).items() if group}
    return request(data={**prefetch(), **found, "patient": patient(**BORN)})


def to_be_fetched(resources: list[Json], server: FhirHttp) -> Json:
    server.pages = {name: [bundle(*group)] for name, group in by_type(resources).items()}
    server.pages[f"Patient/{CHILD}"] = [patient(**BORN)]
    given = {
        "access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, "scope": "patient/*.read",
        "subject": "crdecide",
    }  # fmt: skip
    asked = request(data={}, fhirServer=server.base, fhirAuthorization=given)
    return {name: value for name, value in asked.items() if name != "prefetch"}


def record_card(service: Service, asked: Json) -> str:
    """What the card on the record says, without the signs of Markdown."""
    response = service.call(asked)
    assert response.status_code == 200, response.text
    (card,) = (card for card in response.json()["cards"] if card["source"]["topic"]["code"] == "record")
    return re.sub(r"\\(.)", r"\1", card["detail"])


@pytest.mark.parametrize("way", [*each_field_and_type()])
def test_it_is_read_when_it_is_sent_along(way: str, connected: Service) -> None:
    resources, field, _ = READ[way]
    assert f"- {field}: " in record_card(connected, sent_along(resources))


@pytest.mark.parametrize("way", [*each_field_and_type()])
def test_it_is_read_in_the_same_way_when_it_is_fetched(way: str, connected: Service, server: FhirHttp) -> None:
    resources = READ[way][0]
    assert record_card(connected, to_be_fetched(resources, server)) == record_card(connected, sent_along(resources))


NOT_READ = [
    pytest.param(way, marks=[pytest.mark.nightly] if number % ONE_IN else [])
    for number, way in enumerate(way for way in UNREAD if way != "a tumour that is there and is not")
]


@pytest.mark.parametrize("way", NOT_READ)
def test_it_is_said_not_to_be_read_where_it_is_sent_along(way: str, connected: Service) -> None:
    resources, _, why = UNREAD[way]
    assert why in record_card(connected, sent_along(resources))


@pytest.mark.parametrize("way", NOT_READ)
def test_the_same_is_said_where_it_is_fetched(way: str, connected: Service, server: FhirHttp) -> None:
    resources = UNREAD[way][0]
    assert record_card(connected, to_be_fetched(resources, server)) == record_card(connected, sent_along(resources))
