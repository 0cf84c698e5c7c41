"""What a sentence of the rules may be: a report, never advice. A light grammar over the words in `wording.yaml`."""

from __future__ import annotations

from .refusal import Refusal
from .text_check import TextForm, refusals
from .word_lists import WordLists

__all__ = ["Refusal", "TextForm", "WordLists", "refusals"]
