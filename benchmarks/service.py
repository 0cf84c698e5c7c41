"""The times of calls to the service, from a second process on loopback, next to a route that returns a constant.

With 1 and with 2 workers, over 1, 4 and 12 connections: the constant, discovery, a call with nothing to say, and a call
with cards, each with its own token, signed by ES384, the last by RS384 too; everything is audited to SQLite. Then where
the time of a call goes, by the service's own figures.
``make bench`` runs it. CDS Hooks asks for answers on the order of 500 ms.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import jwt
import machine
from cryptography.hazmat.primitives.asymmetric import rsa
from history import add, scaled
from report import publish, table
from sample import HEADING, Sample, memory
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.service import Service, jwks, new_key, prefetch, request, running

CALLS, LIMIT_MS = 300, 500
CONNECTIONS = (1, 4, 12)
CALL = "/cds-services/crdecide-patient-view"
SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
RSA, RSA_KID = rsa.generate_private_key(65_537, 3072), "rsa"
CONSTANT, CARDS, BY_RSA = "a constant (/health)", "a call with cards", "the same, signed by RS384"
ROUTES: dict[str, tuple[str, str, Any]] = {
    CONSTANT: ("GET", "/health", None),
    "discovery": ("GET", "/cds-services", None),
    "a call, nothing to say": ("POST", CALL, lambda: request(data=prefetch())),
    CARDS: ("POST", CALL, lambda: request(data=prefetch(*SYMPTOMATIC))),
    BY_RSA: ("POST", CALL, lambda: request(data=prefetch(*SYMPTOMATIC))),
}


@contextmanager
def serving(workers: int) -> Iterator[Service]:
    """A service whose client signs in both ways."""
    key = new_key()
    by_rsa = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(RSA.public_key()))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "keys.json")
        file.write_text(json.dumps({"keys": [*jwks(key)["keys"], {**by_rsa, "kid": RSA_KID}]}), encoding="utf-8")
        settings: dict[str, Any] = {"workers": workers, "calls_per_minute": 10**9, "client": {"jwks_file": str(file)}}
        with running(Path(folder), key=key, **settings) as service:
            yield service


def token(service: Service, path: str, route: str) -> str:
    """The token of one call."""
    return service.token(path, {"kid": RSA_KID}, RSA, "RS384") if route == BY_RSA else service.token(path)


def load(service: Service, route: str, connections: int) -> dict[str, Any]:
    """The times of many calls, made by another process."""
    method, path, body = ROUTES[route]
    host, port = service.url.removeprefix("http://").split(":")
    bodies = (json.dumps(body()) if body else None for _ in range(scaled(CALLS)))
    calls = [{"token": token(service, path, route), "body": body} for body in bodies]
    plan = {"host": host, "port": int(port), "method": method, "path": path, "connections": connections, "calls": calls}
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("load.py")],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def stages(service: Service) -> dict[str, float]:
    """Milliseconds that a call spends in each stage, on average."""
    text = service.get("/metrics").text
    figures = {
        (stage, what): float(value)
        for what, stage, value in re.findall(r'crdecide_stage_seconds_(sum|count)\{stage="(\w+)"\} (\S+)', text)
    }
    return {stage: 1000 * figures[stage, "sum"] / figures[stage, "count"] for stage, what in figures if what == "sum"}


def memory_of(process: int) -> float:
    """The memory of a process and of all that it started, in MiB."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    started = listed.read_text().split() if listed.exists() else []
    return memory(process) + sum(memory_of(int(child)) for child in started)


def rows_for(service: Service, workers: int, connections: int) -> tuple[list[list[str]], float]:
    """One line a route; and how a call with cards stands to the constant."""
    rows: list[list[str]] = []
    means: dict[str, float] = {}
    for route in ROUTES:
        found = load(service, route, connections)
        sample = Sample(found["ms"], memory_of(service.process.pid))
        means[route] = sample.mean
        over = sum(ms > LIMIT_MS for ms in sample.times)
        rate, ratio = f"{len(sample.times) / found['seconds']:.0f}", f"{sample.mean / means[CONSTANT]:.1f}"
        rows.append([route, str(workers), str(connections), *sample.cells(), str(over), rate, ratio])
    return rows, means[CARDS] / means[CONSTANT]


def main() -> None:
    """Measure with 1 and 2 workers, and write the table."""
    at_the_start, rows, told, ratios = machine.state(), [], [], {}
    for workers in (1, 2):
        with serving(workers) as service:
            load(service, CARDS, 4)
            for connections in CONNECTIONS:
                found, ratio = rows_for(service, workers, connections)
                rows += found
                ratios[f"a call with cards, {workers} workers, {connections} connections, to /health"] = ratio
            spent = ", ".join(f"{name} {ms:.1f} ms" for name, ms in stages(service).items())
            told.append(f"Where the time of a call goes, workers: {workers}: {spent}.")
    heading = [
        "ms on the wall",
        "workers",
        "connections",
        *HEADING,
        f"over {LIMIT_MS} ms",
        "per second",
        "to a constant",
    ]
    lines = [
        machine.described(at_the_start, ["fastapi", "uvicorn"]),
        "",
        f"{scaled(CALLS)} calls a line, from a second process on loopback, which shares the cores.",
        "",
        *table(heading, rows, 1),
        "",
        *told,
    ]
    publish("service", lines)
    add("bench, service", ratios)


if __name__ == "__main__":
    main()
