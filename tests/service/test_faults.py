"""The service under faults: a database that restarts, is locked or cannot be written; connections that say nothing."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import psycopg
import pytest
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.forked import run_forked
from support.postgres import Cluster, cluster
from support.service import Service, figures, free_port, prefetch, request, running

from crdecide.service.store import Store, StoreError
from crdecide.service.store.preflight import OLDER, READY, found

SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
NOT_KEPT = "what is not kept is not answered, and the audit store cannot be used"


def call(service: Service) -> httpx.Response:
    return service.call(request(data=prefetch(*SYMPTOMATIC)))


def is_put_off(response: httpx.Response) -> bool:
    """503 with a time to try again, in words for a caller: no card, no place, no value."""
    (issue,) = response.json()["issue"]
    assert (issue["code"], issue["diagnostics"]) == ("transient", NOT_KEPT)
    return response.status_code == 503 and int(response.headers["Retry-After"]) > 0


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Cluster]]:
    folder = tmp_path_factory.mktemp("on_postgresql")
    with cluster() as database, running(folder, database_url=database.url) as service:
        yield service, database


def test_while_a_database_restarts_calls_are_put_off_and_then_answered(
    on_postgresql: tuple[Service, Cluster],
) -> None:
    service, database = on_postgresql
    assert call(service).status_code == 200
    database.stop()
    try:
        assert is_put_off(call(service))
        ready = service.get("/ready")
        assert (ready.status_code, ready.headers["Retry-After"]) == (503, "5")
    finally:
        database.start()
    assert call(service).status_code == 200
    assert service.get("/ready").status_code == 200
    failed = service.log_line("the audit store cannot be used")
    assert failed["why"].startswith(f"the audit store at 127.0.0.1:{database.url.split(':')[-1]} cannot be used: ")


def test_a_locked_postgresql_is_not_waited_for(on_postgresql: tuple[Service, Cluster]) -> None:
    service, database = on_postgresql
    with psycopg.connect(database.url) as other:
        other.execute("LOCK TABLE used_token IN ACCESS EXCLUSIVE MODE")
        assert is_put_off(call(service))
    assert call(service).status_code == 200


@pytest.mark.parametrize("insecure_dev", [False, True], ids=["with tokens", "in development mode"])
def test_a_locked_file_is_not_waited_for(tmp_path: Path, insecure_dev: bool) -> None:
    """All that a call keeps is one write, which is not tried twice."""
    with running(tmp_path, insecure_dev=insecure_dev) as service:
        with closing(sqlite3.connect(tmp_path / "audit.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            response = call(service)
            assert service.get("/ready").status_code == 503
        assert is_put_off(response)
        assert "database is locked" in service.log_line("the audit store cannot be used")["why"]
        assert call(service).status_code == 200
        outcomes = figures(service.get("/metrics").text, "crdecide_decisions_total")
        assert {labels: count for labels, count in outcomes.items() if "answered" in labels} == {
            'outcome="answered",service="crdecide-patient-view"': 1.0
        }


def unusable(folder: Path) -> list[tuple[str, str]]:
    """Places of a store that cannot be used, whoever asks, with what is said of each."""
    (folder / "a-folder").mkdir()
    (folder / "words.db").write_text("these are words, and no database\n" * 40, encoding="utf-8")
    expected = "expected a file that can be written, in a folder that exists"
    return [
        (f"{folder}/nowhere/audit.db", expected),
        (f"{folder}/a-folder", expected),
        ("/proc/audit.db", expected),
        (f"{folder}/words.db", "file is not a database"),
    ]


@pytest.mark.parametrize("use", [found, lambda url: Store(url).migrate()], ids=["by --check", "at the start"])
def test_a_store_that_cannot_be_used_is_named_with_its_path(tmp_path: Path, use: Callable[[str], object]) -> None:
    for place, words in unusable(tmp_path):
        with pytest.raises(StoreError) as error:
            use(f"sqlite:///{place}")
        assert str(error.value).startswith(f"the audit store at {place} cannot be used: ")
        assert words in str(error.value)


@pytest.mark.parametrize("arguments", [[], ["--check"]], ids=["at the start", "by --check"])
def test_serve_says_which_store_cannot_be_used(tmp_path: Path, arguments: list[str]) -> None:
    run = serve_once(tmp_path, f"sqlite:///{tmp_path}/nowhere/audit.db", *arguments)
    assert run.returncode == 2
    assert f"the audit store at {tmp_path}/nowhere/audit.db cannot be used: " in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


def serve_once(folder: Path, database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = {"CRDECIDE_DATABASE_URL": database_url, "CRDECIDE_PORT": str(free_port())}
    return run_forked(["serve", "--insecure-dev", *arguments], {**os.environ, **given}, folder)


def contents(folder: Path) -> dict[str, bytes]:
    """What is in each file, but for SQLite's shared memory, which holds who reads at the moment."""
    return {path.name: b"" if path.name.endswith("-shm") else path.read_bytes() for path in folder.iterdir()}


