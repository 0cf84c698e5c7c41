"""Requests per second and their times, from a second process on loopback, next to a route that returns a constant.

With 1 and with 2 workers: the constant, discovery, a call with nothing to say, and a call with cards, each with its own
signed token, everything audited to SQLite. Then where the time of a call goes, by the service's own figures.
``make bench`` runs it. CDS Hooks asks for answers on the order of 500 ms.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.service import Service, prefetch, request, running

CALLS, LIMIT_MS = 300, 500
CALL = "/cds-services/crdecide-patient-view"
SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
ROUTES: dict[str, tuple[str, str, Any]] = {
    "a constant (/health)": ("GET", "/health", None),
    "discovery": ("GET", "/cds-services", None),
    "a call, nothing to say": ("POST", CALL, lambda: request(data=prefetch())),
    "a call with cards": ("POST", CALL, lambda: request(data=prefetch(*SYMPTOMATIC))),
}


def load(service: Service, route: str, connections: int) -> dict[str, Any]:
    """The times of many calls, made by another process."""
    method, path, body = ROUTES[route]
    host, port = service.url.removeprefix("http://").split(":")
    calls = [{"token": service.token(path), "body": json.dumps(body()) if body else None} for _ in range(CALLS)]
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


def table(service: Service, connections: int) -> None:
    """One line a route."""
    print(f"{'':36}per second   p50 ms   p99 ms   over {LIMIT_MS} ms   p50 to the constant's")
    constant = 0.0
    for route in ROUTES:
        found = load(service, route, connections)
        times = sorted(found["ms"])
        p50, p99 = statistics.median(times), times[int(0.99 * len(times))]
        constant = constant or p50
        over = sum(ms > LIMIT_MS for ms in times)
        rate = CALLS / found["seconds"]
        print(f"  {route:34}{rate:10.0f} {p50:8.1f} {p99:8.1f} {over:13} {p50 / constant:12.1f} ×")


def main() -> None:
    """A table for each number of workers."""
    print(f"\nThe service: {CALLS} calls a line, from a second process on loopback")
    for workers in (1, 2):
        settings = {"workers": workers, "calls_per_minute": 10**9}
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), **settings) as service:
            load(service, "a call with cards", 4)
            for connections in (1, 4):
                print(f"\nWorkers: {workers}, connections: {connections}")
                table(service, connections)
            told = (f"{name} {ms:.1f} ms" for name, ms in stages(service).items())
            print(f"  where the time of a call goes: {', '.join(told)}")


if __name__ == "__main__":
    main()
