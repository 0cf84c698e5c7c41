"""What is kept at once in SQLite: brought to disk in one transaction, in which each write stands or falls by itself."""

from __future__ import annotations

import resource
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPICursor
from support.audit_store import LATER, a_decision, rows, statements_of

from crdecide.service.store import AlreadyUsed, DecisionRecord, SealedReport, Store, StoreError, UsedToken


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
