"""Memory, measured where nothing else grows it."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


class _Given(ctypes.Structure):
    """What glibc's allocator has given out (``man mallinfo``), in bytes."""

    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
    )]  # fmt: skip


def bytes_held() -> int:
    """What this process holds: of C what was given out and not given back, of Python its blocks at their least size.

    How much of the machine's memory is resident says less: by a mebibyte it comes and goes, and a leak may hide in it.
    """
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = _Given
    given = mallinfo()
    return int(given.uordblks) + int(given.hblkhd) + LEAST_BLOCK * sys.getallocatedblocks()


LEAST_BLOCK = 16


def growth(work: Callable[[], object], warm: int, times: int) -> int:
    """By how many bytes the process holds more when the work was done so many times, once it is warm."""
    before = _after(work, warm)
    return _after(work, times) - before


def _after(work: Callable[[], object], times: int) -> int:
    """What is held after so many times; a collection empties the interpreter's own lists of tuples to use again."""
    for _ in range(times):
        work()
    gc.collect()
    return bytes_held()


def alone(soak: Callable[[], int]) -> int:
    """What a function of a test module returns in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(soak).result()
