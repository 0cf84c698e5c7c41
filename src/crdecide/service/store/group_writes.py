"""Writes to an SQLite file that come at once are brought to disk together.

SQLite lets one connection write, and for one write or ten it takes as long until they are on disk. So of the threads
of a worker one writes for all that wait, each write in a savepoint of its own, and no caller goes on before the
transaction is committed. Where that fails, all of it has failed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.pool import PoolProxiedConnection

from .engine import WAIT_MILLISECONDS

PATIENCE_SECONDS = WAIT_MILLISECONDS / 1000 + 0.2
"""How long a write waits for others before it is given up: somewhat longer than they may wait for a lock."""
Result = TypeVar("Result")


@dataclass(eq=False)
class Write:
    """What one caller writes, and what came of it; it is settled once its thread is woken without having to lead."""

    work: Callable[[DBAPICursor], Any]
    woken: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    result: Any = None
    error: Exception | None = None

    def attempt(self, cursor: DBAPICursor) -> None:
        """Write it beside others: where it fails, nothing of it stays, and the others are not touched by that.

        Raises:
            Error of the driver: SQLite has given up the whole transaction.
        """
        cursor.execute("SAVEPOINT one_of_many")
        try:
            self.result = self.work(cursor)
        except Exception as error:
            _roll_back_one(cursor, error)
            self.error = error
        cursor.execute("RELEASE one_of_many")


class GroupWrites:
    """The writes of one worker; at any time at most one thread writes, by a connection that is kept for that."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None
        self._writing = threading.Lock()
        self._lock = threading.Lock()
        self._waiting: list[Write] = []
        self._is_led = False

    def write(self, work: Callable[[DBAPICursor], Result]) -> Result:
        """Do the work in a transaction; what it gives, once that is on disk.

        Raises:
            TimeoutError: it was not its turn in time; it was not begun.
            Exception: as the work raises, or the transaction; nothing of it was written.
        """
        ours = Write(work)
        with self._lock:
            self._waiting.append(ours)
            ours.leads, self._is_led = not self._is_led, True
        if not ours.leads:
            self._wait(ours)
        if ours.leads:
            self._write_all()
        if ours.error is not None:
            raise ours.error
        result: Result = ours.result
        return result

    def _wait(self, ours: Write) -> None:
        """Until it is written, or has to lead, or has waited too long without anybody having begun."""
        if ours.woken.wait(PATIENCE_SECONDS):
            return
        with self._lock:
            if ours in self._waiting and not ours.leads:
                self._waiting.remove(ours)
                raise TimeoutError("another write takes too long")
        ours.woken.wait()

    def close(self) -> None:
        """Give the connection back, once nobody writes."""
        with self._writing:
            self._give_back()

    def _give_back(self) -> None:
        """Give the connection back, which takes back what is not committed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write_all(self) -> None:
        """Write all that wait once SQLite lets us: those that have come meanwhile too, or all have failed."""
        group: list[Write] = []
        try:
            with self._writing:
                self._commit_into(group)
        except BaseException as error:
            group = group or self._taken()
            for write in group:
                write.error = error if isinstance(error, Exception) else InterruptedError("the writer was interrupted")
            if not isinstance(error, Exception):
                raise
        finally:
            self._let_the_next_lead()
            for write in group:
                write.woken.set()

    def _commit_into(self, group: list[Write]) -> None:
        """Write all that wait by the time SQLite lets us, and say which those are."""
        try:
            connection = self._connection = self._connection or self._engine.raw_connection()
            cursor = connection.cursor()
            # The lock of the file first: at the first insertion it would be asked for in any case.
            cursor.execute("BEGIN IMMEDIATE")
            group += self._taken()
            _write_in_turn(group, cursor)
            connection.commit()
        except BaseException:
            self._give_back()
            raise

    def _taken(self) -> list[Write]:
        with self._lock:
            taken, self._waiting = self._waiting, []
        return taken

    def _let_the_next_lead(self) -> None:
        with self._lock:
            self._is_led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].woken.set()


def _roll_back_one(cursor: DBAPICursor, error: Exception) -> None:
    """Take back what one of many wrote; where the savepoint has gone with the transaction, the error is that of all."""
    try:
        cursor.execute("ROLLBACK TO one_of_many")
    except Exception:
        raise error from None


def _write_in_turn(group: list[Write], cursor: DBAPICursor) -> None:
    if len(group) == 1:
        # The transaction is its own.
        group[0].result = group[0].work(cursor)
        return
    for write in group:
        write.attempt(cursor)
