"""Other people's clients and servers, as they are: Medplum, Sekmet, HealthChain; and a fuzzer on our OpenAPI."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.fhir_records import CHILD, HEART_FAILURE, RHABDOMYOMA, Json, condition, patient
from support.peers import PEERS, needed, node
from support.service import Service, born, free_port, request, running

HERE = Path(__file__).parent
PEERS_PYTHON = PEERS / "python/bin/python"
TOKEN = "sekmet-token"
RESOURCES = [patient(birthDate=born(12)), condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE)]


@dataclass
class Sekmet:
    """A FHIR R4 server with bearer tokens and paging."""

    root: str

    def put(self, *resources: Json) -> None:
        for resource in resources:
            url = f"{self.root}/fhir/{resource['resourceType']}/{resource['id']}"
            response = httpx.put(url, json=resource, headers={"Authorization": f"Bearer {TOKEN}"})
            assert response.status_code in (200, 201), response.text


@pytest.fixture(scope="module")
def sekmet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sekmet]:
    needed(PEERS / "ready")
    folder, port = tmp_path_factory.mktemp("sekmet"), free_port()
    root = f"http://127.0.0.1:{port}"
    settings: dict[str, Any] = {
        "base_url": f"{root}/fhir",
        "server_auth": {"types": ["bearer"], "tokens": [TOKEN]},
        "simulator": {"enabled": False},
    }
    (folder / "settings.yaml").write_text(json.dumps(settings), encoding="utf-8")
    command = [PEERS / "python/bin/sekmet", "serve", "-c", "settings.yaml", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while not _answers(f"{root}/fhir/metadata"):
            assert time.monotonic() < until, (folder / "log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield Sekmet(root)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def open_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """In development mode: neither client sends a JWT."""
    with running(tmp_path_factory.mktemp("open"), insecure_dev=True, calls_per_minute=1_000_000) as started:
        yield started


def test_medplums_client_discovers_resolves_the_prefetch_and_calls(open_service: Service, sekmet: Sekmet) -> None:
    asked = {
        "resources": RESOURCES,
        "hook": "patient-view",
        "context": {"userId": "Practitioner/p1", "patientId": CHILD},
    }
    services = f"{open_service.url}/cds-services"
    printed = node(HERE / "medplum_client.mjs", sekmet.root, services, TOKEN, given=json.dumps(asked))
    output = json.loads(printed)
    assert len(output["services"]) == 4
    assert output["request"]["prefetch"]["conditions"]["total"] == 2
    danger, overview, *_ = output["response"]["cards"]
    assert overview["summary"].startswith("Cardiac rhabdomyoma: ")
    assert danger["indicator"] == "critical"
    assert "On record: heart failure." in danger["detail"]


def test_a_server_with_a_bearer_token_is_asked_page_by_page(tmp_path: Path, sekmet: Sekmet) -> None:
    others = [condition(f"other-{n:03}", ("http://snomed.info/sct", "38341003")) for n in range(70)]
    sekmet.put(*RESOURCES, *others)
    with running(tmp_path, client={"fhir_servers": [f"{sekmet.root}/fhir"]}) as service:
        given = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 60, "scope": "s", "subject": "x"}
        asked = request(fhirServer=f"{sekmet.root}/fhir", fhirAuthorization=given)
        del asked["prefetch"]
        response = service.call(asked)
        assert response.status_code == 200, response.text
        assert "On record: heart failure." in response.json()["cards"][0]["detail"]
        given["access_token"] = "wrong"
        assert service.call({**asked, "hookInstance": request()["hookInstance"]}).status_code == 412


@pytest.mark.parametrize(("workflow", "status"), [("patient-view", 422), ("encounter-discharge", 400)])
def test_healthchains_client_is_answered_as_its_requests_deserve(
    open_service: Service, workflow: str, status: int
) -> None:
    """Its patient-view is about another patient than it sends; its encounter-discharge lacks the encounter."""
    needed(PEERS / "ready")
    url = f"{open_service.url}/cds-services/crdecide-{workflow}"
    run = subprocess.run([PEERS_PYTHON, HERE / "healthchain_client.py", url, workflow], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    output = json.loads(run.stdout.splitlines()[-1])
    assert output["responses"] == [{}], "its client gives an empty object for an error"
    asked = output["request"]
    answer = open_service.post(f"/cds-services/crdecide-{workflow}", asked)
    assert answer.status_code == status
    words = {422: "the Patient in the record is not the one asked for", 400: "context.encounterId is required"}
    assert words[status] in answer.json()["issue"][0]["diagnostics"]


def test_a_healthchain_request_put_right_is_answered(open_service: Service) -> None:
    """The same request with the patient that it sends, and null for the keys that it does not know."""
    needed(PEERS / "ready")
    url = f"{open_service.url}/cds-services/crdecide-patient-view"
    command = [PEERS_PYTHON, HERE / "healthchain_client.py", url, "patient-view"]
    asked = json.loads(subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[-1])["request"]
    child = asked["prefetch"]["patient"]
    asked["context"]["patientId"] = child["id"]
    asked["prefetch"] = {**dict.fromkeys(request()["prefetch"]), "patient": child}
    answer = open_service.post("/cds-services/crdecide-patient-view", asked)
    assert (answer.status_code, answer.content) == (200, b'{"cards":[]}')


def test_a_fuzzer_that_knows_our_openapi_finds_no_server_error(open_service: Service, tmp_path: Path) -> None:
    command = [
        Path(sys.executable).parent / "schemathesis", "run", f"{open_service.url}/openapi.json",
        "--checks", "not_a_server_error,status_code_conformance,content_type_conformance",
        "--max-examples", os.environ.get("CRDECIDE_FUZZ", "3"), "--seed", "1", "--no-color",
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 0, run.stdout[-4000:]
    assert "/cds-services/{service}" in open_service.http.get(f"{open_service.url}/openapi.json").text
