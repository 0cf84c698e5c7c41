"""On what was measured: processor, cores, load, Python, packages, and the commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
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


def load() -> str:
    """The load average of the last minute, of 5 and of 15 minutes; a quiet machine has less than one in the first."""
    return ", ".join(f"{figure:.1f}" for figure in os.getloadavg())


def described(begun_with: str, packages: Iterable[str] = ()) -> str:
    """One paragraph on the machine and the versions; `begun_with` is the load when the run began."""
    named = ", ".join(f"{name} {release_of(name)}" for name in (*ALWAYS, *packages))
    return (
        f"Measured on {today()} at commit `{commit()}`: {_processor()}, {os.cpu_count()} cores, {_memory_size()} of "
        f"memory, {platform.system()} {platform.machine()}; load average {begun_with} at the start, {load()} at the "
        f"end. CPython {platform.python_version()}, {named}."
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
