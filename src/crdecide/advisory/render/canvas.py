"""A canvas of lines, dots, bands and labels in the units of an SVG, and scales from what is measured to its places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import floor, log10
from typing import Literal

Anchor = Literal["start", "middle", "end"]
WIDTH = 680
LETTER = 6.2
"""About the width of a letter of the labels."""
MOST_TICKS = 6


@dataclass(frozen=True)
class Label:
    """A text at a point."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"


@dataclass(frozen=True)
class Line:
    """Points joined by strokes, in a colour of the page; `dashes` tells one line from another without colour."""

    points: str
    colour: Literal["ink", "quiet", "accent"]
    dashes: str = ""


@dataclass(frozen=True)
class Dot:
    """A point that is measured."""

    x: float
    y: float


@dataclass(frozen=True)
class Band:
    """A stretch that is shaded."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Canvas:
    """What is drawn, bands first and labels last."""

    height: float
    width: float = WIDTH
    bands: list[Band] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(frozen=True)
class Scale:
    """From values to places: `first` and `last` are values, `start` and `end` their places."""

    first: float
    last: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value is drawn."""
        span = (self.last - self.first) or 1
        return round(self.start + (value - self.first) / span * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """Round values within the scale, six at most."""
        step = _round_step((self.last - self.first) / MOST_TICKS)
        number = floor(self.last / step) - floor(self.first / step) + 1
        ticks = [step * (floor(self.first / step) + place) for place in range(number)]
        return [tick for tick in ticks if self.first <= tick <= self.last]


def joined(points: Iterable[tuple[float, float]]) -> str:
    """Points as SVG writes them."""
    return " ".join(f"{x},{y}" for x, y in points)


def _round_step(least: float) -> float:
    """1, 2 or 5 times a power of ten, no less than `least`."""
    power = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)
