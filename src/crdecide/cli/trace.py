"""``crdecide trace``: what an old advisory stood on, and what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from crdecide.language.loading import default_rules_path, load_ruleset

from .console_encoding import echo_for_people
from .ending import exit_codes


@click.command("trace")
@click.argument("source", metavar="ADVISORY.json", type=click.File("rb"))
@click.option(
    "--rules", "folder", metavar="DIR", type=click.Path(path_type=Path), help="A folder of rules to compare with."
)
def trace_command(source: BinaryIO, folder: Path | None) -> None:
    """Say which rules and statements an old advisory stood on, and what has changed since.

    \b
    Example:
      crdecide trace advisory.json
    """
    from crdecide.assurance.past_advisories import read_advisory, recall, same_rules

    with exit_codes(source.name):
        advisory = read_advisory(source.read())
        ruleset = load_ruleset(folder or default_rules_path())
    echo_for_people(f"Made with {advisory.provenance.ruleset} (sha256 {advisory.provenance.ruleset_sha256}).")
    echo_for_people(
        "These are the rules in use." if same_rules(advisory, ruleset) else "The rules in use are not the same."
    )
    for basis in recall(advisory, ruleset):
        echo_for_people(f"{'CHANGED' if basis.since else 'same   '}  {basis.what}: {basis.since or basis.then}")
