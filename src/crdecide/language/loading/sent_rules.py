"""A rule set on its way to another process: what its files say, packed once, and made again once a process.

Its path would not do: the other process may run elsewhere, or later, when somebody has edited the folder.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ..ruleset import Ruleset
from .assemble import load_files, load_unchecked, sha256_of
from .kept_entries import reader
from .kept_rules import Data
from .rule_files import files_of
from .rule_texts import RuleTexts

MOST_MADE = 8
"""Rule sets that a process has been sent and keeps; the least recently used make room."""


@dataclass(frozen=True, eq=False)
class RuleContent:
    """The texts that a rule set was loaded from, and what the YAML ones say."""

    texts: RuleTexts
    data: Data
    key: tuple[str, ...] = ()
    """Nothing beside the hash of the rule set."""

    def recipe(self) -> tuple[Any, ...]:
        """How another process makes the rule set: of what was checked here, where it would check by the same code."""
        return made_again, (reader(), self._packed)

    @cached_property
    def _packed(self) -> bytes:
        others = {path: self.texts.text(path) for path in self.texts.files if path not in self.data}
        whole = {"name": self.texts.name, "paths": list(self.texts.files), "data": self.data, "others": others}
        return zlib.compress(json.dumps(whole).encode())


@lru_cache(maxsize=MOST_MADE)
def made_again(checked_by: str | None, packed: bytes) -> Ruleset:
    """The rule set that was sent.

    Raises:
        InvalidRuleset: it was checked by other code, and this one finds a problem in it.
    """
    whole = json.loads(zlib.decompress(packed))
    data, others = whole["data"], whole["others"]
    texts = RuleTexts(whole["name"], {path: others.get(path, "").encode() for path in whole["paths"]})
    files = files_of(texts, data)
    ruleset = load_unchecked(files, sha256_of(files)) if checked_by and checked_by == reader() else load_files(files)
    return ruleset.loaded_from(RuleContent(texts, data))
