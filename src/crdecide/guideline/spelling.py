"""Identifiers as words that a clinician would write."""

from __future__ import annotations

SPELLINGS = {"mtor": "mTOR", "tsc": "TSC", "antiarrhythmic": "anti-arrhythmic drugs"}


def spoken(identifier: str) -> str:
    """An identifier as words: ``mtor_inhibitor`` is 'mTOR inhibitor'."""
    return " ".join(SPELLINGS.get(word, word) for word in identifier.split("_"))
