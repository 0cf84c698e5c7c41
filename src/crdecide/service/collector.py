"""Python's cyclic garbage collector in the programs of this package; the library never touches its settings."""

from __future__ import annotations

import gc

NEW_OBJECTS = 50_000
"""Objects made and not freed before the collector looks at them; by default it does so after 700, 80 times a start."""


def collect_seldom() -> None:
    """Look for garbage seldom; told before anything is loaded, as next to nothing of that is any."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def keep_what_is_loaded() -> None:
    """Leave what is loaded out of every collection: it stays to the end, and to walk through it takes time."""
    collect_seldom()
    gc.freeze()
