"""What may stand before a colon, so that a list without verbs may follow."""

from __future__ import annotations

import re

from .grammar_words import DIFFERING, HELPERS, PREPOSITIONS, is_number, listed
from .subjects import head, is_attributed
from .text_parts import words
from .verbs_in_clause import finite_verbs
from .word_lists import Lexicon

STATISTICS = listed("median mean average range minimum maximum total")
NUMBERS = listed("none one two three four five six seven eight nine ten eleven twelve")
MEASURED = listed("ages sizes diameters weights lengths gradients volumes grades births deaths")
"""What is measured or counted and never ordered, so that bare numbers after it are no plan."""
SEVERAL_NUMBERS = re.compile(r"^(?:\d[\d.]*, )+\d[\d.]* and \d[\d.]*\b")


def label(segment: str, lexicon: Lexicon) -> str | None:
    """What follows a label such as 'Not recorded:'; None where there is none."""
    before, colon, after = segment.partition(":")
    named = words(before)
    for length in (3, 2, 1):
        if colon and len(named) >= length and "-".join(named[:length]) in lexicon.labels and len(named) <= 6:
            return after.strip()
    return None


def opens_list(segment: str, lexicon: Lexicon) -> bool:
    """Whether what follows is a list that needs no verbs: after a label, or after a source and a colon."""
    left, colon, right = segment.partition(": ")
    if label(segment, lexicon) is not None:
        return True
    return bool(colon) and (is_attributed(words(left), lexicon) or tells_what_was_seen(left, right, lexicon))


def tells_what_was_seen(left: str, right: str, lexicon: Lexicon) -> bool:
    """'Drugs named in the series: …', 'Ages at first dose: 2, 5 and 9 days', 'Follow-up: median 3 years'."""
    named, listed_words = words(left), words(right)
    if not named or not listed_words or _has_a_verb(named, lexicon):
        return False
    if listed_words[0] in STATISTICS:
        return True
    of_a_study = any(
        word in lexicon.authorities and set(named[max(0, index - 3) : index]) & PREPOSITIONS
        for index, word in enumerate(named)
    )
    counted = head(named) in lexicon.authorities and (is_number(listed_words[0]) or listed_words[0] in NUMBERS)
    return (
        of_a_study
        or counted
        or (SEVERAL_NUMBERS.match(right) is not None and head(named) in MEASURED and "for" not in named)
    )


def _has_a_verb(named: list[str], lexicon: Lexicon) -> bool:
    """Whether it says something by itself; 'drugs named in …' only names."""
    verbs = list(finite_verbs(named, lexicon))
    return any(
        named[index] in HELPERS or named[index + 1 : index + 2] not in (["in"], ["by"], ["from"]) for index in verbs
    )


def names_a_treatment(listed_words: list[str], lexicon: Lexicon) -> bool:
    """Whether a treatment stands in a list; 'different doses' only tells that they differ."""
    return any(
        word in lexicon.interventions and (not index or listed_words[index - 1] not in DIFFERING)
        for index, word in enumerate(listed_words)
    )
