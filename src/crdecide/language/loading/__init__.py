"""From a folder of YAML files to a checked `Ruleset`, or every problem at once."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import crdecide
from crdecide.errors import InvalidRuleset, Problem

from ..ruleset import Ruleset
from .kept_rules import keep, kept
from .rule_texts import RuleTexts, read_texts
from .sent_rules import RuleContent
from .told_rules import ruleset_of, told

__all__ = ["default_rules_path", "default_ruleset", "load_ruleset"]

MOST_LOADED = 8
"""Rule sets that a process keeps; the least recently used make room."""


def load_ruleset(path: str | os.PathLike[str], *, signed: bool = True) -> Ruleset:
    """The rule set in a folder laid out like ``rules/``; not `signed`, also with what has still to be signed.

    That is a pinned text without a line, or a card that is approved and lacks a sign-off.

    A folder in which no letter has changed since is not loaded twice by one process.

    Raises:
        InvalidRuleset: with every problem found, each with file, line, rule and what was expected.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise InvalidRuleset([Problem(str(folder), "expected a folder of rules; there is none here")])
    ruleset = _loaded(read_texts(folder), signed)
    if signed:
        _refuse_what_nobody_approved(ruleset, folder)
    return ruleset


def _refuse_what_nobody_approved(ruleset: Ruleset, folder: Path) -> None:
    """Each time: what reviewers signed is no part of the rules, and may change while these stay."""
    if ruleset.manifest.status == "approved" or any(rule.status == "approved" for rule in ruleset.rules):
        # Only here: as long as nothing is approved, no sign-off is read.
        from .check_approvals import approval_problems

        if problems := list(approval_problems(ruleset, folder)):
            raise InvalidRuleset(problems)


@lru_cache(maxsize=MOST_LOADED)
def _loaded(texts: RuleTexts, signed: bool) -> Ruleset:
    return _checked_before(texts) or _checked_now(texts, signed=signed)


def _checked_before(texts: RuleTexts) -> Ruleset | None:
    """The rule set, where no problem was found in these very files by this very code."""
    whole = kept(texts)
    ruleset = ruleset_of(whole, texts) if whole else None
    return ruleset and ruleset.loaded_from(RuleContent(texts, whole))


def _checked_now(texts: RuleTexts, *, signed: bool) -> Ruleset:
    # Only here: where the rules were checked before, what reads and checks them need not even be loaded.
    from .assemble import load_files
    from .rule_files import files_of

    ruleset = load_files(files_of(texts), signed=signed)
    whole = told(ruleset)
    if signed and whole:
        keep(texts, whole)
    return ruleset.loaded_from(RuleContent(texts, whole))


def default_rules_path() -> Path:
    """``CRDECIDE_RULES`` if set, else the rules in the installed package, else those of the checkout."""
    return _rules_path(os.environ.get("CRDECIDE_RULES"))


@lru_cache(maxsize=4)
def _rules_path(chosen: str | None) -> Path:
    """Looked for once, since every call without a rule set asks for it."""
    if chosen:
        return Path(chosen)
    package = Path(crdecide.__file__).resolve().parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parents[1] / "rules"


def default_ruleset() -> Ruleset:
    """The rule set used where none is given, loaded once per path."""
    return _default(default_rules_path())


@lru_cache(maxsize=4)
def _default(path: Path) -> Ruleset:
    return load_ruleset(path)
