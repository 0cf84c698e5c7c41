"""What is told of many times that were measured: mean, median, slowest tenth and hundredth, slowest, and memory.

Times of one thread are CPU time (`time.process_time_ns`): what else runs on the machine disturbs it least. Everything
that the process does counts, threads of a library too. Each figure holds the clock's own cost, under a microsecond.
"""

from __future__ import annotations

import math
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FEWEST = 50
"""Times that tell something of a tenth."""
HEADING = ("mean", "median", "p90", "p99", "max", "memory, MiB")


@dataclass(frozen=True)
class Sample:
    """Times in one unit, and the most memory that the process held, in MiB."""

    times: Sequence[float]
    memory: float

    @property
    def mean(self) -> float:
        """The mean, which is what many children cost."""
        return statistics.fmean(self.times)

    def slowest(self, share: float) -> float:
        """The time that this share of all kept to."""
        ordered = sorted(self.times)
        return ordered[math.ceil(share * len(ordered)) - 1]

    def cells(self) -> tuple[str, ...]:
        """The cells of a table under `HEADING`."""
        figures = (self.mean, statistics.median(self.times), self.slowest(0.9), self.slowest(0.99), max(self.times))
        return (*map(rounded, figures), f"{self.memory:,.0f}")


def rounded(figure: float) -> str:
    """Three figures where it is small, whole thousands grouped where it is not."""
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def pooled(samples: Iterable[Sample]) -> Sample:
    """Several runs as one: all their times, and the most memory of any."""
    every = list(samples)
    return Sample([time for sample in every for time in sample.times], max(sample.memory for sample in every))


def timed(work: Callable[[Any], object], inputs: Iterable[Any]) -> list[float]:
    """Microseconds of CPU time for each input."""
    times = []
    for one in inputs:
        begun = time.process_time_ns()
        work(one)
        times.append((time.process_time_ns() - begun) / 1000)
    return times


def drift(times: Sequence[float]) -> float:
    """How many times slower the last tenth is than the first; below 1 where it is faster, 1 where there are too few.

    By what three quarters of a tenth took at least: what disturbs from outside only ever makes some of them slower.
    """
    tenth = max(FEWEST, len(times) // 10)
    if len(times) < 2 * tenth:
        return 1.0
    first, last = (statistics.quantiles(part, n=4)[0] for part in (times[:tenth], times[-tenth:]))
    return last / first


def memory(process: int | str = "self", *, most: bool = False) -> float:
    """The memory that a process holds, or the most that it held, in MiB; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    name = "VmHWM" if most else "VmRSS"
    found = re.search(rf"{name}:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0
