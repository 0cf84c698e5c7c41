"""What a terminal is asked for: how wide it is, and whether colours are wanted."""

from __future__ import annotations

import os
import sys
from typing import Final

NARROWEST: Final = 40
"""Columns below which words of the table would break into pieces; a line of a narrower terminal runs on."""


def text_width() -> int:
    """The columns of a text: what ``COLUMNS`` says or the terminal has, 100 in a pipe, and never more than 100."""
    from shutil import get_terminal_size

    from crdecide.advisory.render.page_text import WIDTH

    return max(NARROWEST, min(WIDTH, get_terminal_size((WIDTH, 24)).columns))


def in_colours() -> bool:
    """Whether colours may be written: to a terminal that has them, or where ``FORCE_COLOR`` is set.

    ``NO_COLOR`` comes before both. Either counts when it is not empty, as no-color.org and force-color.org have it.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
