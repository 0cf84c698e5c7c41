"""A small EHR over real HTTP: an authoriser that checks SMART App Launch 2 with PKCE, and a FHIR server behind it."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from .fhir_records import CHILD, Json, bundle
from .local_http import Prompt, served_by

CLIENT = "crdecide-page"


@dataclass
class SmartEhr:
    """`record` has the resources of the child by type; `faults` what it is told to do wrong."""

    root: str = ""
    record: dict[str, list[Json]] = field(default_factory=dict)
    patient: str | None = CHILD
    scope: str | None = None
    capabilities: tuple[str, ...] = ("permission-v2",)
    challenge_methods: tuple[str, ...] = ("S256",)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    authorised: list[dict[str, str]] = field(default_factory=list)
    kept: list[Json] = field(default_factory=list)
    refuses_writing: bool = False

    @property
    def base(self) -> str:
        return f"{self.root}/fhir"

    def configuration(self) -> Json:
        return {
            "authorization_endpoint": f"{self.root}/authorize",
            "token_endpoint": f"{self.root}/token",
            "capabilities": list(self.capabilities),
            "code_challenge_methods_supported": list(self.challenge_methods),
        }

    def authorise(self, asked: dict[str, str]) -> str:
        """The address to send the reader back to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["aud"] == self.base
        assert asked["code_challenge_method"] == "S256"
        self.authorised.append(asked)
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> tuple[int, Json]:
        """A token for a code that was given out, once, to whoever knows what it was asked for with."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"] or sent.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        given = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": 600,
            "scope": self.scope or asked["scope"],
        }
        return 200, given | ({"patient": self.patient} if self.patient else {})


@contextmanager
def smart_ehr() -> Iterator[SmartEhr]:
    ehr = SmartEhr()

    class Handler(Prompt, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path == "/fhir/.well-known/smart-configuration":
                self._send(200, ehr.configuration())
            elif address.path == "/authorize":
                self._send(302, {}, Location=ehr.authorise(asked))
            elif not self._may():
                self._send(401, {})
            else:
                self._search(address.path.removeprefix("/fhir/"))

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/token":
                status, body = ehr.token({name: values[0] for name, values in parse_qs(content.decode()).items()})
                self._send(status, body)
            elif not self._may() or ehr.refuses_writing:
                self._send(403, {})
            else:
                ehr.kept.append(json.loads(content))
                self._send(201, {}, Location=f"{ehr.base}/QuestionnaireResponse/kept-{len(ehr.kept)}/_history/1")

        def _may(self) -> bool:
            return self.headers.get("Authorization", "").removeprefix("Bearer ") in ehr.tokens

        def _search(self, path: str) -> None:
            kind, _, name = path.partition("/")
            found = ehr.record.get(kind, [])
            if name:
                self._send(200, found[0]) if found else self._send(404, {})
            else:
                self._send(200, bundle(*found))

        def _send(self, status: int, body: Any, **headers: str) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            for key, value in {
                "Content-Length": str(len(content)),
                "Content-Type": "application/json",
                **headers,
            }.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with served_by(Handler) as root:
        ehr.root = root
        yield ehr
