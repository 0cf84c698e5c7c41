"""What every call passes before it is looked at: its kind, its size, who calls and how often, and its turn."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

import anyio
from anyio import to_thread
from starlette.requests import Request

from ..auth.one_use import OneUse
from ..auth.tokens import Unauthorised
from ..hooks.call import Call
from ..http_errors import Refusal
from ..operations.logs import bind, logger
from ..operations.metrics import REFUSED_TOKENS, stage
from ..settings import Client
from ..store import AlreadyUsed
from ..wiring import NOBODY, Deployment

Result = TypeVar("Result")
Verified = tuple[Client, OneUse]
"""Who calls, and the token to be kept with what comes of the call."""
REPLAYED = "token replayed"


class Intake:
    """One worker's intake: `most_at_once` calls are worked on, `most_waiting` more wait for their turn."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._turns = anyio.CapacityLimiter(deployment.settings.most_at_once)

    async def caller(self, request: Request, address: str) -> None:
        """That a call without a body is by somebody who may call; its token is used up by then.

        Raises:
            Unauthorised: nobody that may.
            Refusal: 429, too often.
        """
        async with self._told_of_refused():
            client, token = await self._verified(request, address)
            if waiting := token.taken():
                await self.in_turn(partial(self._deployment.store.keep, *waiting))
            self._count(client)

    @asynccontextmanager
    async def _sender(self, request: Request, address: str) -> AsyncIterator[tuple[Client, OneUse]]:
        """Who sends a message. However the call ends, its token is used up by then.

        Raises:
            Unauthorised, Refusal: as `caller`.
        """
        async with self._told_of_refused():
            client, token = await self._verified(request, address)
            try:
                self._count(client)
                yield client, token
            finally:
                await self._use_up(token)

    @asynccontextmanager
    async def _told_of_refused(self) -> AsyncIterator[None]:
        """Count and log why a token is refused; the caller is not told."""
        try:
            yield
        except (Unauthorised, AlreadyUsed) as error:
            reason = REPLAYED if isinstance(error, AlreadyUsed) else str(error)
            REFUSED_TOKENS.labels(reason=reason).inc()
            logger().warning("token refused", reason=reason)
            raise Unauthorised(reason) from None

    def _count(self, client: Client) -> None:
        bind(client=client.name)
        if not self._deployment.rate.allows(client):
            raise Refusal(429, "too many calls", {"Retry-After": "10"})

    async def _verified(self, request: Request, address: str) -> Verified:
        """Who calls, with a token that is to be kept; one known to be used is refused before anything is begun."""
        if (tokens := self._deployment.tokens) is None:
            return NOBODY, OneUse()
        with stage("verify"):
            claim = tokens.claim(request.headers.get("authorization"))
            key = claim.kept_key()
            if key is None:
                key = await self.in_turn(claim.found_key)
            # Not in another thread: the way there and back takes time too, and calls in hand go on beside it as it is,
            # since Python's lock is let go of while a signature is verified.
            client, token = tokens.caller(claim, key, address)
            if self._deployment.store.knows_as_used(token):
                raise Unauthorised(REPLAYED)
        return client, OneUse(token)

    async def _use_up(self, token: OneUse) -> None:
        """Keep the token as used, unless what was kept of its call had it with it."""
        if waiting := token.taken():
            # Nothing may come in between: not that the caller has hung up, and not that others wait.
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(partial(self._deployment.store.keep, *waiting), limiter=self._turns)

    @asynccontextmanager
    async def call(self, request: Request, service: str, tail: str = "") -> AsyncIterator[Call]:
        """The call, once it is known to be of a size and kind that is read, and who calls.

        Raises:
            Unauthorised, Refusal: as `caller`; 413 too large, 415 not JSON, 400 cut short.
        """
        settings = self._deployment.settings
        deadline = time.monotonic() + settings.request_seconds
        address = f"{settings.public_url}/cds-services/{service}{tail}"
        async with self._message(request, address) as (client, token, body):
            yield Call(service, body, client, token, deadline)

    @asynccontextmanager
    async def body_at(self, request: Request, address: str) -> AsyncIterator[bytes]:
        """The body of a call of another address.

        Raises:
            Unauthorised, Refusal: as `call`.
        """
        async with self._message(request, address) as (_, _, body):
            yield body

    @asynccontextmanager
    async def _message(self, request: Request, address: str) -> AsyncIterator[tuple[Client, OneUse, bytes]]:
        settings = self._deployment.settings
        _check_head(request, settings.largest_body)
        async with self._sender(request, address) as (client, token):
            yield client, token, await _body(request, settings.largest_body, settings.request_seconds)

    async def form(self, request: Request, most: int) -> bytes:
        """The body of a form of a browser.

        Raises:
            Refusal: 413 too large, 415 no form, 408 or 400 cut short.
        """
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise Refusal(415, "expected Content-Type: application/x-www-form-urlencoded")
        return await _body(request, most, self._deployment.settings.request_seconds)

    async def in_turn(self, work: Callable[[], Result]) -> Result:
        """Do blocking work in a thread, when it is its turn.

        Raises:
            Refusal: 503, too much is waiting, or it took too long.
        """
        settings = self._deployment.settings
        if self._turns.statistics().tasks_waiting >= settings.most_waiting:
            raise Refusal(503, "too many calls at once", {"Retry-After": "1"})
        try:
            with anyio.fail_after(settings.request_seconds):
                return await to_thread.run_sync(work, limiter=self._turns, abandon_on_cancel=True)
        except TimeoutError:
            raise Refusal(503, "the call took too long", {"Retry-After": "1"}) from None


def _check_head(request: Request, most: int) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "application/fhir+json"):
        raise Refusal(415, "expected Content-Type: application/json")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "expected no Content-Encoding")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise Refusal(413, f"expected at most {most} bytes")


async def _body(request: Request, most: int, seconds: float) -> bytes:
    """The body, read no further than is allowed."""
    chunks, size = [], 0
    try:
        with anyio.fail_after(seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise Refusal(413, f"expected at most {most} bytes")
                chunks.append(chunk)
    except TimeoutError:
        raise Refusal(408, "the body did not come in time") from None
    return b"".join(chunks)
