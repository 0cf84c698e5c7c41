"""What a call keeps is kept at once or not at all: its token, what came of it, what is behind the links of cards."""

from __future__ import annotations

import json
import resource
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import jwt
import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPICursor
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.postgres import postgres
from support.service import Service, prefetch, request, running

from crdecide.service.auth.one_use import OneUse
from crdecide.service.hooks.call import Call, answered
from crdecide.service.settings import Settings
from crdecide.service.store import (
    AlreadyUsed,
    CardRecord,
    DecisionRecord,
    SealedReport,
    Store,
    StoreError,
    UsedToken,
)
from crdecide.service.store.tables import decisions, reports, used_tokens
from crdecide.service.wiring import NOBODY, Deployment

SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
CALL, FEEDBACK = "/cds-services/crdecide-patient-view", "/cds-services/crdecide-patient-view/feedback"
LATER = 9_999_999_999


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/audit.db"
        return
    with postgres() as url:
        yield url


def a_decision() -> DecisionRecord:
    return DecisionRecord(
        id=str(uuid4()), made_at=datetime.now(UTC), client="ehr", iss="x", service="s", hook_instance=str(uuid4()),
        outcome="answered", status=200, scope=None, input_sha256="", output_sha256="", ruleset_sha256="", crdecide="",
        cards=(CardRecord(str(uuid4()), "options"),),
    )  # fmt: skip


def rows(store: Store) -> dict[str, int]:
    with store._engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (used_tokens, decisions, reports)
        }


def test_all_of_it_is_kept_or_nothing(address: str) -> None:
    store = Store(address)
    store.migrate()
    first, again = UsedToken("ehr", "1", LATER), UsedToken("ehr", "2", LATER)
    report = SealedReport("report", b"x", "inputs", LATER)
    store.keep(first, a_decision(), report)
    assert rows(store) == {"used_token": 1, "decision": 1, "report": 1}
    with pytest.raises(AlreadyUsed):
        store.keep(first, a_decision(), SealedReport("another", b"x", "inputs", LATER))
    with pytest.raises(StoreError):
        store.keep(again, a_decision(), report)
    assert rows(store) == {"used_token": 1, "decision": 1, "report": 1}
    assert (store.knows_as_used(first), store.knows_as_used(again)) == (True, False)
    store.close()


def statements_of(store: Store) -> list[str]:
    """What SQLite is told from now on, by whichever connection."""
    told: list[str] = []
    store.close()
    sa.event.listen(store._engine, "connect", lambda connection, _: connection.set_trace_callback(told.append))
    return told


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path}/audit.db")
    made.migrate()
    yield made
    made.close()


def outcome(store: Store, *kept: UsedToken | DecisionRecord | SealedReport) -> str:
    try:
        store.keep(*kept)
    except (AlreadyUsed, StoreError) as error:
        return type(error).__name__
    return "kept"


def why_not(store: Store, *kept: UsedToken | SealedReport) -> str:
    try:
        store.keep(*kept)
    except StoreError as error:
        return str(error)
    return ""


@contextmanager
def together(store: Store, number: int) -> Iterator[ThreadPoolExecutor]:
    """Threads whose writes wait until all have come: the file is locked by another connection until then."""
    file = str(store._engine.url.database)
    with ThreadPoolExecutor(number) as pool, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield pool
        wait_for(store, number)


def wait_for(store: Store, number: int) -> None:
    """Until so many writes wait."""
    until = time.monotonic() + 10
    while len(store._group._waiting) < number and time.monotonic() < until:  # type: ignore[union-attr]
        time.sleep(0.001)


