"""The characters that a text may be written in: those that look like another, or like nothing, are refused."""

from __future__ import annotations

import re
import unicodedata

ALLOWED = re.compile(r"[A-Za-z0-9 .,;:()\[\]'\"/%=<>+\-±×²³–—·°µμ≥≤→’‘“”?é]")
"""Letters of one alphabet, digits, and the signs of measurements."""


def strange_characters(text: str) -> tuple[str, ...]:
    """The names of characters that do not belong in a text, each once."""
    strange = dict.fromkeys(character for character in text if not ALLOWED.match(character))
    return tuple(unicodedata.name(character, f"U+{ord(character):04X}").lower() for character in strange)
