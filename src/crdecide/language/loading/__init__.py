"""From a folder of YAML files to a checked `Ruleset`, or every problem at once."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import crdecide
from crdecide.errors import InvalidRuleset, Problem

from ..ruleset import Ruleset
from .assemble import load_files
from .rule_files import read_folder
from .site_file import with_site_codes

__all__ = ["default_rules_path", "default_ruleset", "load_ruleset", "with_site_codes"]


def load_ruleset(path: str | os.PathLike[str], *, signed: bool = True) -> Ruleset:
    """The rule set in a folder laid out like ``rules/``; not `signed`, also with a pinned text that has no line yet.

    Raises:
        InvalidRuleset: with every problem found, each with file, line, rule and what was expected.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise InvalidRuleset([Problem(str(folder), "expected a folder of rules; there is none here")])
    return load_files(read_folder(folder), signed=signed)


def default_rules_path() -> Path:
    """``CRDECIDE_RULES`` if set, else the rules in the installed package, else those of the checkout."""
    if chosen := os.environ.get("CRDECIDE_RULES"):
        return Path(chosen)
    package = Path(crdecide.__file__).resolve().parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parents[1] / "rules"


def default_ruleset() -> Ruleset:
    """The rule set used where none is given, loaded once per path."""
    return _loaded(default_rules_path())


@lru_cache(maxsize=4)
def _loaded(path: Path) -> Ruleset:
    return load_ruleset(path)
