"""A store that version 0.1 wrote is brought up to date, on SQLite and on PostgreSQL, and nothing of it is lost."""

from __future__ import annotations

import gzip
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from support.postgres import postgres
from support.service import Service, running

from crdecide.service.store import SealedReport, Store
from crdecide.service.store.store import alembic_config
from crdecide.service.store.tables import decisions, feedback

WRITTEN_BY_0_1 = Path(__file__).parent / "stores" / "written_by_0_1.db.gz"
"""Made by `crdecide serve --insecure-dev` of commit 1401eee and one patient-view of a child with heart failure."""
SECRET = "P0b3OtTm80tNFcwx14h8YaFr3s9BKIHyUV9teVF1xT4"
CARD = "5a660326-fb88-54a1-98d2-67de34e3a4b4"
TABLES = ("decision", "card", "feedback", "used_token", "report")


def older_file(folder: Path) -> str:
    path = folder / "audit.db"
    path.write_bytes(gzip.decompress(WRITTEN_BY_0_1.read_bytes()))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE report SET expires = ?", [int(time.time()) + 600])
    return f"sqlite:///{path}"


def copied(source: str, target: str) -> None:
    """The rows of the older store in a database of the same form."""
    older, newer = sa.create_engine(source), sa.create_engine(target.replace("postgresql:", "postgresql+psycopg:"))
    metadata = sa.MetaData()
    with older.connect() as reading, newer.begin() as writing:
        config = alembic_config()
        config.attributes["connection"] = writing
        command.upgrade(config, "0001")
        metadata.reflect(writing)
        for name in TABLES:
            table = metadata.tables[name]
            rows = [dict(row) for row in reading.execute(sa.select(table)).mappings()]
            if rows:
                writing.execute(sa.insert(table), rows)
    older.dispose()
    newer.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    file = older_file(tmp_path)
    if request.param == "sqlite":
        yield file
        return
    with postgres() as url:
        copied(file, url)
        yield url


def test_an_older_store_is_brought_up_to_date_and_what_it_holds_is_used(older: str, tmp_path: Path) -> None:
    store = Store(older)
    assert not store.is_current()
    store.close()
    with running(tmp_path, database_url=older, insecure_dev=True) as service:
        page = service.http.get(f"{service.url}/reports/{SECRET}")
        assert page.status_code == 200
        assert "Condition/hf" in page.text
        assert service.http.get(f"{service.url}/reports/{SECRET}/fhir").json()["resourceType"] == "Bundle"
        assert joined_to(give_feedback(service), older) == the_decision(older)


def give_feedback(service: Service) -> str:
    comment = str(uuid4())
    item = {"card": CARD, "outcome": "overridden", "outcomeTimestamp": "2026-11-27T10:00:00Z"}
    item["overrideReason"] = {"reason": {"code": comment, "system": "http://x"}}
    response = service.post("/cds-services/crdecide-patient-view/feedback", {"feedback": [item]})
    assert response.status_code == 200
    return comment


def joined_to(comment: str, url: str) -> str:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        query = sa.select(feedback.c.decision).where(feedback.c.reason_code == comment)
        found = connection.execute(query).scalar_one()
    engine.dispose()
    return str(found)


def the_decision(url: str) -> str:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        (name,) = connection.execute(sa.select(decisions.c.id).where(decisions.c.outcome == "answered")).scalars()
    engine.dispose()
    return str(name)


def test_going_back_drops_only_the_reports_that_the_older_version_cannot_open(older: str) -> None:
    store = Store(older)
    store.migrate()
    store.keep(SealedReport("newer", b"x", "inputs", 9_999_999_999))
    store.close()
    engine = sa.create_engine(older.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        assert connection.execute(sa.text("SELECT count(*) FROM report")).scalar_one() == 1
        assert connection.execute(sa.text("SELECT count(*) FROM decision")).scalar_one() >= 1
        assert "form" not in {column["name"] for column in sa.inspect(connection).get_columns("report")}
    engine.dispose()
