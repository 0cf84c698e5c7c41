"""A figure of a source as a small picture: its place between 0 and 100 %, or each published case as a cell."""

from __future__ import annotations

from dataclasses import dataclass

from crdecide.advisory.proportions import interval, proportion
from crdecide.language.evidence import Figure

LEFT, WIDE = 8.0, 304.0
"""Where 0 % lies, and how far from it 100 %, in the units of a picture 320 wide."""


@dataclass(frozen=True)
class DrawnFigure:
    """What is drawn, in the picture's units, and the same in words.

    A sample has a point and an interval; of published cases, which are no sample, there is a cell for each.
    """

    words: str
    point: float | None = None
    low: float | None = None
    high: float | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One published case: where it is drawn, and whether it is one of those counted."""

    x: float
    width: float
    counted: bool


def drawn(figure: Figure | None) -> DrawnFigure | None:
    """The picture of a figure; None where there is no figure."""
    if figure is None:
        return None
    if figure.of == "published_cases":
        return DrawnFigure(proportion(figure), cells=_cells(figure))
    low, high = interval(figure)
    return DrawnFigure(proportion(figure), _at(figure.numerator / figure.denominator), _at(low), _at(high))


def _cells(figure: Figure) -> tuple[Cell, ...]:
    step = WIDE / figure.denominator
    # A fifth of each step stays free, so that cells can be counted.
    places = [(number, round(LEFT + number * step, 1)) for number in range(figure.denominator)]
    return tuple(Cell(x, round(0.8 * step, 1), number < figure.numerator) for number, x in places)


def _at(share: float) -> float:
    return round(LEFT + WIDE * share, 1)
