"""Memory, measured where nothing else grows it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path


def resident_kib() -> int:
    """The memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def growth_kib(work: Callable[[], object], warm: int, times: int) -> int:
    """By how much the process grows while the work is done so many times, once it is warm."""
    before = _after(work, warm)
    return _after(work, times) - before


def _after(work: Callable[[], object], times: int) -> int:
    """The memory after so many times; a collection empties the interpreter's own lists of tuples to use again."""
    for _ in range(times):
        work()
    gc.collect()
    return resident_kib()


def alone(soak: Callable[[], int]) -> int:
    """What a function of a test module returns in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(soak).result()
