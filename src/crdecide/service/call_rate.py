"""How often each client may call one worker: so many times in any minute."""

from __future__ import annotations

import time
from collections import deque

from .settings import Client

MINUTE = 60.0
"""Seconds."""


class CallRate:
    """The times of the calls of the last minute, by client; used by one thread, that of the event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._calls: dict[str, deque[float]] = {}

    def allows(self, client: Client) -> bool:
        """Count a call, unless it is one too many."""
        calls, now = self._calls.setdefault(client.name, deque()), time.monotonic()
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= self._most:
            return False
        calls.append(now)
        return True
