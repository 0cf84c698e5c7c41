"""Python's cyclic garbage collector in the programs of this package; the library never touches its settings."""

from __future__ import annotations

import gc

OF_A_START, OF_A_RUN = 50_000, 2_000
"""Objects made and not freed before the collector looks at them; by default it does so after 700, 80 times a start.

Next to nothing of a start is garbage. While a program runs somebody may wait: to look at 50,000 takes 20 to 55 ms, at
2,000 some 5."""


def collect_seldom() -> None:
    """Look for garbage seldom, until all is loaded; told before anything is."""
    _look_after(OF_A_START)


def keep_what_is_loaded() -> None:
    """Leave what is loaded out of every collection: it stays to the end, and to walk through it takes time."""
    _look_after(OF_A_RUN)
    gc.freeze()


def _look_after(new_objects: int) -> None:
    gc.set_threshold(new_objects, *gc.get_threshold()[1:])
