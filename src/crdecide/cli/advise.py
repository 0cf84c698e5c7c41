"""``crdecide advise``: the advisory for one child."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click

from ..advise import ENGINES, EngineName, advise
from ..advisory import Advisory
from ..loading import load_ruleset
from ..reading import MAX_BYTES, parse_patient
from .exit_codes import exit_codes


@click.command("advise")
@click.argument("source", metavar="FILE|-", type=click.File("rb"))
@click.option("--format", "shape", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default="durable_rules",
    show_default=True,
    help="reference runs the rules' specification instead of durable-rules.",
)
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="A folder of rules to use instead.")
def advise_command(source: BinaryIO, shape: str, engine: EngineName, folder: Path | None) -> None:
    """Print the advisory for one child, given as JSON in FILE (or - for standard input)."""
    with exit_codes(source.name):
        patient = parse_patient(source.read(MAX_BYTES + 1))
        ruleset = load_ruleset(folder) if folder else None
        advisory = advise(patient, ruleset=ruleset, engine=engine)
    PRINTERS[shape](advisory)


def _print_text(advisory: Advisory) -> None:
    from rich.console import Console

    from ..render.text import WIDTH, print_advisory

    console = Console()
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    print_advisory(advisory, console)


PRINTERS: dict[str, Callable[[Advisory], None]] = {
    "text": _print_text,
    "json": lambda advisory: click.echo(advisory.model_dump_json(indent=2)),
    "markdown": lambda advisory: click.echo(advisory.to_markdown(), nl=False),
}
