"""Dropping what has expired, now and then."""

from __future__ import annotations

import time
from functools import partial

import anyio
from anyio import to_thread

from ..store import Store, StoreError
from .logs import logger

EVERY_SECONDS = 60


async def forget_expired(store: Store) -> None:
    """Drop expired tokens and reports, until cancelled."""
    while True:
        await anyio.sleep(EVERY_SECONDS)
        try:
            await to_thread.run_sync(partial(store.forget_expired, int(time.time())))
        except StoreError as error:
            logger().error("expired tokens and reports could not be dropped", why=str(error))
