"""``crdecide rules pin``: a line for each pinned text that is new or has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from crdecide.language.loading import default_rules_path, load_ruleset
from crdecide.language.ruleset import Ruleset
from crdecide.language.signoff import PinLine, line_for, pinned_texts, read_lines

from .console_encoding import echo_for_people
from .ending import exit_codes


@click.command("pin", short_help="Add a line for each pinned text that changed.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing: only say what has no line.")
def pin_command(folder: Path | None, check: bool) -> None:
    """Add a line to signoff/lines.txt for each pinned text in DIR that is new or has changed.

    The line says that nobody has signed the text; to sign is `crdecide rules signoff`. With --check, exit 2 where a
    line is missing.

    \b
    Examples:
      crdecide rules pin rules/
      crdecide rules pin --check
    """
    rules = folder or default_rules_path()
    with exit_codes("rules"):
        ruleset = load_ruleset(rules, signed=check)
    if check:
        echo_for_people("Every pinned text has its line.")
        return
    file = rules / "signoff" / "lines.txt"
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    added = _new_lines(ruleset, before)
    file.write_text("".join([before, *(f"{line}\n" for line in added)]), encoding="utf-8")
    echo_for_people("\n".join(map(str, added)) or "Every pinned text has its line.")


def _new_lines(ruleset: Ruleset, before: str) -> list[PinLine]:
    last = {line.name: line.sha256 for line in read_lines(before) if isinstance(line, PinLine)}
    today = datetime.now(UTC).date()
    texts = pinned_texts(ruleset.pinned, ruleset.caveats, {rule.id: rule for rule in ruleset.rules})
    lines = [line_for(name, text, today) for name, text in texts.items()]
    return [line for line in lines if last.get(line.name) != line.sha256]
