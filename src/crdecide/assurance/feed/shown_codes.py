"""Codes of a feed as they may be shown: with the names of our own lists, and never with words of a record.

What stands where a code should may have been typed. It is shown only where it looks like a code, and its system only
where that is an address; no display and no text of a record is ever shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from crdecide.guideline.plain_text import ACTED_ON
from crdecide.language.code_meanings import Index
from crdecide.language.code_systems import CodeKey, Coding
from crdecide.language.ruleset import Ruleset
from crdecide.records.rxnorm import PRODUCTS, RXNORM

LIKE_A_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9.:/_+*!†-]{0,39}")
LIKE_AN_ADDRESS = re.compile(r"(?:https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?|urn:(?:oid|uuid):[0-9a-fA-F.-]+)")
NOT_SHOWN = "(not shown: it does not look like a code)"
OTHER_SYSTEM = "(a system without an address)"


class KnownCode(NamedTuple):
    """A code that our lists have: its name there, what it stands for, and whether it is read or only recognised.

    `is_answer`: it only says how something else is read, as yes and no do, or the class of a variant.
    """

    system: str
    code: str
    display: str
    label: str
    is_read: bool
    why_not: str = ""
    is_answer: bool = False


def on_one_line(text: str) -> str:
    """A path or a reason without what a screen would act on."""
    shown = "".join(" " if unicodedata.category(letter) in ACTED_ON else letter for letter in text)
    return " ".join(shown.split())


def shown(coding: Coding, ruleset: Ruleset) -> tuple[str, str]:
    """The system, by our name or its address, and the code."""
    spellings = ruleset.terminology.spellings
    key = spellings.key(coding)
    system, code = (key.system, _written(key, ruleset)) if key else (coding.system.strip(), coding.code.strip())
    if key is None and not LIKE_AN_ADDRESS.fullmatch(system):
        system = OTHER_SYSTEM
    return system, code if LIKE_A_CODE.fullmatch(code) else NOT_SHOWN


def known_code(coding: Coding, ruleset: Ruleset) -> KnownCode | None:
    """What our lists have of a code; None where they do not have it."""
    return _known(Coding(coding.system, coding.code), ruleset)


@lru_cache(maxsize=65_536)
def _known(coding: Coding, ruleset: Ruleset) -> KnownCode | None:
    key = ruleset.terminology.spellings.key(coding)
    if key is None:
        return None
    meanings = [meaning for index in _subjects(ruleset) for meaning in index.find([coding])]
    answers = [meaning for index in _answers(ruleset) for meaning in index.find([coding])]
    display = _names(ruleset).get(key.system, {}).get(key.code, "")
    code = _written(key, ruleset)
    if meanings:
        best = min(meanings, key=lambda meaning: meaning.doubt is not None)
        return KnownCode(key.system, code, display, best.entry.label, best.doubt is None, best.doubt or "")
    if answers:
        return KnownCode(key.system, code, display, answers[0].entry.label, is_read=True, is_answer=True)
    product = PRODUCTS.of_code(key.code) if key.system == RXNORM else None
    if product is None:
        return None
    return KnownCode(key.system, code, product.name, ", ".join(product.ingredients), is_read=True)


def _written(key: CodeKey, ruleset: Ruleset) -> str:
    """The code as it is usually written: with its dot, and with its prefix where our lists write one."""
    return f"{_prefixes(ruleset).get(key.system, '')}{ruleset.terminology.spellings.shown(key)}"


@lru_cache(maxsize=8)
def _prefixes(ruleset: Ruleset) -> Mapping[str, str]:
    prefixes: dict[str, str] = {}
    for code, _ in ruleset.terminology.meanings():
        prefix, sign, _ = code.code.partition(":")
        if sign:
            prefixes[code.system] = f"{prefix}:"
    return prefixes


def _subjects(ruleset: Ruleset) -> Iterator[Index[Any]]:
    words = ruleset.terminology
    yield from (words.concepts, words.measurements, words.procedures, words.vaccines, words.genes, words.places)
    yield words.ingredients


def _answers(ruleset: Ruleset) -> Iterator[Index[Any]]:
    words = ruleset.terminology
    yield from (words.answers, words.variant_parts, words.classes, words.of_others)


@lru_cache(maxsize=8)
def _names(ruleset: Ruleset) -> Mapping[str, Mapping[str, str]]:
    """The name of each code in our lists, by system and code."""
    names: dict[str, dict[str, str]] = {}
    spellings = ruleset.terminology.spellings
    rows = [(row.system, row.code, row.display) for row in ruleset.terminology.lists.codes]
    rows += [(code.system, code.code, code.display) for code, _ in ruleset.terminology.meanings()]
    for system, code, display in rows:
        if (key := spellings.key(Coding(system, code))) is not None:
            names.setdefault(key.system, {}).setdefault(key.code, display)
    return names
