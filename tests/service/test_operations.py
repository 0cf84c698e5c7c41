"""Running it: health, readiness, figures, logs, several workers, stopping, and saying what is set up wrongly."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.fhir_http import fhir_http
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.forked import run_forked
from support.service import Service, client_settings, figures, new_key, prefetch, request, running

CALL = "/cds-services/crdecide-patient-view"
SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))


def serve(folder: Path, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    environment = {f"CRDECIDE_{k.upper()}": v if isinstance(v, str) else json.dumps(v) for k, v in settings.items()}
    return run_forked(["serve", *arguments], {**os.environ, **environment}, folder)


def test_it_is_healthy_while_it_lives_and_ready_while_its_database_is(service: Service) -> None:
    assert service.get("/health").json() == {"status": "ok"}
    assert service.get("/ready").json() == {"status": "ready"}
    with closing(sqlite3.connect(service.folder / "audit.db")) as database, database:
        (newest,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    response = service.get("/ready")
    assert response.status_code == 503
    assert response.json()["issue"][0]["diagnostics"] == "the audit store has not been brought up to date"
    assert service.get("/health").status_code == 200
    with closing(sqlite3.connect(service.folder / "audit.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", [newest])
    assert service.get("/ready").status_code == 200


def test_figures_count_calls_by_what_came_of_them_and_time_their_stages(service: Service) -> None:
    name = 'outcome="answered",service="crdecide-patient-view"'
    before = figures(service.get("/metrics").text, "crdecide_decisions_total").get(name, 0)
    service.call(request(data=prefetch(*SYMPTOMATIC)))
    text = service.get("/metrics").text
    assert figures(text, "crdecide_decisions_total")[name] == before + 1
    stages = {re.search('stage="(.*)"', labels)[1] for labels in figures(text, "crdecide_stage_seconds_count")}  # type: ignore[index]
    assert stages == {"verify", "parse", "prefetch", "decide", "render", "audit"}
    assert 'route="/cds-services/{service}"' in text


def test_each_request_is_a_line_of_json_with_its_id_route_and_status(service: Service) -> None:
    asked = request()
    response = service.post(CALL, asked, **{"X-Request-ID": "ward-7-0001"})
    assert response.headers["x-request-id"] == "ward-7-0001"
    line = service.log_line('"ward-7-0001"')
    assert {k: line[k] for k in ("event", "method", "route", "status", "client", "hook_instance")} == {
        "event": "request", "method": "POST", "route": "/cds-services/{service}", "status": 200, "client": "ehr",
        "hook_instance": asked["hookInstance"],
    }  # fmt: skip
    given = service.get("/health", **{"X-Request-ID": "<script>"}).headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f-]{36}", given)


def test_a_call_in_hand_is_answered_before_it_stops(tmp_path: Path) -> None:
    """A FHIR server that answers late holds the call; the service is told to stop meanwhile."""
    with fhir_http() as server:
        answer, begun = server.answer, threading.Event()

        def late(path: str) -> Any:
            begun.set()
            time.sleep(1.0)
            return answer(path)

        server.answer = late  # type: ignore[method-assign]
        server.pages["Condition"] = [{"resourceType": "Bundle", "entry": [{"resource": item} for item in SYMPTOMATIC]}]
        with running(tmp_path, client={"fhir_servers": [server.base]}) as service:
            data = {key: value for key, value in prefetch().items() if key != "conditions"}
            given = {
                "access_token": "token-for-the-fhir-server",
                "token_type": "Bearer",
                "expires_in": 9,
                "scope": "s",
                "subject": "s",
            }
            asked = request(data=data, fhirServer=server.base, fhirAuthorization=given)
            responses: list[Any] = []
            calling = threading.Thread(target=lambda: responses.append(service.call(asked)))
            calling.start()
            assert begun.wait(10)
            service.process.send_signal(signal.SIGTERM)
            calling.join(20)
            assert service.process.wait(timeout=30) in (0, -signal.SIGTERM)
            assert responses[0].status_code == 200
            assert responses[0].json()["cards"]


def test_in_development_mode_nobody_is_checked_but_only_this_machine_is_answered(tmp_path: Path) -> None:
    with running(tmp_path, insecure_dev=True) as service:
        discovered = service.http.get(f"{service.url}/cds-services")
        assert discovered.status_code == 200
        assert "INSECURE DEVELOPMENT MODE" in discovered.json()["services"][0]["description"]
        assert "INSECURE DEVELOPMENT MODE" in service.log
        rebound = service.http.get(f"{service.url}/cds-services", headers={"Host": "evil.example"})
        assert rebound.status_code == 403
        assert discovered.headers.get("access-control-allow-origin") is None
        crossed = service.http.get(f"{service.url}/cds-services", headers={"Origin": "http://localhost:3000"})
        assert crossed.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "no client may call: configure [[clients]], or use --insecure-dev on loopback"),
        ({"insecure_dev": True, "host": "0.0.0.0"}, "insecure_dev: Value error, for loopback only"),
        ({"clients": [{"name": "a", "iss": "x"}]}, "client 'a': expected exactly one of jwks_file and jku"),
        ({"clients": [{"name": "a", "iss": "x", "jku": "http://ehr.example/keys"}]}, "expected an https address"),
        ({"clients": [{"name": "a", "iss": "x", "jku": "https://e/k", "fhir_servers": ["https://u@e"]}]}, "no user"),
        ({"clients": [{"name": "a", "iss": "x", "jku": "https://e/k", "algorithms": ["HS256"]}]}, "algorithms.0"),
        ({"clients": [{"name": "a", "iss": "x", "jwks_file": "nowhere.json"}]}, "client 'a': its keys cannot be read"),
        ({"insecure_dev": True, "public_url": "http://cds.example"}, "public_url: Value error, expected an https"),
        ({"insecure_dev": True, "database_url": "nonsense"}, "database_url cannot be used"),
        ({"insecure_dev": True, "port": 99_999}, "port: Input should be less than or equal to 65535"),
        ({"config": "nowhere.toml"}, "CRDECIDE_CONFIG: expected a TOML file; there is none at nowhere.toml"),
    ],
)  # fmt: skip
def test_what_is_set_up_wrongly_is_said_and_nothing_starts(
    tmp_path: Path, settings: dict[str, Any], words: str
) -> None:
    run = serve(tmp_path, **settings)
    assert run.returncode == 2
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_check_says_how_it_is_set_up_from_a_file_and_changes_nothing(tmp_path: Path) -> None:
    client = client_settings(tmp_path, new_key(), fhir_servers=["https://ehr.example/fhir"])
    lines = [f'database_url = "sqlite:///{tmp_path}/audit.db"', 'public_url = "https://cds.example"', "[[clients]]"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in client.items()]
    (tmp_path / "crdecide.toml").write_text("\n".join(lines), encoding="utf-8")
    run = serve(tmp_path, "--config", "crdecide.toml", "--check")
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "ok    rules: cardiac-rhabdomyoma-tsc 0.2.0",
        "ok    database: a new file is made at the start",
        "ok    client ehr: pinned keys, ES384, RS384; 1 FHIR server may be asked",
        "ok    reports: links for 60 minutes",
        "ok    health data in the audit store: not kept",
        "ok    public address: https://cds.example",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crdecide.toml", "jwks.json"]


def test_check_lists_all_that_is_wrong(tmp_path: Path) -> None:
    client = {"name": "ehr", "iss": "x", "jwks_file": "nowhere.json"}
    run = serve(tmp_path, "--check", clients=[client], database_url="postgresql://u:secret@127.0.0.1:1/x")
    assert run.returncode == 2
    assert [line[:4] for line in run.stdout.splitlines()] == ["ok  ", "FAIL", "FAIL", "ok  ", "ok  ", "ok  "]
    assert "secret" not in run.stdout + run.stderr


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = serve(tmp_path, "--insecure-dev", port=port)
    assert run.returncode == 2
    assert run.stderr == f"crdecide: serve: cannot listen on 127.0.0.1:{port}: Address already in use\n"


def test_the_service_without_its_libraries_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['uvicorn'] = None; from crdecide.cli import main; main(['serve'])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("crdecide: serve: the service needs uvicorn, which is not installed: pip install '")
    assert "'uvicorn>=0.54'" in run.stderr
    assert run.stderr.endswith(" (in the checkout: pip install '.[service]')\n")
