"""``crdecide rules copy``: a folder of rules of one's own to start from."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

import click

from crdecide.language.loading import default_rules_path, load_ruleset
from crdecide.language.loading.rule_texts import PATTERNS, content_of, paths_below
from crdecide.language.reviewer_paths import is_signed_by_one

from .console_encoding import complain, echo_for_people
from .ending import exit_codes
from .shared_options import rules_option

WITH_THEM = "*.md"
"""How rules are written, and what of the sources was read."""


@click.command("copy", short_help="Copy the rules to a folder of one's own.")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@rules_option
def copy_command(target: Path, folder: Path | None) -> None:
    """Copy the rules in use to DIR, which must not be there yet: to change them, or to start rules of one's own.

    What reviewers signed is not copied: they signed these rules, and not what becomes of them.

    \b
    Examples:
      crdecide rules copy my-rules
      crdecide rules copy our-new-rules --rules our-rules
    """
    source = folder or default_rules_path()
    with exit_codes("rules"):
        load_ruleset(source)
    try:
        count = _copied(source, target)
    except FileExistsError:
        complain(f"crdecide: {target} is there already; expected the name of a folder that is not")
        sys.exit(2)
    except OSError as error:
        complain(f"crdecide: {target} cannot be written: {error.strerror}")
        sys.exit(2)
    echo_for_people(f"{count} files copied to {target}. Next: crdecide rules check {target}")


def _copied(source: Path, target: Path) -> int:
    """How many files were copied; where one cannot be, none is left."""
    if target.exists() or target.is_symlink():
        raise FileExistsError
    # Beside, and then in one step to its place: nobody meets half a rule set.
    beside = Path(mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}-"))
    try:
        count = _write_all(source, beside)
        beside.chmod(0o755)
        beside.rename(target)
    except OSError:
        shutil.rmtree(beside)
        raise
    return count


def _write_all(source: Path, beside: Path) -> int:
    paths = sorted(path for path in paths_below(source, (*PATTERNS, WITH_THEM), {}) if not is_signed_by_one(path))
    for path in paths:
        content = content_of(source / path)
        if isinstance(content, OSError):
            raise content
        (beside / path).parent.mkdir(parents=True, exist_ok=True)
        (beside / path).write_bytes(content)
    return len(paths)
