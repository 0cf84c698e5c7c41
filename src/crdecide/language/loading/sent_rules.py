"""A rule set on its way to another process: its files and what they tell, packed once, made again once a process.

Its path would not do: the other process may run elsewhere, or later, when somebody has edited the folder.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ..ruleset import Ruleset
from .kept_entries import reader
from .rule_texts import RuleTexts
from .told_rules import ruleset_of

MOST_MADE = 8
"""Rule sets that a process has been sent and keeps; the least recently used make room."""


@dataclass(frozen=True, eq=False)
class RuleContent:
    """The texts that a rule set was loaded from, and the rule set as bytes, where it can be told so."""

    texts: RuleTexts
    whole: bytes | None
    key: tuple[str, ...] = ()
    """Nothing beside the hash of the rule set."""

    def recipe(self) -> tuple[Any, ...]:
        """How another process makes the rule set: of what was checked here, where it would check by the same code."""
        return made_again, (reader(), self._packed)

    @cached_property
    def _packed(self) -> bytes:
        texts = {path: self.texts.text(path) for path in self.texts.files}
        whole = self.whole and self.whole.decode()
        return zlib.compress(json.dumps({"name": self.texts.name, "texts": texts, "whole": whole}).encode())


@lru_cache(maxsize=MOST_MADE)
def made_again(checked_by: str | None, packed: bytes) -> Ruleset:
    """The rule set that was sent.

    Raises:
        InvalidRuleset: it was checked by other code, and this one finds a problem in it.
    """
    sent = json.loads(zlib.decompress(packed))
    texts = RuleTexts(sent["name"], {path: text.encode() for path, text in sent["texts"].items()})
    whole = sent["whole"].encode() if sent["whole"] and checked_by and checked_by == reader() else None
    ruleset = ruleset_of(whole, texts) if whole else None
    if ruleset is None:
        # Only here: what was checked is not checked again.
        from .assemble import load_files
        from .rule_files import files_of

        ruleset = load_files(files_of(texts))
    return ruleset.loaded_from(RuleContent(texts, whole))
