"""The pass of `reduction` in C, where the accelerator is installed: a wheel of its own that nothing depends on.

Both give the same, so that nothing but time tells whether it is there.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from .levels import Functions, Level
from .openness import States
from .reduction import MOST_READINGS, Left, PythonReduction, Reduction

try:
    import crdecide_accelerator as accelerator
except ImportError:
    accelerator = None

INTERFACE = 1
"""What is asked of the C side and how; one that says another number is of another release and is left alone."""
MOST_ROOTS = 64
"""Functions that the C side takes at once: as many as a machine word has bits."""
Reducing = Callable[[Functions], Reduction]
"""How some functions are to be reduced."""


def fastest(functions: Functions) -> Reduction:
    """In C where that is there and ``CRDECIDE_PURE_PYTHON`` does not rule it out; else in Python."""
    is_there = getattr(accelerator, "INTERFACE", None) == INTERFACE
    if is_there and "CRDECIDE_PURE_PYTHON" not in os.environ:
        return CompiledReduction(functions)
    return PythonReduction(functions)


class CompiledReduction:
    """The C side keeps nothing from call to call. How each level is read is kept here, as the bytes that it takes."""

    def __init__(self, functions: Functions) -> None:
        nodes = functions.leaves + sum(level.nodes for level in functions.levels)
        self._parts, self._size = len(functions.parts), (functions.leaves, nodes, len(functions.parts))
        self._levels = [
            (level.part, lru_cache(maxsize=MOST_READINGS)(partial(_packed, level))) for level in functions.levels
        ]
        starts = range(0, len(functions.roots), MOST_ROOTS)
        self._roots = [_integers(functions.roots[start : start + MOST_ROOTS]) for start in starts]

    def left(self, open_to: Sequence[States]) -> Left:
        """What is left of them where each part may be in these states."""
        levels = tuple([read(open_to[part]) for part, read in self._levels])
        found = accelerator.reduce(*self._size, self._roots[0], levels)
        asked, numbers = found[: self._parts], found[self._parts :]
        for turn, roots in enumerate(self._roots[1:], start=1):
            found = accelerator.reduce(*self._size, roots, levels)
            numbers += found[self._parts :]
            for part in range(self._parts):
                asked[part] |= found[part] << MOST_ROOTS * turn
        return Left(asked, numbers)


def _packed(level: Level, states: States) -> bytes:
    places, width, told_apart = level.reading(states)
    return _integers([level.part, width, told_apart, *places])


def _integers(numbers: Sequence[int]) -> bytes:
    """As 32 bits each, the way this machine has them."""
    return array("i", numbers).tobytes()
