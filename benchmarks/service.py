"""The times of calls to the service, from a second process on loopback, next to a route that returns a constant.

With 1 and with 2 workers: the constant, discovery, a call with nothing to say, and a call with cards, each with its own
signed token, everything audited to SQLite. Then where the time of a call goes, by the service's own figures.
``make bench`` runs it. CDS Hooks asks for answers on the order of 500 ms.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import machine
from history import add, scaled
from report import publish, table
from sample import HEADING, Sample, memory
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
    calls = [{"token": service.token(path), "body": json.dumps(body()) if body else None} for _ in range(scaled(CALLS))]
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
    rows, constant, sample = [], 0.0, Sample([1.0], 0.0)
    for route in ROUTES:
        found = load(service, route, connections)
        sample = Sample(found["ms"], memory_of(service.process.pid))
        constant = constant or sample.mean
        over = sum(ms > LIMIT_MS for ms in sample.times)
        rate, ratio = f"{len(sample.times) / found['seconds']:.0f}", f"{sample.mean / constant:.1f}"
        rows.append([route, str(workers), str(connections), *sample.cells(), str(over), rate, ratio])
    return rows, sample.mean / constant


def main() -> None:
    """Measure with 1 and 2 workers, and write the table."""
    at_the_start, rows, told, ratios = machine.state(), [], [], {}
    for workers in (1, 2):
        settings: dict[str, Any] = {"workers": workers, "calls_per_minute": 10**9}
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), **settings) as service:
            load(service, "a call with cards", 4)
            for connections in (1, 4):
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
