"""The JWT that each call carries: who calls, checked as CDS Hooks 2.0 and its security practice ask.

https://cds-hooks.hl7.org/2.0/#trusting-cds-clients. Why a token is refused is logged by reason, never by value,
and never told to the caller.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jwt
from pydantic_core import from_json

from crdecide.errors import CrdecideError

from ..settings import Client
from ..store import UsedToken
from .keys import Keys

LONGEST = 8192
"""Characters of a token that are read."""
CLAIMS = ["iss", "aud", "exp", "iat", "jti"]


class Unauthorised(CrdecideError):
    """The call is not answered; the message is a reason for the log, without any value of the token."""


@dataclass(frozen=True)
class Known:
    """A client that may call, with its keys."""

    client: Client
    keys: Keys


@dataclass(frozen=True)
class Claim:
    """A token by what it says of itself: who signed it, and with which key. Nothing of it is trusted yet."""

    token: str
    algorithm: str
    kid: str
    known: Known

    def kept_key(self) -> jwt.PyJWK | None:
        """The client's own key of that id, where it is here; keys that the token brings along are not looked at."""
        return self.known.keys.kept(self.kid)

    def found_key(self) -> jwt.PyJWK:
        """The client's own key of that id, waited for where it has to be fetched.

        Raises:
            Unauthorised: the client has none.
        """
        key = self.known.keys.find(self.kid)
        if key is None:
            raise Unauthorised("unknown kid")
        return key


@dataclass(frozen=True)
class TokenCheck:
    """How tokens are checked, each by itself; that one is used once is for the store to see."""

    known: Sequence[Known]
    leeway: int
    longest: int

    def claim(self, authorization: str | None) -> Claim:
        """The token of a call, which says that it is from a client that may call.

        Raises:
            Unauthorised: it cannot count, whatever its signature is.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorised("no bearer token")
        if len(token) > LONGEST:
            raise Unauthorised("token too long")
        header, claims = _unverified(token)
        known = self._issuer(claims)
        return Claim(token, _algorithm(header, known.client), str(header.get("kid", "")), known)

    def caller(self, claim: Claim, key: jwt.PyJWK, address: str) -> tuple[Client, UsedToken]:
        """The client whose token this is, for a call of that address of ours, and what to keep so that it is used once.

        Raises:
            Unauthorised: for every reason there is.
        """
        if not claim.algorithm.startswith("ES" if key.key_type == "EC" else ("RS", "PS")):
            raise Unauthorised("algorithm does not fit the key")
        return claim.known.client, self._used(self._verified(claim, key, address))

    def _issuer(self, claims: Mapping[str, Any]) -> Known:
        """The client that the token says it is from: by issuer, and by tenant where one is configured."""
        for known in self.known:
            if known.client.iss == claims.get("iss") and known.client.tenant in (None, claims.get("tenant")):
                return known
        raise Unauthorised("unknown issuer or tenant")

    def _verified(self, claim: Claim, key: jwt.PyJWK, address: str) -> Mapping[str, Any]:
        client = claim.known.client
        try:
            claims: dict[str, Any] = jwt.decode(
                claim.token,
                key.key,
                algorithms=[claim.algorithm],
                audience=[address, *_aliases(client, address)],
                issuer=client.iss,
                leeway=self.leeway,
                options={"require": CLAIMS},
            )
        except jwt.PyJWTError as error:
            raise Unauthorised(type(error).__name__) from None
        return claims

    def _used(self, claims: Mapping[str, Any]) -> UsedToken:
        """What is kept of the token; one that lives too long, or has no id that can be kept, is refused."""
        issuer, name, expires, issued = (claims[claim] for claim in ("iss", "jti", "exp", "iat"))
        if not isinstance(name, str) or not 1 <= len(name) <= 200:
            raise Unauthorised("jti missing or too long")
        if expires - issued > self.longest:
            raise Unauthorised("token lives too long")
        return UsedToken(issuer, name, int(expires) + self.leeway + 1)


def _unverified(token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Header and claims as they stand, to find the keys by; nothing of them is trusted.

    Only the two parts are read: to take the token for a JWT, and to check it as one, comes with the key.
    """
    header, _, rest = token.partition(".")
    return _part(header), _part(rest.partition(".")[0])


def _part(text: str) -> Mapping[str, Any]:
    """A part of a token: an object as JSON, in the letters of base64url."""
    try:
        read = from_json(urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}"), allow_inf_nan=False)
    except ValueError:
        raise Unauthorised("not a JWT") from None
    if not isinstance(read, dict):
        raise Unauthorised("not a JWT")
    return read


def _algorithm(header: Mapping[str, Any], client: Client) -> str:
    """The algorithm that the header names, where nothing else in it is against the token."""
    algorithm = str(header.get("alg"))
    if algorithm not in client.algorithms:
        raise Unauthorised("algorithm not allowed")
    if str(header.get("typ", "JWT")).upper() != "JWT":
        raise Unauthorised("typ is not JWT")
    if "jku" in header and client.jku is not None and header["jku"] != client.jku:
        raise Unauthorised("jku is not the one configured")
    if "crit" in header:
        raise Unauthorised("critical header not understood")
    return algorithm


def _aliases(client: Client, address: str) -> Iterator[str]:
    """The client's own spellings of our address: one that ends in /cds-services stands for every address below it."""
    tail = address.partition("/cds-services")[2]
    for audience in client.audiences:
        yield audience
        if audience.endswith("/cds-services"):
            yield f"{audience}{tail}"
