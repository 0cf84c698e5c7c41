"""A checked rule set as bytes, and the rule set of such bytes: two lines of JSON, the rules and then their annex."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from ..ruleset import Ruleset
from .plain_parts import made_of, plain
from .rule_texts import RuleTexts

if TYPE_CHECKING:
    from ..annex import Annex

RULES = (
    "manifest", "vocabulary", "strata", "cards", "caveats", "sources", "record_fields", "drugs", "retired", "sha256",
)  # fmt: skip
FAULTS = (ValueError, TypeError, LookupError, RecursionError)
"""What bytes give rise to that were not told by this code."""


def told(ruleset: Ruleset) -> bytes | None:
    """The rule set as bytes, the same for the same rules; None where JSON cannot tell it exactly."""
    annex = ruleset.annex
    parts = (
        {name: getattr(ruleset, name) for name in RULES},
        {
            **annex._asdict(),
            "terminology": {"codes": annex.terminology.codes, "drug_codes": annex.terminology.drug_codes},
        },
    )
    try:
        lines = [json.dumps(plain(part)).encode() for part in parts]
        exact = [made_of(line) for line in lines] == [*parts]
    except FAULTS:
        return None
    return b"\n".join(lines) if exact else None


def ruleset_of(whole: bytes, texts: RuleTexts) -> Ruleset | None:
    """The rule set that these bytes tell of these texts; None where they tell none."""
    rules, _, annex = whole.partition(b"\n")
    try:
        return Ruleset(**made_of(rules), beside=lru_cache(maxsize=1)(partial(_annex_of, annex, texts)))
    except FAULTS:
        return None


def _annex_of(line: bytes, texts: RuleTexts) -> Annex:
    # Only here: what reads other records is more than a record of ours needs.
    from ..annex import Annex
    from ..code_lists import CodeLists
    from ..code_meanings import Terminology
    from .assemble import load_files
    from .rule_files import files_of, lists_of

    try:
        annex = made_of(line)
        terminology = Terminology(**annex["terminology"], lists=CodeLists(lists_of(texts)))
        return Annex(**{**annex, "terminology": terminology})
    except FAULTS:
        return load_files(files_of(texts), signed=False).annex
