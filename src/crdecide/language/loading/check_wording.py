"""Every text that reaches a reader is a report: what is recorded, what was seen, what a source says."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from crdecide.errors import Problem

from ..wording.refusal import Refusal
from ..wording.text_check import refusals
from ..wording.word_lists import WordLists
from .draft import Draft
from .texts import texts_of

UNCHECKED = frozenset({"wording", "drugs", "drug_codes", "pinned", "pinned_codes"})
"""Files that hold words and names, and no sentences."""


def wording_problems(draft: Draft) -> Iterator[Problem]:
    """Each sentence that may be taken for advice, with the reason and the nearest form that may stand."""
    if draft.wording is None:
        return
    for owner, file in draft.files.items():
        if owner in UNCHECKED:
            continue
        for path, text, form in texts_of(file):
            for refusal in refusals(text, draft.wording, form):
                yield file.problem(path, message(refusal, draft.wording))


def message(refusal: Refusal, lists: WordLists) -> str:
    """What an author reads: which sentence, why, what was expected, and an example."""
    expected = f"“{refusal.sentence}” may not stand, as {refusal.why}; expected {refusal.expected}"
    nearest = difflib.get_close_matches(refusal.sentence, lists.examples, n=1, cutoff=0)
    return f"{expected}; a form that may stand: “{nearest[0]}”" if nearest else expected
