"""Identifiers as words that a clinician would write."""

from __future__ import annotations

from functools import lru_cache

SPELLINGS = {"mtor": "mTOR", "tsc": "TSC", "antiarrhythmic": "anti-arrhythmic drugs"}
MOST_KEPT = 1_024


@lru_cache(maxsize=MOST_KEPT)
def spoken(identifier: str) -> str:
    """An identifier as words: ``mtor_inhibitor`` is 'mTOR inhibitor'."""
    return " ".join(SPELLINGS.get(word, word) for word in identifier.split("_"))
