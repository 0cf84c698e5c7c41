"""A proportion for people: as counted, with the percentage and the interval that follow from the counts."""

from __future__ import annotations

from math import sqrt

from crdecide.language.evidence import Figure

NORMAL_975 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution, which leaves 2.5 % on either side."""


def interval(figure: Figure) -> tuple[float, float]:
    """The Wilson 95 % interval of a proportion, both ends between 0 and 1.

    In the form of Newcombe, Statistics in Medicine 1998;17:857-872 (method 3, without continuity correction).
    """
    z, n, p = NORMAL_975, figure.denominator, figure.numerator / figure.denominator
    centre = (2 * n * p + z**2) / (2 * (n + z**2))
    half = z / (2 * (n + z**2)) * sqrt(4 * n * p * (1 - p) + z**2)
    # At the ends the formula gives 0 and 1, but for rounding: a bound of -1e-17 would be shown as "-0.0".
    low = 0.0 if figure.numerator == 0 else centre - half
    high = 1.0 if figure.numerator == figure.denominator else centre + half
    return low, high


def proportion(figure: Figure) -> str:
    """'30/33 = 90.9 % (95 % CI 76.4–96.9 %, Wilson, computed here)'; of published cases, no sample, '30 of 33'."""
    if figure.of == "published_cases":
        return f"{figure.numerator} of {figure.denominator} published cases"
    low, high = interval(figure)
    percent = 100 * figure.numerator / figure.denominator
    shown = f"95 % CI {100 * low:.1f}–{100 * high:.1f} %, Wilson, computed here"
    return f"{figure.numerator}/{figure.denominator} = {percent:.1f} % ({shown})"
