"""What every call passes before it is looked at: its kind, its size, who calls and how often, and its turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import anyio
from anyio import to_thread
from starlette.requests import Request

from ..auth.tokens import Unauthorised
from ..hooks.call import Call
from ..http_errors import Refusal
from ..operations.logs import bind, logger
from ..operations.metrics import REFUSED_TOKENS, stage
from ..settings import Client
from ..wiring import NOBODY, Deployment

Result = TypeVar("Result")


class Intake:
    """One worker's intake: `most_at_once` calls are worked on, `most_waiting` more wait for their turn."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._turns = anyio.CapacityLimiter(deployment.settings.most_at_once)

    async def caller(self, request: Request, address: str) -> Client:
        """Who calls.

        Raises:
            Unauthorised: nobody that may.
            Refusal: 429, too often.
        """
        tokens, authorization = self._deployment.tokens, request.headers.get("authorization")
        client = NOBODY
        if tokens is not None:
            try:
                with stage("verify"):
                    client = await self.in_turn(partial(tokens.caller, authorization, address))
            except Unauthorised as error:
                REFUSED_TOKENS.labels(reason=str(error)).inc()
                logger().warning("token refused", reason=str(error))
                raise
        bind(client=client.name)
        if not self._deployment.rate.allows(client):
            raise Refusal(429, "too many calls", {"Retry-After": "10"})
        return client

    async def call(self, request: Request, service: str, tail: str = "") -> Call:
        """The call, once it is known to be of a size and kind that is read, and who calls.

        Raises:
            Unauthorised, Refusal: as `caller`; 413 too large, 415 not JSON, 400 cut short.
        """
        settings = self._deployment.settings
        deadline = time.monotonic() + settings.request_seconds
        client, body = await self._message(request, f"{settings.public_url}/cds-services/{service}{tail}")
        return Call(service, body, client, deadline)

    async def body_at(self, request: Request, address: str) -> bytes:
        """The body of a call of another address.

        Raises:
            Unauthorised, Refusal: as `call`.
        """
        return (await self._message(request, address))[1]

    async def _message(self, request: Request, address: str) -> tuple[Client, bytes]:
        settings = self._deployment.settings
        _check_head(request, settings.largest_body)
        client = await self.caller(request, address)
        return client, await _body(request, settings.largest_body, settings.request_seconds)

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
