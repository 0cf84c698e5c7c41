"""Asking other servers: only addresses that were allowed, checked again when connecting; no redirect is followed."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
from pydantic_core import from_json

from crdecide.errors import CrdecideError

from ..settings import LOOPBACK

MOST_CONNECTIONS = 20


class NotFetched(CrdecideError):
    """A server could not be asked, or its answer not used. No address or token stands in the message."""


@dataclass(frozen=True)
class Answer:
    """The status, headers (lower case) and body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class CheckedBackend(httpcore.SyncBackend):
    """Connects to addresses of the public internet; to others only where the host was configured for that."""

    def __init__(self, private_hosts: Iterable[str]) -> None:
        super().__init__()
        self._private_hosts = frozenset(private_hosts)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the address that was checked, not to whatever the name means a moment later."""
        for address in _addresses(host, port):
            if host not in self._private_hosts and not ipaddress.ip_address(address).is_global:
                raise NotFetched("the server's address is not of the public internet")
            return super().connect_tcp(address, port, timeout, local_address, socket_options)
        raise NotFetched("the server's name cannot be resolved")


def _addresses(host: str, port: int) -> list[str]:
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError:
        return []


class Network:
    """Connections to other servers, shared by the threads of a worker."""

    def __init__(self, private_hosts: Iterable[str] = ()) -> None:
        hosts = (*LOOPBACK, *private_hosts)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=MOST_CONNECTIONS,
            keepalive_expiry=10.0,
            network_backend=CheckedBackend(hosts),
        )

    def get(self, url: str, *, headers: Mapping[str, str], most_bytes: int, deadline: float) -> Answer:
        """One GET, as `send`.

        Raises:
            NotFetched: as `send`.
        """
        return self.send("GET", url, headers=headers, most_bytes=most_bytes, deadline=deadline)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        most_bytes: int,
        deadline: float,
        content: bytes | None = None,
    ) -> Answer:
        """One request, within the deadline (of `time.monotonic`) and the size of the answer.

        Raises:
            NotFetched: no answer in time, one that is too large, or an address that is not allowed.
        """
        left = deadline - time.monotonic()
        if left <= 0:
            raise NotFetched("there was no time left to ask")
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), left)
        try:
            with self._pool.stream(
                method, url, headers=list(headers.items()), content=content, extensions={"timeout": timeout}
            ) as response:
                body = b"".join(_within(response.iter_stream(), most_bytes, deadline))
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ssl.SSLError, OSError):
            raise NotFetched("the server did not answer") from None
        except (httpcore.UnsupportedProtocol, UnicodeError, ValueError):
            raise NotFetched("the address cannot be used") from None
        return Answer(
            response.status, {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}, body
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def _within(chunks: Iterable[bytes], most_bytes: int, deadline: float) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most_bytes:
            raise NotFetched("the answer is too large")
        if time.monotonic() > deadline:
            raise NotFetched("the answer took too long")
        yield chunk


def keeps_prefix(url: str, prefix: str) -> bool:
    """Whether an address lies below a configured one: same scheme, host and port as written, and path below it.

    Escapes, dots, back-slashes and users in the path or the host are refused rather than understood.
    """
    parts, allowed = urlsplit(url), urlsplit(prefix)
    if (parts.scheme, parts.netloc) != (allowed.scheme, allowed.netloc) or not url.isascii() or "\\" in url:
        return False
    path, base = parts.path.rstrip("/"), allowed.path.rstrip("/")
    if any(segment in (".", "..") or "%" in segment for segment in path.split("/")):
        return False
    return path == base or path.startswith(f"{base}/")


def parsed(body: bytes) -> Any:
    """The body as JSON; nesting is bounded by the parser, on every version of Python alike.

    Raises:
        NotFetched: it is none.
    """
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError:
        raise NotFetched("the answer is no JSON") from None
