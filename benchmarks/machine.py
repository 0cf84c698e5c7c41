"""On what was measured: processor, cores, load, Python, packages, and the commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALWAYS = ("durable-rules", "pydantic", "pydantic-core")


def commit() -> str:
    """The commit that was measured; with a plus where the code or the rules were changed since."""
    try:
        short = _git("rev-parse", "--short=10", "HEAD")
        return f"{short}+" if _git("status", "--porcelain", "--", "src", "rules") else short
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def today() -> str:
    """The date in UTC."""
    return datetime.now(UTC).date().isoformat()


def load() -> float:
    """The load average of the last minute; on a quiet machine it is below 1."""
    return os.getloadavg()[0]


def state() -> str:
    """How busy the machine is, and how fast: the load, and what one and the same work takes of a processor now."""
    begun = time.process_time_ns()
    sum(number * number for number in range(500_000))
    took = (time.process_time_ns() - begun) / 1e6
    return f"load average {', '.join(f'{figure:.1f}' for figure in os.getloadavg())}, a fixed loop in {took:.0f} ms"


def described(at_the_start: str, packages: Iterable[str] = ()) -> str:
    """One paragraph on the machine and the versions; with the `state` when the run began, and now."""
    named = ", ".join(f"{name} {release_of(name)}" for name in (*ALWAYS, *packages))
    return (
        f"Measured on {today()} at commit `{commit()}`: {_processor()}, {os.cpu_count()} cores, {_memory_size()} of "
        f"memory, {platform.system()} {platform.machine()}. At the start {at_the_start}; at the end {state()}. "
        f"CPython {platform.python_version()}, {named}."
    )


def release_of(package: str) -> str:
    """The version of a package that is installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def _processor() -> str:
    return _told_by("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.processor() or "processor not told"


def _memory_size() -> str:
    kibibytes = _told_by("/proc/meminfo", r"MemTotal:\s+(\d+)")
    return f"{int(kibibytes) / 2**20:.0f} GiB" if kibibytes else "an untold amount"


def _told_by(file: str, pattern: str) -> str:
    path = Path(file)
    found = re.search(pattern, path.read_text()) if path.exists() else None
    return found[1].strip() if found else ""
