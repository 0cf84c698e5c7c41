"""Rows that have the id of an earlier one: they are answered, and said, since they may be one child."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

MOST_SHOWN = 5


class RepeatedIds:
    """Of each id only a hash is kept, so that a registry's fit in memory."""

    def __init__(self) -> None:
        self._hashes: list[Any] = []
        self._rows: list[Any] = []

    def add(self, rows: Iterable[int], ids: Iterable[str | None]) -> None:
        """Take the ids of the next rows."""
        known = [(hash(name), row) for row, name in zip(rows, ids, strict=True) if name is not None]
        if known:
            hashes, numbers = zip(*known, strict=True)
            self._hashes.append(np.array(hashes, dtype=np.int64))
            self._rows.append(np.array(numbers, dtype=np.int64))

    def notes(self) -> list[str]:
        """What there is to say: the first few in words, the others as a number."""
        if not self._hashes:
            return []
        hashes, rows = np.concatenate(self._hashes), np.concatenate(self._rows)
        order = np.lexsort((rows, hashes))
        same = np.flatnonzero(np.diff(hashes[order]) == 0)
        pairs = sorted((int(rows[order[place + 1]]), int(rows[order[place]])) for place in same)
        said = [f"row {row} has the same id as row {earlier}" for row, earlier in pairs[:MOST_SHOWN]]
        return said if len(pairs) <= MOST_SHOWN else [*said, f"{len(pairs) - MOST_SHOWN:,} more rows have an id again"]
