"""A proportion for people: as counted, with the percentage and the interval that follow from the counts."""

from __future__ import annotations

from functools import lru_cache

from .evidence import Figure


@lru_cache(maxsize=1024)
def interval(figure: Figure) -> tuple[float, float]:
    """The Wilson 95 % interval of a proportion, both ends between 0 and 1. SciPy is loaded on first use."""
    from scipy.stats import binomtest

    found = binomtest(figure.numerator, figure.denominator).proportion_ci(confidence_level=0.95, method="wilson")
    return float(found.low), float(found.high)


def proportion(figure: Figure) -> str:
    """'30/33 = 90.9 % (95 % CI 76.4–96.9 %, Wilson, computed here)'."""
    low, high = interval(figure)
    percent = 100 * figure.numerator / figure.denominator
    shown = f"95 % CI {100 * low:.1f}–{100 * high:.1f} %, Wilson, computed here"
    return f"{figure.numerator}/{figure.denominator} = {percent:.1f} % ({shown})"
