"""The closed set of steps in which features are written, over the public API only.

`GIVEN` builds a patient record from clinical words; `WHEN` consults the evidence; `THEN` says whether
something is so of the advisory. Each is a table from a pattern to a function, to be read as a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crdecide.errors import nearest

from .answered import complaint
from .given import GIVEN, Record, empty_record
from .then import ABOUT_THE_UNKNOWN, OPTIONS, STANCES, THEN

WHEN = "the evidence is consulted"
THEN_OPTIONS: Mapping[str, str] = {option: words for words, option in OPTIONS.items()}
THEN_STANCES: Mapping[str, str] = {stance: words for words, stance in reversed(STANCES.items())}
"""How a Then step names an option and a stance."""
TABLES: Mapping[str, tuple[str, ...]] = {"Given": tuple(GIVEN), "When": (WHEN,), "Then": tuple(THEN)}
GROUP = re.compile(r"\(\?P<\w+>((?:[^()\[\]]|\[[^\]]*\])+)\)")
"""A named group of a pattern, with what it allows."""

NAMED = {r"\d+": "number", r"[\d.]+": "number", r"\d": "1 to 4", ".+": "names", '[^"]+': "text", "an?|no": "a, an, no"}

__all__ = [
    "ABOUT_THE_UNKNOWN", "GIVEN", "TABLES", "THEN", "THEN_OPTIONS", "THEN_STANCES", "WHEN", "Record", "complaint",
    "empty_record", "nearest_step", "readable",
]  # fmt: skip


def readable(pattern: str) -> str:
    """A pattern as a reader would write it: ``TSC is <definite, possible, excluded or unknown>``."""
    text = GROUP.sub(_choice, pattern)
    return re.sub(r"\(\?:([^)]*)\)", lambda match: match[1].replace("|", " or "), text).replace("s?", "(s)")


def nearest_step(kind: str, text: str) -> str:
    """'; did you mean '…'?' for the step of that kind closest to the text, or ''."""
    return nearest(text, [readable(pattern) for pattern in TABLES[kind]], likeness=0.3)


def _choice(group: re.Match[str]) -> str:
    allowed = group[1].replace("[ -]", " ").replace("?", "")
    words = NAMED.get(group[1]) or allowed.replace(r"\d+", "number").replace("|", ", ")
    return f"<{words}>"
