"""Reading and writing the audit store. What a method has returned from is on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from uuid import uuid4

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from .engine import StoreError, engine_of, failed
from .records import DecisionRecord, FeedbackRecord
from .tables import cards, decisions, feedback, reports, used_tokens


class Store:
    """One database; safe from many threads and processes."""

    def __init__(self, url: str) -> None:
        self._engine = engine_of(url)

    def migrate(self) -> None:
        """Bring the tables to the form that this version writes.

        Raises:
            StoreError: the database cannot be reached or changed.
        """
        with self._used() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_current(self) -> bool:
        """Whether the tables have the form that this version writes.

        Raises:
            StoreError: the database cannot be reached.
        """
        with self._used() as connection:
            heads = MigrationContext.configure(connection).get_current_heads()
            return heads == (newest_form(),)

    def check_writable(self) -> None:
        """Write a row and take it away again, in one transaction that reaches the disk as those of calls do.

        Raises:
            StoreError: a call could not be kept.
        """
        name = uuid4().hex
        with self._used() as connection:
            connection.execute(insert(used_tokens).values(sha256=name, expires=0))
            connection.execute(delete(used_tokens).where(used_tokens.c.sha256 == name))

    def add_decision(self, record: DecisionRecord) -> None:
        """Keep a decision with its cards.

        Raises:
            StoreError: it was not kept.
        """
        values = {name: value for name, value in asdict(record).items() if name != "cards"}
        with self._used() as connection:
            connection.execute(insert(decisions).values(values))
            if record.cards:
                rows = [{"uuid": card.uuid, "topic": card.topic, "decision": record.id} for card in record.cards]
                connection.execute(insert(cards), rows)

    def add_feedback(self, records: Sequence[FeedbackRecord]) -> int:
        """Keep all of them, each joined to the decision whose card it is; how many are of cards not known.

        Raises:
            StoreError: none was kept.
        """
        # Read before, since SQLite refuses a writer that has read something older; decisions never change.
        with self._used() as connection:
            rows = [{**asdict(record), "decision": _decision_of(record, connection)} for record in records]
        rows = [{**row, "accepted_suggestions": list(row["accepted_suggestions"])} for row in rows]
        with self._used() as connection:
            connection.execute(insert(feedback), rows)
        return sum(row["decision"] is None for row in rows)

    def remember_token(self, issuer: str, name: str, expires: int) -> bool:
        """Keep the id of a token until it expires; false where it was kept already, by whichever worker.

        Raises:
            StoreError: it was not kept.
        """
        digest = hashlib.sha256(f"{issuer}\0{name}".encode()).hexdigest()
        try:
            with self._used() as connection:
                connection.execute(insert(used_tokens).values(sha256=digest, expires=expires))
        except _Known:
            return False
        return True

    def add_report(self, name: str, sealed: bytes, form: str, expires: int) -> None:
        """Keep a sealed report until it expires, with the name of its form.

        Raises:
            StoreError: it was not kept.
        """
        with self._used() as connection:
            connection.execute(insert(reports).values(name=name, sealed=sealed, form=form, expires=expires))

    def replace_report(self, name: str, sealed: bytes, form: str, expires: int, *, instead_of: str) -> bool:
        """Keep it in the place of what is kept under that name in that form; false where that is not there any more.

        Raises:
            StoreError: it was not kept, and what was there is.
        """
        with self._used() as connection:
            there = delete(reports).where(reports.c.name == name, reports.c.form == instead_of)
            if not connection.execute(there).rowcount:
                return False
            connection.execute(insert(reports).values(name=name, sealed=sealed, form=form, expires=expires))
        return True

    def report(self, name: str, now: int) -> tuple[bytes, str] | None:
        """A sealed report that has not expired, and the name of its form.

        Raises:
            StoreError: the database cannot be read.
        """
        query = select(reports.c.sealed, reports.c.form).where(reports.c.name == name, reports.c.expires > now)
        with self._used() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else (row.sealed, row.form)

    def take_report(self, name: str, now: int) -> tuple[bytes, str] | None:
        """As `report`, and it is gone: of two that ask at once one gets it.

        Raises:
            StoreError: the database cannot be used.
        """
        row = self.report(name, now)
        with self._used() as connection:
            taken = connection.execute(delete(reports).where(reports.c.name == name)).rowcount
        return row if taken else None

    def forget_expired(self, now: int) -> None:
        """Drop the tokens and reports whose time is over.

        Raises:
            StoreError: the database cannot be used.
        """
        with self._used() as connection:
            connection.execute(delete(used_tokens).where(used_tokens.c.expires <= now))
            connection.execute(delete(reports).where(reports.c.expires <= now))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _used(self) -> Iterator[Connection]:
        """A transaction: committed at the end, or nothing of it kept."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise _Known("already kept") from None
        except (SQLAlchemyError, OSError) as error:
            raise failed(self._engine, error) from None


class _Known(StoreError):
    """A row of that key is there."""


def _decision_of(record: FeedbackRecord, connection: Connection) -> str | None:
    """The decision that sent the card to the same client."""
    query = (
        select(cards.c.decision)
        .join(decisions, decisions.c.id == cards.c.decision)
        .where(cards.c.uuid == record.card, decisions.c.client == record.client)
    )
    return connection.execute(query).scalar_one_or_none()


def newest_form() -> str | None:
    """The name of the form of the tables that this version writes."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def alembic_config() -> Config:
    """Where Alembic finds the forms of the tables; it is given a connection as the attribute `connection`."""
    config = Config()
    config.set_main_option("script_location", "crdecide.service.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
