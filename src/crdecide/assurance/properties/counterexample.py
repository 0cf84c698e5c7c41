"""What refutes a property: what is wrong, and children who show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
"""A patient record, as JSON would give it."""


@dataclass(frozen=True)
class Counterexample:
    """What is wrong, and the smallest child, or pair of children, that shows it; none where it stands in a text."""

    what: str
    children: tuple[Record, ...] = ()
