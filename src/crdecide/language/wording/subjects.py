"""What a clause is about: who may recommend, what is only read or counted, what is done to a child, or people."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from .grammar_words import COORDINATORS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, is_adverb, is_number
from .word_lists import Lexicon

QUANTIFIERS = DETERMINERS | frozenset({"none", "nothing", "half", "part"})
DATA = frozenset({"data", "figures", "numbers", "results", "findings", "evidence", "counts", "table", "tables"})
"""What a source has, and not what it says: 'the review's figures' speak with the writer's voice."""
WITHIN = frozenset({"in", "by", "per", "under", "according", "from"})


class Subject(Enum):
    """The kinds of subject, by what may be said of them."""

    AUTHORITY = "a source"
    MATERIAL = "something read or counted"
    INTERVENTION = "something that is done to a child"
    PEOPLE = "people"
    RECORDED = "people, in a clause that says that it tells what the record has"
    QUESTION = "what is asked or told of, within a sentence"
    ASKED = "a whole question, of which it is said whether it is known"
    OTHER = "anything else"


def subject_of(words: Sequence[str], lexicon: Lexicon) -> Subject:
    """The kind of subject that these words, in front of a verb, name."""
    if not words:
        return Subject.OTHER
    if (told := told_that(words, lexicon)) is not None and "record" not in words:
        return subject_of(words[told + 1 :], lexicon)
    if _within_a_question(words, lexicon):
        return Subject.QUESTION
    if words[0] in ("one", "another", "two", "three") and words[1:] and head(words) in lexicon.people:
        return Subject.AUTHORITY
    if words[0] in lexicon.gerunds - lexicon.material:
        return Subject.INTERVENTION
    if {"record", "recorded"} & set(words):
        return Subject.MATERIAL
    kind = _kind(head(words), lexicon)
    return Subject.AUTHORITY if "-".join(words[-2:]) in lexicon.authorities else kind


def told_that(words: Sequence[str], lexicon: Lexicon) -> int | None:
    """Where 'that' stands in 'it has been shown that …', 'the figures show that …': what follows is told as a fact."""
    for index in range(1, len(words) - 1):
        if words[index] == "that" and words[index - 1] in lexicon.states | lexicon.told | lexicon.report:
            return index
    return None


def _within_a_question(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the verb that follows belongs to 'whether …' or 'who …'; 'known that …' only tells what is so."""
    for index, word in enumerate(words):
        told = word == "that" and (words[index - 1] in lexicon.states if index else False)
        if (
            word in RELATIVES
            and not told
            and words != ["that"]
            and not (index and word in DETERMINERS and words[index - 1] in PREPOSITIONS)
        ):
            return True
    return False


def _kind(noun: str, lexicon: Lexicon) -> Subject:
    if noun in lexicon.authorities:
        return Subject.AUTHORITY
    if noun in lexicon.material or noun in PRONOUNS:
        return Subject.MATERIAL
    if noun in lexicon.interventions:
        return Subject.INTERVENTION
    return Subject.PEOPLE if noun in lexicon.people else Subject.OTHER


def head(words: Sequence[str]) -> str:
    """The noun that the others belong to: 'authors' in 'two authors of that review'."""
    rest = list(words)
    if rest and rest[0] in COORDINATORS:
        rest = rest[1:]
    if rest and rest[0] in PREPOSITIONS:
        return _last_noun(rest)
    for index, word in enumerate(rest):
        if index and (word in PREPOSITIONS or word in RELATIVES - {"what"}) and rest[index - 1] not in COORDINATORS:
            before = rest[index - 1]
            if word == "of" and (before in QUANTIFIERS or is_number(before)):
                return head(rest[index + 1 :])
            return before
    return _last_noun(rest)


def _last_noun(words: Sequence[str]) -> str:
    nouns = [word for word in words if not is_adverb(word) and word not in ("read", "held", "here")]
    return nouns[-1] if nouns else ""


def is_attributed(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a phrase such as 'by the label' or 'in published guidance' says whose words these are."""
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in ("published", "labelled") and following and following not in lexicon.studies | PREPOSITIONS:
            return True
        owner = word.removesuffix("'").removesuffix("'s")
        if owner in lexicon.studies and "according" in words[max(0, index - 5) : index]:
            return True
        if owner != word and following in DATA:
            continue
        if owner in lexicon.voices and ((owner != word and index < 3) or _after_preposition(words, index)):
            return True
    return False


def _after_preposition(words: Sequence[str], index: int) -> bool:
    """Whether 'in', 'by' … stands before the noun, with nothing but its own adjectives between."""
    for before in reversed(words[max(0, index - 5) : index]):
        if before in WITHIN or before == "to":
            return before != "to" or "according" in words
        if before in PREPOSITIONS or before in RELATIVES - {"that"}:
            return False
    return False
