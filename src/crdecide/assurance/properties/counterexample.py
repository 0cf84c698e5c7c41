"""What refutes a property: what is wrong, and children who show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
"""A patient record, as JSON would give it."""


@dataclass(frozen=True)
class Counterexample:
    """What is wrong, and the smallest child, or pair of children, that shows it; none where it stands in a text."""

    what: str
    children: tuple[Record, ...] = ()


def first_of(results: Iterable[Counterexample | None]) -> Counterexample | None:
    """The first counterexample among results that are worked out one by one; what comes after it is not."""
    for result in results:
        if result is not None:
            return result
    return None