def test_of_threads_that_keep_at_once_all_are_kept_and_each_token_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(outcome, store, UsedToken("ehr", str(n // 2), LATER), a_decision()) for n in range(80)]
    assert sorted(one.result() for one in done) == ["AlreadyUsed"] * 40 + ["kept"] * 40
    assert rows(store) == {"used_token": 40, "decision": 40, "report": 0}


def test_of_a_group_that_is_committed_at_once_only_those_are_refused_that_cannot_be_kept(store: Store) -> None:
    """A token used before, one that comes twice, and a report whose name is taken; their neighbours are kept."""
    report = SealedReport("report", b"x", "inputs", LATER)
    store.keep(UsedToken("ehr", "before", LATER), report)
    told = statements_of(store)
    names = ["before", "twice", "twice", "1", "2", "3"]
    with together(store, len(names) + 1) as pool:
        done = [pool.submit(outcome, store, a_decision(), UsedToken("ehr", name, LATER)) for name in names]
        taken = pool.submit(outcome, store, UsedToken("ehr", "4", LATER), a_decision(), report)
    assert [one.result() for one in done if one not in done[1:3]] == ["AlreadyUsed", "kept", "kept", "kept"]
    assert sorted(one.result() for one in done[1:3]) == ["AlreadyUsed", "kept"]
    assert taken.result() == "StoreError"
    assert told.count("COMMIT") == 1
    assert rows(store) == {"used_token": 5, "decision": 4, "report": 1}
    assert not store.knows_as_used(UsedToken("ehr", "4", LATER))
    assert outcome(store, UsedToken("ehr", "4", LATER), a_decision()) == "kept"


def test_where_a_group_cannot_be_committed_none_of_it_is_kept(store: Store) -> None:
    """The disk is full for this process: its files may grow no further."""
    tokens = [UsedToken("ehr", str(number), LATER) for number in range(4)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with together(store, len(tokens)) as pool:
            done = [pool.submit(outcome, store, token, a_decision()) for token in tokens]
            files = Path(str(store._engine.url.database)).parent.glob("audit.db*")
            resource.setrlimit(resource.RLIMIT_FSIZE, (max(file.stat().st_size for file in files), hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [one.result() for one in done] == ["StoreError"] * 4
    assert rows(store) == {"used_token": 0, "decision": 0, "report": 0}
    assert not any(map(store.knows_as_used, tokens))
    assert [outcome(store, token, a_decision()) for token in tokens] == ["kept"] * 4


def test_where_one_write_costs_the_whole_transaction_none_of_the_group_is_kept(store: Store) -> None:
    """A file that may grow no larger: SQLite takes back all, and what came later would be written by itself."""
    pages = sa.text("PRAGMA page_count")
    with store._engine.connect() as connection:
        most = connection.execute(pages).scalar_one() + 4
    store.close()
    limit = f"PRAGMA max_page_count={most}"
    sa.event.listen(store._engine, "connect", lambda connection, _: connection.execute(limit).close())
    large = SealedReport("large", bytes(100_000), "inputs", LATER)
    with together(store, 5) as pool:
        before = [pool.submit(why_not, store, UsedToken("ehr", name, LATER)) for name in "12"]
        wait_for(store, 2)
        fails = pool.submit(why_not, store, large)
        wait_for(store, 3)
        after = [pool.submit(why_not, store, UsedToken("ehr", name, LATER)) for name in "34"]
    assert all("database or disk is full" in one.result() for one in (*before, fails, *after))
    assert rows(store) == {"used_token": 0, "decision": 0, "report": 0}
    assert why_not(store, UsedToken("ehr", "5", LATER)) == ""


def test_where_the_file_is_locked_those_that_wait_fail_together_and_not_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crdecide.service.store.engine.WAIT_MILLISECONDS", 300)
    store = Store(f"sqlite:///{tmp_path}/audit.db")
    store.migrate()
    told = statements_of(store)
    with closing(sqlite3.connect(tmp_path / "audit.db", isolation_level=None)) as other, ThreadPoolExecutor(8) as pool:
        other.execute("BEGIN IMMEDIATE")
        assert [*pool.map(lambda _: outcome(store, a_decision()), range(8))] == ["StoreError"] * 8
    assert 0 < told.count("BEGIN IMMEDIATE") < 4
    assert outcome(store, a_decision()) == "kept"
    store.close()


def test_whoever_waits_too_long_for_another_write_is_told_so_and_is_not_written_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crdecide.service.store.group_writes.PATIENCE_SECONDS", 0.02)
    begun, goes_on = threading.Event(), threading.Event()

    def slow(_: object) -> str:
        begun.set()
        return str(goes_on.wait(10))

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(store._write, slow)
        assert begun.wait(10)
        assert outcome(store, a_decision()) == "StoreError"
        goes_on.set()
        assert writer.result() == "True"
    assert rows(store)["decision"] == 0
    assert outcome(store, a_decision()) == "kept"


def test_a_store_is_not_closed_under_what_is_written(store: Store) -> None:
    """A connection that is given back forgets what is not committed, and would then commit nothing without a word."""
    begun, goes_on = threading.Event(), threading.Event()

    def slow(cursor: DBAPICursor) -> None:
        cursor.execute("INSERT INTO used_token VALUES ('slow', 1)")
        begun.set()
        goes_on.wait(10)

    with ThreadPoolExecutor(2) as pool:
        writer = pool.submit(store._write, slow)
        assert begun.wait(10)
        closes = pool.submit(store.close)
        with pytest.raises(TimeoutError):
            closes.result(0.05)
        goes_on.set()
        writer.result()
        closes.result()
    assert rows(store)["used_token"] == 1


def test_a_call_with_links_and_a_form_is_kept_in_one_transaction(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/audit.db"
    deployment = Deployment.of(Settings(public_url="http://localhost:1", database_url=url, insecure_dev=True))
    deployment.store.migrate()
    told = statements_of(deployment.store)
    body = json.dumps(request(data=prefetch(*SYMPTOMATIC))).encode()
    token = OneUse(UsedToken("ehr", "1", LATER))
    response = answered(Call("crdecide-patient-view", body, NOBODY, token, time.monotonic() + 60), deployment)
    assert any(card.get("links") for card in json.loads(response)["cards"])
    assert told.count("COMMIT") == 1
    assert rows(deployment.store) == {"used_token": 1, "decision": 1, "report": 1}
    deployment.close()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that reads little, so that much is refused."""
    with running(tmp_path_factory.mktemp("strict"), largest_body=20_000, calls_per_minute=100_000) as started:
        yield started


REFUSED: dict[str, tuple[str, bytes, int]] = {
    "not JSON": (CALL, b"{", 400),
    "no request": (CALL, b"{}", 400),
    "about another": (CALL, json.dumps(request(context={"patientId": "other"})).encode(), 422),
    "too large": (CALL, b'"' + b"x" * 30_000 + b'"', 413),
    "no feedback": (FEEDBACK, b"{}", 400),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_uses_the_token_up(strict: Service, kind: str) -> None:
    path, body, status = REFUSED[kind]
    bearer = {"Authorization": f"Bearer {strict.token(path)}", "Content-Type": "application/json"}
    # In pieces, so that its length is not known before it is read.
    assert strict.http.post(f"{strict.url}{path}", content=iter([body]), headers=bearer).status_code == status
    assert strict.post(path, request(), **bearer).status_code == 401


def test_a_call_too_many_uses_the_token_up(tmp_path: Path) -> None:
    with running(tmp_path, calls_per_minute=1) as service:
        assert service.call(request()).status_code == 200
        bearer = {"Authorization": f"Bearer {service.token(CALL)}"}
        assert service.post(CALL, request(), **bearer).status_code == 429
        assert service.post(CALL, request(), **bearer).status_code == 401


def test_a_token_used_at_another_worker_is_refused_and_nothing_of_its_call_is_kept(tmp_path: Path) -> None:
    """A worker remembers its own tokens; those of others the database tells when the call is kept."""
    store = Store(f"sqlite:///{tmp_path}/audit.db")
    with running(tmp_path, calls_per_minute=100_000) as service:
        for path, body in ((CALL, request()), (CALL, {}), (FEEDBACK, {}), ("/cds-services", None)):
            token, before = service.token(path), rows(store)
            issuer, name = (jwt.decode(token, options={"verify_signature": False})[claim] for claim in ("iss", "jti"))
            store.keep(UsedToken(issuer, name, LATER))
            bearer = {"Authorization": f"Bearer {token}"}
            response = service.get(path, **bearer) if body is None else service.post(path, body, **bearer)
            assert response.status_code == 401
            assert rows(store) == {**before, "used_token": before["used_token"] + 1}
    store.close()
