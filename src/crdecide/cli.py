"""The command line. Exit 0 answered, 2 bad input (said on stderr), 1 our fault."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from .advise import ENGINES, EngineName, advise
from .advisory import Advisory
from .errors import EngineError, InvalidPatient, InvalidRuleset
from .loading import default_rules_path, load_ruleset
from .reading import MAX_BYTES, parse_patient
from .version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crdecide")
def main() -> None:
    """What the published evidence says about a child with cardiac rhabdomyomas.

    An advisory for clinicians, with caveats and cited evidence. It never says to treat.
    """


@main.command("advise")
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
    with _exit_codes(source.name):
        patient = parse_patient(source.read(MAX_BYTES + 1))
        ruleset = load_ruleset(folder) if folder else None
        advisory = advise(patient, ruleset=ruleset, engine=engine)
    PRINTERS[shape](advisory)


def _print_text(advisory: Advisory) -> None:
    from rich.console import Console

    from .render.text import WIDTH, print_advisory

    console = Console()
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    print_advisory(advisory, console)


PRINTERS: dict[str, Callable[[Advisory], None]] = {
    "text": _print_text,
    "json": lambda advisory: click.echo(advisory.model_dump_json(indent=2)),
    "markdown": lambda advisory: click.echo(advisory.to_markdown(), nl=False),
}


@main.group("rules")
def rules_group() -> None:
    """Look at the rules."""


@rules_group.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def check_command(folder: Path | None) -> None:
    """Check the rules in DIR (or the ones in use) and list every problem with file and line."""
    with _exit_codes("rules"):
        ruleset = load_ruleset(folder or default_rules_path())
    counts = f"{len(ruleset.findings)} findings, {len(ruleset.cards)} cards, {len(ruleset.sources)} sources"
    click.echo(f"{ruleset.manifest.name} {ruleset.manifest.version}: no problems ({counts}; sha256 {ruleset.sha256})")


@contextmanager
def _exit_codes(what: str) -> Iterator[None]:
    """Errors as messages on stderr with the exit code that says whose they are."""
    try:
        yield
    except (InvalidPatient, InvalidRuleset) as error:
        kind = "patient record" if isinstance(error, InvalidPatient) else "rule set"
        click.echo(f"crdecide: {what}: not a valid {kind}:", err=True)
        for problem in error.problems:
            click.echo(f"  {problem}", err=True)
        sys.exit(2)
    except EngineError as error:
        click.echo(f"crdecide: the rules could not be run: {error}", err=True)
        sys.exit(1)