def test_check_makes_no_file(tmp_path: Path) -> None:
    run = serve_once(tmp_path, f"sqlite:///{tmp_path}/audit.db", "--check")
    assert "ok    database: a new file is made at the start\n" in run.stdout
    assert contents(tmp_path) == {}


def test_check_leaves_a_store_as_it_was_whether_it_is_in_use_was_stopped_or_was_killed(tmp_path: Path) -> None:
    for name in ("older", "stopped", "killed"):
        (tmp_path / name).mkdir()
    (tmp_path / "older" / "audit.db").touch()
    store = Store(f"sqlite:///{tmp_path}/stopped/audit.db")
    store.migrate()
    store.check_writable()
    for file in (tmp_path / "stopped").iterdir():  # as a process that is killed leaves them
        shutil.copy(file, tmp_path / "killed")
    assert (tmp_path / "killed" / "audit.db-wal").stat().st_size > 0
    check_finds_and_leaves(tmp_path / "stopped", READY)  # while it is in use
    store.close()
    for name, words in (("older", OLDER), ("stopped", READY), ("killed", READY)):
        check_finds_and_leaves(tmp_path / name, words)


def check_finds_and_leaves(folder: Path, words: str) -> None:
    before = contents(folder)
    assert found(f"sqlite:///{folder}/audit.db") == words
    assert contents(folder) == before


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("impatient"), idle_seconds=1, insecure_dev=True) as service:
        yield service


def connected(service: Service) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(service.url.rpartition(":")[2])), timeout=10)


HEALTH = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


BEGUN = {
    "nothing": b"",
    "half a head": b"POST /cds-services/crdecide-patient-view HTTP/1.1\r\nHost: x\r\n",
    "one request, then nothing": HEALTH,
    "one request, then half a head": HEALTH + b"GET /hea",
}


def test_connections_on_which_nothing_more_comes_are_closed(impatient: Service) -> None:
    connections = {name: connected(impatient) for name in BEGUN}
    for name, connection in connections.items():
        connection.sendall(BEGUN[name])
    for name, connection in connections.items():
        received = b""
        with connection:
            while chunk := connection.recv(65_536):  # ends with the connection; a timeout is an error
                received += chunk
        assert received.count(b"HTTP/1.1 200 OK") == BEGUN[name].count(b"\r\n\r\n"), name


def test_a_head_that_comes_byte_by_byte_gains_no_time(impatient: Service) -> None:
    def trickle(connection: socket.socket) -> None:
        for byte in HEALTH[:-4] + b"\r\nX: " + b"x" * 100:
            connection.sendall(bytes([byte]))
            time.sleep(0.1)

    with connected(impatient) as connection, pytest.raises((BrokenPipeError, ConnectionResetError)):
        trickle(connection)


def test_a_call_that_takes_longer_than_the_idle_time_is_still_answered(impatient: Service) -> None:
    """The body comes slowly, after a whole head: that is a call in hand, not an idle connection."""
    host = impatient.url.removeprefix("http://")
    head = f"POST /cds-services/crdecide-patient-view HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n"
    with connected(impatient) as connection:
        connection.sendall(head.encode())
        time.sleep(2)
        connection.sendall(b"{}")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 400")


def test_while_a_disk_is_full_calls_are_put_off_and_it_is_not_ready(impatient: Service) -> None:
    """The files of the service may grow no further; that of its log is small enough to go on."""
    process, hard = impatient.process.pid, resource.prlimit(impatient.process.pid, resource.RLIMIT_FSIZE)[1]
    largest = max(path.stat().st_size for path in impatient.folder.glob("audit.db*"))
    resource.prlimit(process, resource.RLIMIT_FSIZE, (largest, hard))
    try:
        assert any(is_put_off(response) for response in (call(impatient) for _ in range(200)) if response.is_error)
        assert impatient.get("/ready").status_code == 503
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))
    assert call(impatient).status_code == 200
    assert impatient.get("/ready").status_code == 200
