"""Whether each sentence of a text is one that may stand: recorded, seen in a study, or said by a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from .characters import strange_characters
from .clause import clause_fault, fragment_fault, is_clause
from .constructions import Why, banned_everywhere
from .listing import label, names_a_treatment, opens_list, tells_what_was_seen
from .questions import question_fault
from .refusal import ANY_FORM, Refusal
from .subjects import is_attributed
from .text_parts import Sentence, quotations, segments, sentences, words
from .word_lists import Lexicon, WordLists

TextForm = Literal["statement", "phrase", "remark", "question"]
"""A statement needs a verb in each sentence; a phrase (a title, an interval) only where it ends with a full stop;
a remark (what the rule set is for) nowhere; a question asks for one thing."""


def refusals(text: str, lists: WordLists, form: TextForm = "statement") -> tuple[Refusal, ...]:
    """Every sentence of a text that may not stand."""
    return _refusals(text, lists.lexicon, form)


@lru_cache(maxsize=8192)
def _refusals(text: str, lexicon: Lexicon, form: TextForm) -> tuple[Refusal, ...]:
    for name in lexicon.names:
        text = text.replace(name, "Heading")
    if strange := strange_characters(text):
        return (Refusal(text, f"it is written with {', '.join(strange)}", "plain letters, digits and signs"),)
    needs_no_verb = form == "remark" or (form == "phrase" and not text.endswith("."))
    found: list[Refusal] = []
    for sentence in sentences(text):
        why = question_fault(text, lexicon) if form == "question" else _why(sentence, lexicon, needs_no_verb)
        if why:
            found.append(Refusal(sentence.text, *why))
    return tuple(found)


def _why(sentence: Sentence, lexicon: Lexicon, needs_no_verb: bool) -> Why | None:
    if sentence.text.endswith(("!", "?")):
        return "it asks or calls out", "a statement, with a full stop"
    if odd := _odd_capitals(sentence.text, lexicon):
        return f"“{odd}” is written in odd capitals", "small letters"
    if sentence.text.count("(") != sentence.text.count(")"):
        return "a bracket is open", ANY_FORM
    return (
        banned_everywhere(words(sentence.main), lexicon)
        or _first(_asides(sentence, lexicon))
        or _first(_quoted(sentence, lexicon))
        or _segments_fault(sentence.main, lexicon, needs_no_verb)
    )


def _asides(sentence: Sentence, lexicon: Lexicon) -> Iterator[Why | None]:
    attributed = is_attributed(words(sentence.main), lexicon)
    for aside in sentence.asides:
        for part in segments(aside):
            yield banned_everywhere(words(part), lexicon) or fragment_fault(words(part), lexicon, attributed)


def _quoted(sentence: Sentence, lexicon: Lexicon) -> Iterator[Why | None]:
    for quoted in quotations(sentence.main):
        yield banned_everywhere(words(quoted), lexicon) or fragment_fault(words(quoted), lexicon, attributed=True)


def _segments_fault(main: str, lexicon: Lexicon, listing: bool) -> Why | None:
    for segment in segments(main):
        if (label(segment, lexicon) or segment).lower() in lexicon.fixed:
            continue
        if why := _segment_fault(segment, lexicon, listing):
            return why
        listing = listing or opens_list(segment, lexicon)
    return None


def _segment_fault(segment: str, lexicon: Lexicon, listing: bool) -> Why | None:
    """A label and its list, or one clause, or two with a colon between."""
    if (rest := label(segment, lexicon)) is not None:
        return _clause_or_list(rest, lexicon, True)
    left, colon, right = segment.partition(": ")
    if colon and (tells_what_was_seen(left, right, lexicon) or not is_clause(left, lexicon)):
        left_why = fragment_fault(words(left), lexicon, is_attributed(words(segment), lexicon))
        return left_why or _clause_or_list(right, lexicon, listing or opens_list(segment, lexicon))
    if colon:
        told = not names_a_treatment(words(right), lexicon) or is_attributed(words(left), lexicon)
        return _clause_or_list(left, lexicon, listing) or _clause_or_list(right, lexicon, told or listing)
    return _clause_or_list(segment, lexicon, listing)


def _clause_or_list(text: str, lexicon: Lexicon, listing: bool) -> Why | None:
    return clause_fault(text, lexicon, may_lack_verb=listing)


def _odd_capitals(text: str, lexicon: Lexicon) -> str | None:
    for found in re.finditer(r"[A-Za-z]{2,}", text):
        word = str(found.group())
        shouted = word.isupper() and len(word) > 6
        if word not in lexicon.capitals and (shouted or re.search(r"[a-z][A-Z]", word)):
            return word
    return None


def _first(found: Iterator[Why | None]) -> Why | None:
    return next((why for why in found if why), None)
