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
from .errors import CrdecideError, EngineError, InvalidPatient, InvalidRuleset, nearest
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


@main.command("trace")
@click.argument("source", metavar="ADVISORY.json", type=click.File("rb"))
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="A folder of rules to compare with.")
def trace_command(source: BinaryIO, folder: Path | None) -> None:
    """Say which rules and statements an old advisory stood on, and what has changed since."""
    from .review.recall import read_advisory, recall, same_rules

    with _exit_codes(source.name):
        advisory = read_advisory(source.read())
        ruleset = load_ruleset(folder or default_rules_path())
    click.echo(f"Made with {advisory.provenance.ruleset} (sha256 {advisory.provenance.ruleset_sha256}).")
    click.echo("These are the rules in use." if same_rules(advisory, ruleset) else "The rules in use are not the same.")
    for basis in recall(advisory, ruleset):
        click.echo(f"{'CHANGED' if basis.since else 'same   '}  {basis.what}: {basis.since or basis.then}")


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


@rules_group.command("matrix")
@click.argument("features", metavar="FEATURES", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="A folder of rules to use instead.")
def matrix_command(features: Path, shape: str, folder: Path | None) -> None:
    """Print each rule with the scenarios in FEATURES that exercise it and the evidence it stands on.

    What is missing (a rule without scenarios, a tag without a rule, evidence never cited) is said on standard
    error, with exit 2.
    """
    from .review.features import read_features
    from .review.matrix import FORMATS, gaps, matrix

    with _exit_codes("rules"):
        ruleset = load_ruleset(folder or default_rules_path())
    scenarios = read_features(features)
    rows = matrix(ruleset, scenarios)
    click.echo(FORMATS[shape](rows), nl=False)
    for gap in (missing := gaps(rows, ruleset, scenarios)):
        click.echo(f"crdecide: {gap}", err=True)
    sys.exit(2 if missing else 0)


@rules_group.command("show")
@click.argument("rule", required=False)
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="A folder of rules to use instead.")
def show_command(rule: str | None, folder: Path | None) -> None:
    """Print the card of RULE as it was written; without RULE, list all of them."""
    path = folder or default_rules_path()
    with _exit_codes("rules"):
        ruleset = load_ruleset(path)
    titles = {part.id: part.title for part in (*ruleset.findings, *ruleset.cards)}
    if rule is None:
        click.echo("\n".join(f"{name}: {title}" for name, title in titles.items()))
    elif rule in titles:
        click.echo(next(path.rglob(f"{rule}.yaml")).read_text(encoding="utf-8"), nl=False)
    else:
        click.echo(f"crdecide: no such rule as '{rule}'{nearest(rule, titles)}", err=True)
        sys.exit(2)


@rules_group.command("steps")
def steps_command() -> None:
    """List the steps in which features are written: a closed set."""
    from .review.steps import TABLES, readable

    for kind, patterns in TABLES.items():
        for pattern in patterns:
            click.echo(f"{kind:5} {readable(pattern)}")


KINDS: dict[type[CrdecideError], str] = {InvalidPatient: "patient record", InvalidRuleset: "rule set"}


@contextmanager
def _exit_codes(what: str) -> Iterator[None]:
    """Errors as messages on stderr with the exit code that says whose they are."""
    try:
        yield
    except EngineError as error:
        click.echo(f"crdecide: the rules could not be run: {error}", err=True)
        sys.exit(1)
    except CrdecideError as error:
        click.echo(f"crdecide: {what}: not a valid {KINDS.get(type(error), 'advisory')}:", err=True)
        for line in str(error).splitlines():
            click.echo(f"  {line}", err=True)
        sys.exit(2)
