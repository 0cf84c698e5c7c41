"""What may stand nowhere, or only where a source speaks: words of haste and address, orders, judgements, doses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .asking import asserted, refrains
from .grammar_words import (
    ADVERBS,
    DETERMINERS,
    HAD,
    HELPERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STRONG,
    WAS,
    is_number,
    listed,
)
from .refusal import ANY_FORM, RECORDED, REPORTED
from .text_parts import found_in
from .weighing import voices_a_verdict, weighs
from .word_lists import Lexicon

Why = tuple[str, str]
DOSE = re.compile(
    r"\b(?:\d[\d.,]*|half a|one|two|three|four|five|six|a) "
    r"(?:mg|mcg|µg|g|ml|iu|tablets?|capsules?|drops?|puffs?)\b"
    r"|\b(?:mg|mcg|ml)\b.*\b(?:daily|weekly|a day|per day|a week|per week)\b"
    r"|\b(?:once|twice|thrice) (?:daily|weekly|a day|a week)\b"
)
"""An amount of something that is taken."""


def banned_everywhere(words: list[str], lexicon: Lexicon) -> Why | None:
    """Haste, and words to the reader."""
    if found := found_in(words, lexicon.urgency):
        return f"“{found[1]}” presses for haste", ANY_FORM
    if found := found_in(words, lexicon.persons):
        return f"“{found[1]}” speaks to the reader, or as the writer", ANY_FORM
    return voices_a_verdict(words, lexicon)


def banned_without_source(words: list[str], lexicon: Lexicon) -> Why | None:
    """Judgements and orders, where nothing says whose they are."""
    said = asserted(words, lexicon)
    if refrains(said, lexicon):
        return None
    if found := found_in(said, lexicon.directive):
        return f"“{found[1]}” points to what to do, and no source says it", REPORTED
    return weighs(said, lexicon) or _schedule(said, lexicon) or _leans(said, lexicon) or _order_in(said, lexicon)


def about_this_child(words: list[str], lexicon: Lexicon) -> Why | None:
    """What a source says is about those whom it studied, not about the child of today."""
    if words[:1] == ["so"] and words[1:2] and words[1] in HELPERS and ["this", "child"] in _pairs(words):
        return f"“so {words[1]}” carries what a source says over to this child", RECORDED
    if words[:1] == ["why"] and ["this", "child"] in _pairs(words) and set(words) & lexicon.interventions:
        return "“why” takes for granted what ought to be done for this child", RECORDED
    at = any(pair in (["this", "child"], ["your", "child"], ["this", "patient"]) for pair in _pairs(words))
    if at and (found := found_in(asserted(words, lexicon), lexicon.advising)):
        return f"“{found[1]}” is said of this child; a source speaks of those it studied", RECORDED
    return None


def dose_in(words: Sequence[str]) -> Why | None:
    """An amount to take."""
    if found := DOSE.search(" ".join(words)):
        return f"“{found.group()}” is a dose, and neither the record nor a source gives it here", RECORDED
    return None


def begins_with_an_order(words: Sequence[str], lexicon: Lexicon) -> Why | None:
    """A plain verb in front ('Begin …', 'Always repeat …'), or an unknown word before 'the', as in 'Ensure the …'."""
    place = 0
    while place < len(words) and (words[place] in LEADING or words[place].endswith("ly")):
        place += 1
    if place >= len(words) or list(words[place : place + 2]) == ["to", "date"]:
        return None
    first, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if first in ("do", "to", "let", "be", "don't", "no", "not") and first not in ("no", "not"):
        return f"“{first} {following}” begins an order", ANY_FORM
    if (
        first in ADJECTIVES_TOO
        and following not in BEFORE_A_THING
        and following not in lexicon.interventions
        and len(words) > place + 2
    ):
        return None
    if words[place - 1] == "not" and place and first in lexicon.participles:
        return None
    if first in lexicon.plain_forms and not _is_noun(first, following, lexicon):
        return f"“{first}” is an order to the reader", ANY_FORM
    known = first in KNOWN or first in lexicon.nouns
    closes = following in STRONG | {"them", "him"}
    if not known and not is_number(first) and closes and not first.endswith("ed"):
        return f"“{first} {following}” reads as an order to the reader", ANY_FORM
    return None


ADJECTIVES_TOO = listed("complete present open clear double separate mean close live slow lower")
SMALL = listed(
    "here there however moreover "
    "is are was were has have had does did may might can could and or but so if because although since when while"
)
BEFORE_A_THING = DETERMINERS | PREPOSITIONS
KNOWN = BEFORE_A_THING | PRONOUNS | RELATIVES | ADVERBS | SMALL
"""What begins a sentence and is no order."""
LEADING = ADVERBS - DETERMINERS - PRONOUNS
"""What may stand before a verb in front: 'Always repeat …'."""
SAID_OF_THEN = WAS | HAD | {"record", "recorded"}
"""What tells of the past, with the past forms of verbs."""


def _is_noun(word: str, following: str, lexicon: Lexicon) -> bool:
    """'Use of …', 'Label text …', 'Report 3 …': a noun that looks like a verb, from what comes after it."""
    if word in lexicon.actions:
        return following in ("in", "of", "is", "was") and word in NOUNS_TOO
    if word in lexicon.nouns and (not following or is_number(following)):
        return True
    return following in PREPOSITIONS | SMALL or (following in lexicon.nouns and word in lexicon.nouns)


NOUNS_TOO = listed("use measure order note delay plan increase test screen check request offer dose call look")


LEANS = listed("speak speaks point points argue argues lean leans")
SPANS = listed("hour day week month year morning evening night visit two three four five six second third")
TOWARDS = listed("for against to towards toward")


def _schedule(words: list[str], lexicon: Lexicon) -> Why | None:
    """'Every year', 'each visit', in the present: a plan; in the past it tells what was done."""
    if not (lexicon.past.isdisjoint(words) and SAID_OF_THEN.isdisjoint(words)):
        return None
    for before, word in pairwise(words):
        if before in ("every", "each") and word in SPANS:
            return f"“{before} {word}” gives a plan, and no source says it", REPORTED
    return None


def _leans(words: list[str], lexicon: Lexicon) -> Why | None:
    """'The data speak for early treatment': what is read leans towards a treatment."""
    for index, (verb, towards) in enumerate(pairwise(words)):
        near = set(words[index + 2 : index + 6])
        if verb in LEANS and towards in TOWARDS and near & (lexicon.interventions | lexicon.gerunds):
            return f"“{verb} {towards}” leans towards a treatment, and no source says it", REPORTED
    return None


def _order_in(words: list[str], lexicon: Lexicon) -> Why | None:
    """A verb of doing, in the plain form or present passive, anywhere in the words."""
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        pair = "-".join(words[index : index + 2])
        near = words[max(0, index - 4) : index]
        none_given = {"no", "none"} & set(near) and not set(words[:index]) & lexicon.interventions - {"dose", "doses"}
        if (
            words[:2] == ["to", "date"]
            or {"who", "which", "what", "whether", "could"} & set(near)
            or "that" in near[-2:-1]
        ):
            continue
        if (
            before == "to"
            and word in lexicon.actions & lexicon.plain_forms - lexicon.nouns - ADJECTIVES_TOO
            and not _past(words, index, lexicon)
        ):
            return f"“to {word}” tells what to do, and no source says it", REPORTED
        if (
            (before in ("is", "are") or (before == "be" and not _past(words, index, lexicon)))
            and word in lexicon.done
            and not none_given
            and not pair.endswith("-here")
            and pair not in lexicon.states
        ):
            return f"“{before} {word}” says what is done, and names no source", REPORTED
        if index and before in ("and", "or", "then", "not", "please", "just") and _is_bare_order(words, index, lexicon):
            return f"“{before} {word}” reads as an order", ANY_FORM
    return None


def _is_bare_order(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    following = words[index + 1] if index + 1 < len(words) else ""
    return (
        words[index] in lexicon.actions & lexicon.plain_forms
        and (following in DETERMINERS or following in lexicon.interventions or is_number(following or "x"))
        and not set(words[:index]) & {"who", "may", "can", "might", "does", "do", "did"}
    )


def _past(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    return bool(set(words[:index]) & (lexicon.past | {"was", "were", "had"}))


def _pairs(words: Sequence[str]) -> list[list[str]]:
    return [list(words[index : index + 2]) for index in range(len(words) - 1)]
