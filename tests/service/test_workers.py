"""Several workers: one set of figures, one memory of used tokens."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.service import Service, figures, prefetch, request, running

DISCOVERY = "/cds-services"
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
