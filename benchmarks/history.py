"""Ratios of earlier runs, one a line in `history.tsv`, so that a regression is seen.

A line has date, commit, load of the machine, benchmark, figure and ratio. Only ratios within one run are kept: they can
be compared between machines, and times cannot. Lower is better in all of them, and a busy machine makes all unsure.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path

from machine import commit, load, today

HISTORY = Path(__file__).with_name("history.tsv")
COLUMNS = ("date", "commit", "load", "benchmark", "figure", "ratio")
WORSE = 1.2
"""A ratio that grew by more than this factor is marked; less is the noise of a shared machine."""


def add(benchmark: str, ratios: Mapping[str, float], path: Path = HISTORY) -> None:
    """Print each ratio with its change against the last run of the same benchmark, and add them to the file.

    A trial with fewer children (``CRDECIDE_BENCH_SCALE``) is printed and not kept.
    """
    last = {row["figure"]: row for row in read(path) if row["benchmark"] == benchmark}
    for figure, ratio in ratios.items():
        print(compared(figure, ratio, last.get(figure)))
    if is_trial():
        print("A trial: nothing was added to the history.")
        return
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        for figure, ratio in ratios.items():
            writer.writerow((today(), commit(), f"{load():.1f}", benchmark, figure, f"{ratio:.3f}"))


def read(path: Path = HISTORY) -> list[dict[str, str]]:
    """Every line, the oldest first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def compared(figure: str, ratio: float, last: Mapping[str, str] | None) -> str:
    """One line: the ratio, and how it stands to the last."""
    if last is None:
        return f"{figure}: {ratio:.3f}, for the first time"
    factor = ratio / float(last["ratio"])
    mark = ", WORSE" if factor > WORSE else ""
    before = f"{last['date']} ({last['commit']}, at a load of {last['load']}: {last['ratio']})"
    return f"{figure}: {ratio:.3f}, {factor:.2f} times that of {before}{mark}"


def scale() -> float:
    """How much of everything is measured: 1, or less for a trial, from ``CRDECIDE_BENCH_SCALE``."""
    return float(os.environ.get("CRDECIDE_BENCH_SCALE", "1"))


def is_trial() -> bool:
    """Whether less is measured than what the figures on record stand for."""
    return scale() < 1


def scaled(number: int) -> int:
    """How many to measure of what would be this many; at least 20."""
    return max(20, round(number * scale()))
