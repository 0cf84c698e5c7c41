"""What may be asked about a child: what is so, never whether something is to be done."""

from __future__ import annotations

from .constructions import Why, banned_everywhere, banned_without_source
from .grammar_words import listed
from .text_parts import words
from .word_lists import Lexicon

ASKING = listed("is are was were has have had does do did how which what who when where of in by on")
EXPECTED = "a question about what is so, with a question mark ('Does the child have …?')"


def question_fault(text: str, lexicon: Lexicon) -> Why | None:
    """What is wrong with a question; None where it asks what is so."""
    asked = words(text)
    if not text.endswith("?") or text.count("?") > 1:
        return "it is not one question", EXPECTED
    if not asked or asked[0] not in ASKING or any(mark in text for mark in (";", "!", ". ")):
        return f"“{text[:12]}” begins no question", EXPECTED
    return banned_everywhere(asked, lexicon) or banned_without_source(asked, lexicon)
