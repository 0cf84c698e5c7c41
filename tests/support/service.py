"""The service as its clients meet it: a process of its own, asked over HTTP, with tokens signed by a real key.

One of several workers is started as its user starts it; any other is forked from a process that has loaded it already.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from .fhir_records import CHILD, RHABDOMYOMA, Json, bundle, condition, patient
from .forked import ForkedProcess, fork_server

ISS, KID = "https://ehr.example/fhir", "key-1"
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP384R1())


def jwks(key: ec.EllipticCurvePrivateKey, kid: str = KID) -> Json:
    public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
    return {"keys": [{**public, "kid": kid, "use": "sig", "alg": "ES384"}]}


@dataclass
class Service:
    """A running service and a client that it knows."""

    url: str
    process: subprocess.Popen[bytes] | ForkedProcess
    folder: Path
    key: ec.EllipticCurvePrivateKey
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def log_line(self, words: str) -> Json:
        """The first line of the log with these words; it is written a moment after the answer."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for line in self.log.splitlines():
                if words in line:
                    entry: Json = json.loads(line)
                    return entry
            time.sleep(0.02)
        raise AssertionError(f"{words!r} is not in the log")

    def token(
        self, path: str, headers: Json | None = None, key: Any = None, algorithm: str = "ES384", **claims: Any
    ) -> str:
        """A token for one call of a path; a claim given as None is left out."""
        now = int(time.time())
        given = {"iss": ISS, "aud": f"{self.url}{path}", "iat": now, "exp": now + 300, "jti": str(uuid4()), **claims}
        header = {"kid": KID, "typ": "JWT", **(headers or {})}
        payload = {name: value for name, value in given.items() if value is not None}
        return jwt.encode(payload, key or self.key, algorithm=algorithm, headers=header)

    def get(self, path: str, **headers: str) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {self.token(path)}"} if path.startswith("/cds-services") else {}
        return self.http.get(f"{self.url}{path}", headers={**bearer, **headers})

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        standard = {"Authorization": f"Bearer {self.token(path)}", "Content-Type": "application/json"}
        return self.http.post(f"{self.url}{path}", content=content, headers={**standard, **headers})

    def call(self, request: Json) -> httpx.Response:
        return self.post(f"/cds-services/crdecide-{request['hook']}", request)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.http.close()
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=60)


def client_settings(folder: Path, key: ec.EllipticCurvePrivateKey, **more: Any) -> Json:
    path = folder / "jwks.json"
    path.write_text(json.dumps(jwks(key)), encoding="utf-8")
    return {"name": "ehr", "iss": ISS, "jwks_file": str(path), **more}


def figures(text: str, name: str) -> dict[str, float]:
    """The values of a figure by its labels, from Prometheus's text format."""
    return {labels: float(value) for labels, value in re.findall(rf"^{name}\{{(.*)\}} (\S+)$", text, re.MULTILINE)}


@contextmanager
def running(folder: Path, *, client: Json | None = None, key: Any = None, **settings: Any) -> Iterator[Service]:
    """A service that runs with these settings and is ready; stopped at the end."""
    key, port = key or new_key(), settings.pop("port", None) or free_port()
    url = f"http://127.0.0.1:{port}"
    given: Json = {"port": port, "database_url": f"sqlite:///{folder}/audit.db", **settings}
    if not settings.get("insecure_dev"):
        given["clients"] = [client_settings(folder, key, **(client or {}))]
    environment = {**os.environ, **{f"CRDECIDE_{name.upper()}": _text(value) for name, value in given.items()}}
    start = _started if given.get("workers", 1) > 1 else _forked
    service = Service(url, start(folder, environment), folder, key)
    try:
        _wait_until_ready(service)
        yield service
    finally:
        service.stop()


def _started(folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "crdecide", "serve"]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)


def _forked(folder: Path, environment: dict[str, str]) -> ForkedProcess:
    return fork_server().fork(["serve"], environment, folder, folder / "log", folder / "log")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _wait_until_ready(service: Service) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert service.process.poll() is None, service.log
        try:
            if service.http.get(f"{service.url}/ready").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"not ready: {service.log}")


KEYS = (
    "patient", "conditions", "diagnosticReports", "procedures", "medicationRequests", "medicationStatements",
    "allergies", "immunizations", "medicationDispenses", "medicationAdministrations", "immunizationRecommendations",
    "questionnaireResponses", "observations",
)  # fmt: skip


def born(days: int) -> str:
    """A date of birth that many days ago."""
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() - days * 86_400))


def prefetch(*conditions: Json, **more: Any) -> Json:
    """A whole prefetch: the child, its conditions, and null for what there is no data on."""
    given = {"patient": patient(birthDate=born(12)), "conditions": bundle(*conditions)}
    return {**dict.fromkeys(KEYS), **given, **more}


def request(hook: str = "patient-view", *, data: Json | None = None, context: Json | None = None, **more: Any) -> Json:
    given = {"userId": "Practitioner/p1", "patientId": CHILD, **(context or {})}
    sent = prefetch(condition("cr", RHABDOMYOMA)) if data is None else data
    return {"hook": hook, "hookInstance": str(uuid4()), "context": given, "prefetch": sent, **more}
