"""The threads of one worker that write to an SQLite file take turns.

SQLite lets one connection write, and has every other look again after pauses that grow to a tenth of a second, so that
of calls at once some would wait long for what takes a millisecond. A lock is handed over at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 0.2
"""Whoever has waited so long asks SQLite all the same: another process may write, and only SQLite knows."""


class WriteTurns:
    """Whose turn it is to write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, which ends with this."""
        is_ours = self._lock.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield
        finally:
            if is_ours:
                self._lock.release()
