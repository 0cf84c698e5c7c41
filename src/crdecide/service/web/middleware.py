"""The outermost layer: an id, a log line and figures for each request; headers; and an answer whatever happens."""

from __future__ import annotations

import re
import time
from collections.abc import MutableMapping
from typing import Any
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..http_errors import outcome
from ..operations.logs import begin, logger
from ..operations.metrics import REQUESTS, SECONDS
from ..settings import LOOPBACK, Settings

REQUEST_ID = re.compile(r"[A-Za-z0-9\-]{1,64}")
Headers = tuple[tuple[bytes, bytes], ...]
HEADERS: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),
)
OVER_HTTPS: Headers = ((b"strict-transport-security", b"max-age=31536000"),)
NO_ROUTE = "none"


class Boundary:
    """ASGI middleware around everything. The log names the route and never the path, which may hold a secret."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._headers = (*HEADERS, *(OVER_HTTPS if settings.public_url.startswith("https:") else ()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass HTTP on with all that; other kinds as they are."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name, begun = _request_id(scope), time.perf_counter()
        sent = _Sent(send, (*self._headers, (b"x-request-id", name.encode())))
        begin(name)
        try:
            if self._settings.insecure_dev and not is_loopback(scope):
                await _answer(sent, 403, "in development mode only this machine is answered")
            else:
                await self._app(scope, receive, sent)
        except Exception:
            logger().error("a request failed", exc_info=True)
            if not sent.status:
                await _answer(sent, 500, "the request could not be answered; the fault is ours")
        self._tell(scope, sent.status, time.perf_counter() - begun)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", NO_ROUTE)
        REQUESTS.labels(route=route, status=str(status)).inc()
        SECONDS.labels(route=route).observe(seconds)
        method = scope["method"] if scope["method"] in ("GET", "POST", "OPTIONS", "HEAD") else "other"
        logger().info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


class _Sent:
    """What is sent, with our headers on it; those that the answer itself has stay."""

    def __init__(self, send: Send, headers: Headers) -> None:
        self._send, self._headers, self.status = send, headers, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = {name.lower() for name, _ in message["headers"]}
            more = [header for header in self._headers if header[0] not in given]
            message = {**message, "headers": [*message["headers"], *more]}
        await self._send(message)


async def _answer(send: Send, status: int, message: str) -> None:
    body = outcome(status, message)
    headers = [(b"content-type", b"application/fhir+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _request_id(scope: Scope) -> str:
    """The caller's own id where it is a plain one, else a new one."""
    given = _header(scope, b"x-request-id")
    return given if REQUEST_ID.fullmatch(given) else str(uuid4())


def is_loopback(scope: MutableMapping[str, Any]) -> bool:
    """Whether the caller is on this machine and asked for it by name: no page of another site can do that."""
    caller = (scope.get("client") or ("",))[0]
    host = _header(scope, b"host").rpartition(":")[0] or _header(scope, b"host")
    return caller in LOOPBACK and host.strip("[]") in LOOPBACK


def _header(scope: MutableMapping[str, Any], name: bytes) -> str:
    values = (value for key, value in scope["headers"] if key == name)
    return bytes(next(values, b"")).decode("latin-1")
