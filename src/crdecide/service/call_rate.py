"""How often each client may call a worker."""

from __future__ import annotations

import time
from functools import cache

from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

from .settings import Client


class CallRate:
    """So many calls a client in any minute; asked by one thread, that of the event loop."""

    def __init__(self, most: int) -> None:
        rates = [Rate(most, Duration.MINUTE)]
        self._bucket_of = cache(lambda _: InMemoryBucket(rates))

    def allows(self, client: Client) -> bool:
        """Count a call, unless it is one too many."""
        bucket = self._bucket_of(client.name)
        # What is over is dropped here, not by a limiter of the library: that has a thread for it.
        now = time.monotonic_ns() // 1_000_000
        bucket.leak(now)
        return bucket.put(RateItem(client.name, now))
