"""Calls a service as fast as a few connections can, and prints the milliseconds of each call as JSON.

Run by ``benchmarks/service.py`` as a process of its own; reads a plan: host, port, method, path, connections, and
calls, each with a body and a token.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any


def calls_of(plan: dict[str, Any], number: int) -> list[float]:
    """The share of one connection."""
    connection = http.client.HTTPConnection(plan["host"], plan["port"], timeout=60)
    found = []
    for call in plan["calls"][number :: plan["connections"]]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {call['token']}"}
        begun = time.perf_counter()
        connection.request(plan["method"], plan["path"], body=call["body"], headers=headers)
        response = connection.getresponse()
        response.read()
        found.append(1000 * (time.perf_counter() - begun))
        assert response.status == 200, response.status
    connection.close()
    return found


def main() -> None:
    """Make all calls; print their times and how long it took altogether."""
    plan = json.load(sys.stdin)
    begun = time.perf_counter()
    with ThreadPoolExecutor(plan["connections"]) as pool:
        times = [ms for part in pool.map(calls_of, repeat(plan), range(plan["connections"])) for ms in part]
    print(json.dumps({"seconds": time.perf_counter() - begun, "ms": times}))


if __name__ == "__main__":
    main()
