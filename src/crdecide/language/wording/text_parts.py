"""A text as sentences, a sentence as segments and pieces, a piece as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[A-Z0-9\"“(\[])|\n+")
SEGMENT_END = re.compile(r"\s*;\s+|\s+[–—-]\s+|\s*→\s*")
WORD = re.compile(r"\d+(?:[.,–]\d+)*|[A-Za-z][\w’'-]*(?:/[A-Za-z]+[²³]?)*[²³]?|[%×±=]")
QUOTED = re.compile(r"[\"“]([^\"”]*)[\"”]")
ADDRESS = re.compile(r"\(?https://\S+\)?")
AMBIGUOUS = (
    (re.compile(r"(?<=[a-z0-9] )May\b"), "Maytime"),
    (re.compile(r"\bUS\b"), "United-States"),
    (re.compile(r"\bi\.e\."), "that is"),
    (re.compile(r"\be\.g\."), "for example"),
)
"""Words that small letters would turn into others: a month, a country."""
QUOTE = "quotation"
"""The word that stands for words in quotation marks: they are somebody else's."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as written, without its brackets, and what stands in brackets."""

    text: str
    main: str
    asides: tuple[str, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence of a text."""
    for part in SENTENCE_END.split(text):
        if part.strip():
            yield _sentence(part.strip())


def _sentence(text: str) -> Sentence:
    plain = ADDRESS.sub("", text)
    asides = tuple(re.findall(r"\(([^()]*)\)", plain))
    return Sentence(text, re.sub(r"\s*\([^()]*\)", "", plain).rstrip(".!? "), asides)


def segments(text: str) -> tuple[str, ...]:
    """What stands between semicolons and dashes: each has to hold by itself."""
    return tuple(part.strip() for part in SEGMENT_END.split(text) if part.strip())


def quotations(text: str) -> tuple[str, ...]:
    """What stands in quotation marks."""
    return tuple(QUOTED.findall(text))


def words(text: str) -> list[str]:
    """The words in small letters; what is quoted counts as one."""
    plain = QUOTED.sub(QUOTE, text)
    for pattern, instead in AMBIGUOUS:
        plain = pattern.sub(instead, plain)
    return [word.lower().replace("’", "'") for word in WORD.findall(plain)]


def found_in(words: list[str], listed: frozenset[str]) -> tuple[int, str] | None:
    """Where the first of these words stands; those with hyphens also as separate words."""
    for index in range(len(words)):
        for length in range(min(4, len(words) - index), 0, -1):
            joined = "-".join(words[index : index + length])
            if joined in listed:
                return index, joined.replace("-", " ") if length > 1 else joined
    return None
