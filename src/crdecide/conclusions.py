"""What running the rules over one child yields, whichever engine ran them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .conditions import Value
from .truth import Truth

Values = Mapping[str, Value | None]
"""Observations and findings by name; None is unknown."""


@dataclass(frozen=True)
class Conclusions:
    """The values of all inputs and findings, the truth of each card's condition, and the rules that fired."""

    values: Values
    truths: Mapping[str, Truth]
    fired: tuple[str, ...]
