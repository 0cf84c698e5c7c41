"""Reading and writing the audit store. What a method has returned from is on disk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import TypeVar
from uuid import uuid4

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import SQLAlchemyError

from .engine import engine_of, failed
from .group_writes import GroupWrites
from .kept_rows import KeptRows
from .records import FeedbackRecord, Kept, SealedReport, UsedToken
from .tables import cards, decisions, reports

MOST_REMEMBERED = 16_384
"""Tokens: those of a busy minute, in about 2 MB."""
ROOM = 16_384
"""Bytes that there has to be room for: somewhat more than a call keeps."""


Result = TypeVar("Result")


class Store:
    """One database; safe from many threads and processes."""

    def __init__(self, url: str) -> None:
        self._engine = engine_of(url)
        self._driver_error: type[Exception] = self._engine.dialect.loaded_dbapi.Error
        self._rows = KeptRows(self._engine.dialect)
        # PostgreSQL brings to disk together what is committed at once.
        self._group = GroupWrites(self._engine) if self._engine.dialect.name == "sqlite" else None
        self._kept_lately: OrderedDict[str, None] = OrderedDict()
        """The tokens kept last: most that come again are refused by these, without asking the database."""

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
        """Keep as much as a call does, so that it reaches the disk, and take it away again.

        Raises:
            StoreError: a call could not be kept.
        """
        name = uuid4().hex
        # Two transactions: what is taken away in the one that wrote it is never written. Expired from the start.
        self.keep(UsedToken("ready", name, 0), SealedReport(name, bytes(ROOM), "ready", 0))
        self.forget_expired(0)

    def keep(self, *kept: Kept) -> None:
        """Keep all of it in one transaction, or nothing.

        Raises:
            AlreadyUsed: one is a token that was used before.
            StoreError: it was not kept.
        """
        self._write(partial(self._rows.add, self._rows.additions(kept)))
        self._remember(kept)

    def knows_as_used(self, token: UsedToken) -> bool:
        """Whether it kept that token lately by itself. Of others, and of two that come at once, `keep` tells."""
        return token.sha256 in self._kept_lately

    def add_feedback(self, records: Sequence[FeedbackRecord], *tokens: UsedToken) -> int:
        """Keep all of them, each joined to the decision whose card it is; how many are of cards not known.

        Raises:
            AlreadyUsed: the token with which they came was used before; none was kept.
            StoreError: none was kept.
        """
        # Read before, since SQLite refuses a writer that has read something older; decisions never change.
        with self._used() as connection:
            decision_of = {record.card: _decision_of(record, connection) for record in records}
        self._write(partial(self._rows.add, [*self._rows.additions(tokens), self._rows.feedback(records, decision_of)]))
        self._remember(tokens)
        return sum(decision_of[record.card] is None for record in records)

    def replace_report(self, report: SealedReport, *, instead_of: str) -> bool:
        """Keep it in the place of what is kept under its name in that form; false where that is not there any more.

        Raises:
            StoreError: it was not kept, and what was there is.
        """
        return self._write(partial(self._rows.replace_report, report.name, instead_of, self._rows.additions([report])))

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
        return row if self._write(partial(self._rows.take_report, name)) else None

    def forget_expired(self, now: int) -> None:
        """Drop the tokens and reports whose time is over.

        Raises:
            StoreError: the database cannot be used.
        """
        self._write(partial(self._rows.forget_expired, now))

    def _remember(self, kept: Iterable[Kept]) -> None:
        for token in kept:
            if isinstance(token, UsedToken):
                self._kept_lately[token.sha256] = None
        while len(self._kept_lately) > MOST_REMEMBERED:
            # Of two threads that find it too long both may take one away: it is shorter by one then.
            self._kept_lately.popitem(last=False)

    def close(self) -> None:
        """Close every connection."""
        if self._group is not None:
            self._group.close()
        self._engine.dispose()

    def _write(self, work: Callable[[DBAPICursor], Result]) -> Result:
        """Do it in a transaction, together with others where it would have to wait for them; what it gives.

        Raises:
            StoreError: it was not written.
        """
        if self._group is not None:
            with self._failures_named():
                return self._group.write(work)
        with self._used() as connection, closing(connection.connection.cursor()) as cursor:
            return work(cursor)

    @contextmanager
    def _used(self) -> Iterator[Connection]:
        """A transaction: committed at the end, or nothing of it kept."""
        with self._failures_named(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, self._driver_error, OSError) as error:
            raise failed(self._engine, error) from None


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
