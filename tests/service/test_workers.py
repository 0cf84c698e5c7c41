"""Several workers: one set of figures, one memory of used tokens."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import httpx
import pytest
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.service import Service, figures, prefetch, request, running

DISCOVERY, CALL = "/cds-services", "/cds-services/crdecide-patient-view"
SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("pair"), workers=2, calls_per_minute=100_000) as started:
        until = time.monotonic() + 60
        while started.log.count("Application startup complete") < 2:  # one is ready before the other
            assert time.monotonic() < until, started.log
            time.sleep(0.05)
        yield started


def test_all_workers_answer_and_their_figures_are_added_up(pair: Service) -> None:
    for _ in range(20):
        assert pair.call(request(data=prefetch(*SYMPTOMATIC))).status_code == 200
    counted = figures(pair.get("/metrics").text, "crdecide_decisions_total")
    assert sum(counted.values()) == 20


def test_a_token_that_one_worker_has_seen_is_refused_by_all(pair: Service) -> None:
    def statuses(tokens: list[str]) -> set[int]:
        url = f"{pair.url}{DISCOVERY}"
        return {
            pair.http.get(url, headers={"Authorization": f"Bearer {token}", "Connection": "close"}).status_code
            for token in tokens
        }

    tokens = [pair.token(DISCOVERY) for _ in range(12)]
    assert statuses(tokens) == {200}
    assert statuses(tokens * 2) == {401}


def counts(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as store:
        return {
            table: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("used_token", "decision", "report")
        }


def test_of_calls_with_one_token_at_once_one_is_answered(pair: Service) -> None:
    """One of all workers', and what is kept is kept of that one alone."""
    before = counts(pair.folder / "audit.db")
    with ThreadPoolExecutor(8) as pool:
        for told in range(1, 6):
            bearer = {"Authorization": f"Bearer {pair.token(CALL)}", "Connection": "close"}
            asked = [partial(pair.post, CALL, request(data=prefetch(*SYMPTOMATIC)), **bearer) for _ in range(8)]
            statuses = sorted(call.result().status_code for call in [pool.submit(ask) for ask in asked])
            assert statuses == [200] + [401] * 7
            assert counts(pair.folder / "audit.db") == {table: count + told for table, count in before.items()}


def children_of(pid: int) -> set[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return {int(child) for child in text.split()}


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "\nState:\tZ" not in status.read_text(encoding="utf-8")


def test_workers_do_not_outlive_their_supervisor(pair: Service) -> None:
    """The last of this file: there is no service after it."""
    workers = children_of(pair.process.pid)
    assert len(workers) >= 2
    pair.process.kill()
    pair.process.wait()
    until = time.monotonic() + 30
    while any(map(is_running, workers)):
        assert time.monotonic() < until, "a worker is still there"
        time.sleep(0.1)
    with pytest.raises(httpx.ConnectError):
        pair.http.get(f"{pair.url}/health")
