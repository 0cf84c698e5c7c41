"""A small FHIR server over real HTTP: resources by search, pages, a bearer token, and misbehaviour on demand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from .fhir_records import Json
from .local_http import Prompt, served_by

TOKEN = "token-for-the-fhir-server"


@dataclass
class FhirHttp:
    """`pages` maps a path below the base to the Bundles (or the one resource) that it answers with, page by page.

    Paths in `public` need no token.
    """

    base: str = ""
    pages: dict[str, list[Json]] = field(default_factory=dict)
    redirect: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    next_base: str | None = None
    public: set[str] = field(default_factory=set)

    def answer(self, path: str) -> Json | None:
        kind, _, number = path.partition("/page-")
        pages, page = self.pages.get(kind), int(number or 0)
        if pages is None:
            return None
        link = [{"relation": "next", "url": f"{self.next_base or self.base}/{kind}/page-{page + 1}"}]
        return {**pages[page], **({"link": link} if page + 1 < len(pages) else {})}


@contextmanager
def fhir_http() -> Iterator[FhirHttp]:
    served = FhirHttp()

    class Handler(Prompt, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path.removeprefix("/fhir/")
            served.asked.append(self.path)
            served.tokens.append(self.headers.get("Authorization", ""))
            if path in served.redirect:
                self._send(302, {}, Location=served.redirect[path])
            elif path not in served.public and self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self._send(401, {})
            elif (found := served.answer(path)) is None:
                self._send(404, {"resourceType": "OperationOutcome", "issue": []})
            else:
                self._send(200, found)

        def _send(self, status: int, body: Json, **headers: str) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with served_by(Handler) as root:
        served.base = f"{root}/fhir"
        yield served
