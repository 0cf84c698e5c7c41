"""SMART App Launch 2 (https://hl7.org/fhir/smart-app-launch/STU2.2/): the way from an EHR to a token for one child.

The authorisation code with PKCE, by authlib; from within an EHR, or standalone. Which EHRs there are stands in the
settings: no address is taken from a request.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.common.security import generate_token
from authlib.oauth2 import OAuth2Client, OAuth2Error
from authlib.oauth2.auth import ClientAuth

from crdecide.errors import CrdecideError

from ..prefetch.network import Network, NotFetched, parsed
from ..settings import Ehr, https_or_loopback

Json = dict[str, Any]
VERIFIER_LENGTH = 64
SECONDS = 10.0
MOST_BYTES = 262_144
FHIR_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
SHORT = 300
"""Seconds that a token is taken to hold where the EHR does not say how long."""
READ_TYPES = (
    "Patient", "Condition", "Observation", "DiagnosticReport", "Procedure", "MedicationRequest", "MedicationStatement",
    "MedicationDispense", "MedicationAdministration", "Medication", "AllergyIntolerance", "Immunization",
    "ImmunizationRecommendation", "QuestionnaireResponse",
)  # fmt: skip
KEPT_TYPE = "QuestionnaireResponse"


class NotLaunched(CrdecideError):
    """The page cannot be opened from the EHR; the message says what the EHR did not do, with no value of its own."""


@dataclass(frozen=True)
class Launch:
    """A launch that has begun: what has to be known when the reader comes back."""

    iss: str
    state: str
    verifier: str = field(repr=False)
    token_endpoint: str
    scope: str


@dataclass(frozen=True)
class Token:
    """A token for one child, until when it holds (seconds since 1970), and whether answers may be kept with it."""

    access_token: str = field(repr=False)
    patient: str = field(repr=False)
    expires: int
    may_keep: bool


def begin(ehr: Ehr, launch: str | None, redirect_uri: str, network: Network) -> tuple[str, Launch]:
    """The address to send the reader to, and the launch; without a `launch` of the EHR's it is standalone.

    Raises:
        NotLaunched: the EHR says not how, or has no PKCE.
    """
    said = _configuration(ehr, network)
    scope = " ".join(_scopes(said, standalone=launch is None))
    client, verifier = _client(ehr, redirect_uri, scope, network), generate_token(VERIFIER_LENGTH)
    more = {"aud": ehr.iss, **({"launch": launch} if launch is not None else {})}
    address, state = client.create_authorization_url(
        _address(said, "authorization_endpoint"), code_verifier=verifier, **more
    )
    return address, Launch(ehr.iss, state, verifier, _address(said, "token_endpoint"), scope)


def finish(launch: Launch, code: str, ehr: Ehr, redirect_uri: str, network: Network) -> Token:
    """The token for the code with which the reader came back.

    Raises:
        NotLaunched: the EHR gives none, or none for a child.
    """
    try:
        client = _client(ehr, redirect_uri, launch.scope, network)
        token = client.fetch_token(launch.token_endpoint, code=code, code_verifier=launch.verifier)
    except (OAuth2Error, NotFetched, ValueError):
        raise NotLaunched("the EHR gave no token for the code") from None
    patient, access = token.get("patient"), token.get("access_token")
    if not isinstance(patient, str) or not FHIR_ID.fullmatch(patient):
        raise NotLaunched("the EHR named no patient with its token; expected the scope launch or launch/patient")
    if str(token.get("token_type", "")).lower() != "bearer" or not isinstance(access, str):
        raise NotLaunched("the EHR gave no bearer token")
    lasts = token.get("expires_in")
    until = int(time.time()) + (lasts if isinstance(lasts, int) else SHORT)
    return Token(access, patient, until, _may_keep(str(token.get("scope") or launch.scope)))


def _may_keep(scope: str) -> bool:
    """Whether the scopes that were granted have creation or writing of responses among them."""
    granted = (each.rpartition(".")[2] for each in scope.split() if f"/{KEPT_TYPE}." in each or "/*." in each)
    return any(letters in ("write", "*") or "c" in letters for letters in granted)


def _configuration(ehr: Ehr, network: Network) -> Mapping[str, Any]:
    try:
        address, deadline = f"{ehr.iss}/.well-known/smart-configuration", time.monotonic() + SECONDS
        headers = {"Accept": "application/json"}
        answer = network.get(address, headers=headers, most_bytes=MOST_BYTES, deadline=deadline)
        said = parsed(answer.body) if answer.status == 200 else None
    except NotFetched as error:
        raise NotLaunched(f"its smart-configuration could not be had: {error}") from None
    if not isinstance(said, Mapping):
        raise NotLaunched("it has no smart-configuration")
    if "S256" not in _texts(said, "code_challenge_methods_supported"):
        raise NotLaunched("its smart-configuration does not offer PKCE with S256")
    return said


def _address(said: Mapping[str, Any], name: str) -> str:
    try:
        return https_or_loopback(str(said.get(name, "")))
    except ValueError:
        raise NotLaunched(f"its smart-configuration has no {name} that is https") from None


def _scopes(said: Mapping[str, Any], *, standalone: bool) -> Sequence[str]:
    """Reading what is prefetched, and writing the answers; in the words of version 1 where it knows no other."""
    of_version_2 = "permission-v2" in _texts(said, "capabilities")
    read, create = ("rs", "c") if of_version_2 else ("read", "write")
    scopes = [f"patient/{name}.{read}" for name in READ_TYPES]
    how = "launch/patient" if standalone else "launch"
    return [how, *scopes, f"patient/{KEPT_TYPE}.{create}"]


def _texts(said: Mapping[str, Any], name: str) -> list[Any]:
    listed = said.get(name)
    return listed if isinstance(listed, list) else []


def _client(ehr: Ehr, redirect_uri: str, scope: str, network: Network) -> OAuth2Client:
    secret = ehr.client_secret.get_secret_value() if ehr.client_secret else None
    return OAuth2Client(
        _Session(network),
        client_id=ehr.client_id,
        client_secret=secret,
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        scope=scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )


class _Session:
    """What authlib asks for, asked as everything is: allowed addresses only, no redirects, bounded."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def post(self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: ClientAuth) -> _TokenAnswer:
        """One POST of a form, with the client's own authentication on it."""
        address, signed, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        answer = self._network.send(
            "POST",
            address,
            headers=signed,
            content=body.encode(),
            most_bytes=MOST_BYTES,
            deadline=time.monotonic() + SECONDS,
        )
        return _TokenAnswer(answer.status, answer.body)


@dataclass(frozen=True)
class _TokenAnswer:
    """The answer as authlib reads it."""

    status_code: int
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body, parsed with bounds."""
        return parsed(self.body)

    def raise_for_status(self) -> None:
        """That it is no answer that can be used."""
        raise NotFetched(f"the server answered {self.status_code}")
