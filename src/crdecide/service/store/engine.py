"""How the database is reached: what is durable, how long anything waits, and what its failures are called."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from crdecide.errors import CrdecideError

WAIT_MILLISECONDS = 1500
"""How long a statement waits for another's lock: with what else a call takes, its answer comes within two seconds."""
CONNECT_SECONDS = 2
"""How long PostgreSQL may take to accept a connection; psycopg knows no shorter time."""
EXPECTED = "expected a file that can be written, in a folder that exists"
MOST_CONNECTIONS = 20
"""Of one worker: for its calls at once, its readiness and its housekeeping."""


class StoreError(CrdecideError):
    """The audit store could not be used; the message says where it is and why, with no value of a record."""


def engine_of(address: str) -> Engine:
    """An engine for a database address. Nothing is connected yet.

    Raises:
        StoreError: it is no address of SQLite or PostgreSQL.
    """
    try:
        url = make_url(address)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        # A file is there or not; a server may have restarted since the last call.
        is_server = url.get_backend_name() != "sqlite"
        engine = create_engine(url, pool_pre_ping=is_server, hide_parameters=True, **_limits(url))
    except (ArgumentError, ModuleNotFoundError, SQLAlchemyError) as error:
        raise StoreError(f"database_url cannot be used ({type(error).__name__})") from None
    event.listen(engine, "connect", _durable if engine.dialect.name == "sqlite" else _impatient)
    return engine


def _limits(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {} if file_of(url) is None else {"max_overflow": MOST_CONNECTIONS, "pool_timeout": 1}
    # A server that vanishes without a word is given up after as long as one that does not accept.
    waits = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": CONNECT_SECONDS * 1000}
    return {"max_overflow": MOST_CONNECTIONS, "pool_timeout": 1, "connect_args": waits}


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; none where it is a server, or kept in memory."""
    in_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)).absolute() if in_file else None


def failed(engine: Engine, error: Exception) -> StoreError:
    """What a failure is called: the place of the store, without user or password, and the reason."""
    file, url = file_of(engine.url), engine.url
    place = file or f"{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
    return StoreError(f"the audit store at {place} cannot be used: {_reason(error)}")


def _reason(error: Exception) -> str:
    """SQLite's own words, which hold no values; of others only the kind, since theirs may quote a record."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.DatabaseError):
        return type(error).__name__
    # The lower byte is the kind; python's own errors have no code.
    cannot_open = getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN
    return f"{cause}; {EXPECTED}" if cannot_open else str(cause)


def _durable(connection: Any, _: Any) -> None:
    """Readers beside a writer, waiting for each other, and nothing acknowledged before it is on disk."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={WAIT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _impatient(connection: Any, _: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {WAIT_MILLISECONDS}")
    connection.commit()
