"""How often a client may call: so many calls in any minute, each client for itself."""

from __future__ import annotations

import threading
import time

import pytest

from crdecide.service.call_rate import CallRate
from crdecide.service.wiring import NOBODY


def test_a_minute_holds_so_many_calls_of_each_client_and_no_thread_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, threads = 1_000.0, threading.active_count()
    monkeypatch.setattr(time, "monotonic_ns", lambda: int(seconds * 1e9))
    rate, other = CallRate(2), NOBODY.model_copy(update={"name": "other"})
    assert [rate.allows(NOBODY) for _ in range(3)] == [True, True, False]
    assert rate.allows(other)
    seconds += 59
    assert not rate.allows(NOBODY)
    seconds += 2
    assert [rate.allows(NOBODY) for _ in range(3)] == [True, True, False]
    assert threading.active_count() == threads
