"""Verbs that no list has, told by their form and place; they count only where a source or a study is named."""

from __future__ import annotations

from collections.abc import Sequence

from .grammar_words import ADVERBS, DETERMINERS, PREPOSITIONS, PRONOUNS, STRONG, is_number, listed
from .subjects import is_attributed
from .word_lists import Lexicon

PASTS = listed(
    "shot struck swung slid sank swam broke bore beat burst caught fought felt held hung hit hurt laid lent met paid "
    "rang sought sold shed slept spun stuck swept taught threw tore wore won wound woke froze flew ran saw took went "
    "came grew did gave got kept led made said sat"
)
"""Pasts that English makes without '-ed'."""
OBJECTS = listed("the a an its their his her most half all")
PREFIXES = ("over", "under", "out", "fore", "mis", "re", "with")


def holds_unlisted_verb(words: Sequence[str], lexicon: Lexicon) -> bool:
    """'In the report the trough overshot the range', 'Newborns clear sirolimus faster, according to one study'."""
    if not set(words) & lexicon.authorities:
        return any(
            words[index].endswith("ed") and words[index + 1] in OBJECTS and _is_past(words, index, lexicon)
            for index in range(1, len(words) - 1)
        )
    attributed = is_attributed(words, lexicon)
    return any(
        _is_past(words, index, lexicon)
        or ((attributed or words[index - 1] in lexicon.voices) and _is_present(words, index, lexicon))
        for index in range(1, len(words) - 1)
    )


def _is_past(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    word, before = words[index], words[index - 1]
    closed = before in DETERMINERS | PREPOSITIONS | lexicon.interventions or is_number(before)
    of_several = before.endswith("s") and words[index + 1].endswith("s")
    behind = of_several or words[index + 1] in STRONG | OBJECTS | PREPOSITIONS | ADVERBS or is_number(words[index + 1])
    return behind and not closed and word not in lexicon.advising and _has_past_form(word)


def _has_past_form(word: str) -> bool:
    stems = {word, *(word.removeprefix(prefix) for prefix in PREFIXES)}
    return word.endswith("ed") or bool(stems & PASTS)


def _is_present(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """Several of something, a word that is no noun, and a thing: 'newborns clear sirolimus'."""
    word, before, following = words[index], words[index - 1], words[index + 1]
    small = DETERMINERS | PREPOSITIONS | PRONOUNS | ADVERBS | lexicon.nouns
    several = (before.endswith("s") or before in lexicon.people) and before not in small - lexicon.nouns
    return several and word.isalpha() and word not in small and following.isalpha()
