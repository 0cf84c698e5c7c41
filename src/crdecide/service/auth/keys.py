"""The public keys of clients: pinned in a file, or fetched from the one address configured."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Protocol

import jwt

from ..prefetch.network import Network, NotFetched, parsed
from ..settings import Client

FRESH_SECONDS, BACK_OFF_SECONDS = 3600.0, 60.0
LARGEST_SET, FETCH_SECONDS = 262_144, 5.0


class Keys(Protocol):
    """The keys of one client."""

    def kept(self, kid: str) -> jwt.PyJWK | None:
        """The key of that id, where it is here and fresh: nothing is waited for."""

    def find(self, kid: str) -> jwt.PyJWK | None:
        """The key of that id, if the client has it; that may take as long as to ask the client does."""


def keys_of(client: Client, network: Network) -> Keys:
    """The keys of a client, as configured.

    Raises:
        ValueError, OSError: the pinned file cannot be read.
    """
    if client.jwks_file is not None:
        return PinnedKeys(client.jwks_file)
    if client.jku is None:
        raise ValueError(f"the client {client.iss} has neither jwks_file nor jku")
    return FetchedKeys(client.jku, network)


class PinnedKeys:
    """Keys in a JWKS file, read once."""

    def __init__(self, path: Path) -> None:
        self._keys = key_set(json.loads(path.read_text(encoding="utf-8")))

    def kept(self, kid: str) -> jwt.PyJWK | None:
        """The key of that id."""
        return self._keys.get(kid)

    find = kept


class FetchedKeys:
    """Keys at an address: kept for an hour, asked for again once where an id is not known, then not for a minute."""

    def __init__(self, url: str, network: Network) -> None:
        self._url, self._network = url, network
        self._keys: dict[str, jwt.PyJWK] = {}
        self._etag = ""
        self._fetched = self._tried = -FRESH_SECONDS
        self._lock = threading.Lock()

    def kept(self, kid: str) -> jwt.PyJWK | None:
        """The key of that id, unless it is to be fetched; whoever fetches meanwhile is not waited for."""
        return None if self._is_old(time.monotonic()) else self._keys.get(kid)

    def _is_old(self, now: float) -> bool:
        return now - self._fetched > FRESH_SECONDS

    def find(self, kid: str) -> jwt.PyJWK | None:
        """The key of that id, fetched where it has to be; while the address does not answer, the keys kept."""
        with self._lock:
            now = time.monotonic()
            stale = kid not in self._keys or self._is_old(now)
            if stale and now - self._tried > BACK_OFF_SECONDS:
                self._tried = now
                self._refresh(now)
            return self._keys.get(kid)

    def _refresh(self, now: float) -> None:
        headers = {"Accept": "application/json", **({"If-None-Match": self._etag} if self._etag else {})}
        try:
            answer = self._network.get(self._url, headers=headers, most_bytes=LARGEST_SET, deadline=now + FETCH_SECONDS)
            if answer.status == 200:
                self._keys, self._etag = key_set(parsed(answer.body)), answer.headers.get("etag", "")
            if answer.status in (200, 304):
                self._fetched = now
        except (NotFetched, ValueError):
            return


def key_set(data: object) -> dict[str, jwt.PyJWK]:
    """The public signature keys of a JWKS by id.

    Raises:
        ValueError: it is no JWKS, or a key is a shared secret.
    """
    keys = data.get("keys") if isinstance(data, dict) else None
    if not isinstance(keys, list):
        raise ValueError("expected a JWKS: an object with a list of 'keys'")
    public: dict[str, jwt.PyJWK] = {}
    for key in keys:
        if not isinstance(key, dict) or not isinstance(key.get("kid"), str):
            continue
        if key.get("kty") not in ("RSA", "EC"):
            raise ValueError("expected RSA or EC keys only")
        try:
            public[key["kid"]] = jwt.PyJWK(key)
        except jwt.PyJWTError:
            raise ValueError("a key of the JWKS cannot be read") from None
    return public
