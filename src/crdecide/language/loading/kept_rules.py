"""A rule set in which no problem was found, kept between runs.

To parse YAML, and to check what it says, is most of the time of a start. An entry depends on every file of the folder
and on all code that reads and checks them: where a letter of either changed, the rules are read and checked anew, as
they are on any doubt. What the packaged rules say is pinned: no entry changes their answer, whoever wrote it.
"""

from __future__ import annotations

from pathlib import Path

from .kept_entries import entry_of, is_as_pinned, pinned_line, sealed_in, was_used, write_sealed
from .rule_texts import RuleTexts

KIND = "rules"
PINNED = Path(__file__).with_name("packaged_rules.sha256")
"""The hash of the packaged files, and that of the rule set that they make: `make golden` writes it."""


def kept(texts: RuleTexts) -> bytes | None:
    """The rule set of these very files, where they were found without a problem before; None on any doubt."""
    entry = entry_of(KIND, texts.sha256)
    sealed = sealed_in(entry) if entry else None
    if entry is None or sealed is None or not is_as_pinned(PINNED, str(texts.sha256), sealed):
        return None
    was_used(entry)
    return sealed


def keep(texts: RuleTexts, whole: bytes) -> None:
    """Keep the rule set, once no problem was found in it; where it cannot be kept, that is no fault."""
    if entry := entry_of(KIND, texts.sha256):
        write_sealed(entry, whole)


def pinned_in(texts: RuleTexts, sealed: bytes) -> str:
    """The line that pins the rule set of these files."""
    return pinned_line(str(texts.sha256), sealed)
