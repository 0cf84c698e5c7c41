"""What is counted and timed, for Prometheus. No label holds anything that a caller sent."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
REQUESTS = Counter("crdecide_requests", "Requests by route and status", ["route", "status"])
SECONDS = Histogram("crdecide_request_seconds", "Time of requests by route", ["route"], buckets=BUCKETS)
STAGES = Histogram("crdecide_stage_seconds", "Time within calls by stage", ["stage"], buckets=BUCKETS)
DECISIONS = Counter("crdecide_decisions", "Calls of services by what came of them", ["service", "outcome"])
FEEDBACK = Counter("crdecide_feedback", "Cards that feedback came for", ["service", "outcome"])
REFUSED_TOKENS = Counter("crdecide_refused_tokens", "Calls without a token that counts, by reason", ["reason"])


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time one stage of a call."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        STAGES.labels(stage=name).observe(time.perf_counter() - begun)


def exposition() -> bytes:
    """All figures, of all workers where there are several, in Prometheus's text format."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
