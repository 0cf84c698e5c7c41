"""Where the verbs of a clause stand, and which of them is the one that says something of its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .asking import denies_knowledge
from .grammar_words import (
    DETERMINERS,
    DID,
    DIFFERING,
    DOES,
    HAD,
    HAS,
    HELPERS,
    IS,
    MAY,
    OBLIGES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STRONG,
    SUBORDINATORS,
    WAS,
    is_adverb,
    is_number,
    listed,
)  # fmt: skip
from .word_lists import Lexicon

BE = IS | WAS | HAS | HAD | frozenset({"be", "been", "being"})
LEANED_ON = BE | DOES | DID | MAY | OBLIGES | {"to"}
"""Words that a plain form, a participle or a past may hang on."""


def main_verb(words: Sequence[str], lexicon: Lexicon) -> int | None:
    """The verb of the main clause: one that belongs to 'who', 'that', 'before' … further in front is passed over."""
    open_clauses = 1
    for index in range(len(words)):
        if is_finite(words, index, lexicon):
            open_clauses -= 1
            if not open_clauses:
                return index
        elif opens_clause(words, index, lexicon):
            open_clauses += 1
    # "Whether the two series share children is not stated": the verb within may be one that no list has.
    return denies_knowledge(words) if words else None


def finite_verbs(words: Sequence[str], lexicon: Lexicon) -> Iterator[int]:
    """Every verb that says something of a subject."""
    for index in range(len(words)):
        if is_finite(words, index, lexicon):
            yield index


def opens_clause(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """Whether the word begins a clause within the clause, which has a verb of its own."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word == "that":
        return not (index and words[index - 1] in PREPOSITIONS) and not (index == 0 and following not in DETERMINERS)
    if word in RELATIVES:
        return True
    if word not in SUBORDINATORS or word in ("as", "than", "since", "so"):
        return False
    if word in ("before", "after", "until", "once") and following not in DETERMINERS | PRONOUNS:
        return False
    return any(is_finite(words, later, lexicon) for later in range(index + 1, len(words)))


def is_finite(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """Whether the word is a verb in a form that needs a subject, as far as its neighbours tell."""
    word, before = words[index], words[index - 1] if index else ""
    if word in HELPERS or points_back(words, index):
        return True
    if not index or _depends(words, index) or before.endswith(("'s", "s'")):
        return False
    if word in lexicon.participles and words[index + 1 : index + 2] == ["by"]:
        return False
    if word in lexicon.past_of_authorities and before in NUMERALS and not HELPERS & set(words[index:]):
        return True
    if word in lexicon.past_of_authorities:
        return not (
            before in DETERMINERS - {"both", "none", "all", "most", "one", "two", "which", "that", "more"}
            or before in PREPOSITIONS
        )
    return _is_present(words, index, lexicon)


def points_back(words: Sequence[str], index: int) -> bool:
    """'That rules the drug out': a pronoun and its verb, whatever the verb is."""
    is_verb = words[index].endswith("s") and words[index + 1 : index + 2] != [] and words[index + 1] in STRONG
    return index == 1 and words[0] in ("that", "this", "it") and is_verb


def _surely_finite(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """Whether the word is a helping verb, or a past that is no participle."""
    return words[index] in HELPERS or (index > 0 and words[index] in lexicon.past and not _depends(words, index))


def _depends(words: Sequence[str], index: int) -> bool:
    """Whether a helping verb, or 'to', stands in front, with nothing but adverbs between."""
    place = index - 1
    while place > 0 and is_adverb(words[place]):
        place -= 1
    return words[place] in LEANED_ON


def _is_present(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    word, before = words[index], words[index - 1]
    if word not in lexicon.verbs or before in PREPOSITIONS or (is_number(before) and len(before) != len("2020")):
        return False
    if before in DETERMINERS and before not in ("which", "that", "both", "none", "most", "all", "what"):
        return False
    if word in lexicon.nouns and words[index + 1 : index + 2] and words[index + 1] in AFTER_VERBS:
        return True
    if word in lexicon.nouns and any(_surely_finite(words, other, lexicon) for other in range(len(words))):
        return False
    if word in lexicon.nouns and before in DIFFERING | DETERMINERS - {"which", "that", "what"}:
        return False
    if word in lexicon.plain_forms and word in lexicon.nouns and not before.endswith("s") and before not in PLURALS:
        return False
    if word in lexicon.plain_forms:
        # The plain form goes with several: "the authors regard", but not "the case report".
        if any(other in HELPERS or other in lexicon.past for other in words[1:index]):
            return before in RELATIVES | PRONOUNS | {"and", "or"} or bool(RELATIVES & set(words[:index]))
        return any(other.endswith("s") or other in PLURALS or other in RELATIVES for other in words[:index])
    return True


AFTER_VERBS = listed("what how whether fewer")
"""Words that follow a verb and no noun: 'limits what can be concluded', 'number fewer than ten'."""
NUMERALS = listed("three four five six seven eight nine ten eleven twelve some many few several")
PLURALS = listed("they these those both data children people men women series who and or criteria")
