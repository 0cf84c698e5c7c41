"""The command line. Exit 0 answered, 2 bad input (said on stderr), 1 our fault.

Each command is loaded where it is called, and in a command what only some of its options need: most calls are short,
and of a short call the loading is most.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from crdecide.service.collector import collect_seldom, keep_what_is_loaded

from .console_encoding import degrade_on_narrow_consoles, echo_for_people
from .lost_output import output_that_arrives, replace_closed_streams

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: Mapping[str, str] = {
    "advise": "Print the advisory for one child.",
    "cohort": "Answer a file of patients, a row for each.",
    "feed": "Say what the records of a site can ever tell.",
    "publish": "Print what the rules become for other programs.",
    "rules": "Look at the rules, check and compare them.",
    "schema": "Print a JSON Schema.",
    "serve": "Answer CDS Hooks over HTTP.",
    "trace": "Say what an old advisory stood on, and what has changed.",
    "verify": "Prove the properties of the rules; run their scenarios.",
}
"""What each command does, in a line; it is ``NAME_command`` in the module of its name."""


class _Commands(click.Group):
    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        # The earliest place: what is asked of all of them (help, version) is answered here, and nothing is loaded yet.
        collect_seldom()
        replace_closed_streams()
        degrade_on_narrow_consoles()
        with output_that_arrives():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with output_that_arrives():
            return super().invoke(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands by their lines here, so that none is loaded for a key that is pressed; then the options."""
        from click.shell_completion import CompletionItem

        commands = [CompletionItem(name, help=line) for name, line in COMMANDS.items() if name.startswith(incomplete)]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __name__), f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


def _tell_versions(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """The version of the package, and that of the rules in use with the hash that every advisory carries."""
    if not asked or ctx.resilient_parsing:
        return
    from crdecide.language.loading import default_ruleset
    from crdecide.version import __version__

    from .ending import exit_codes

    echo_for_people(f"crdecide {__version__}")
    with exit_codes("rules"):
        rules = default_ruleset()
    echo_for_people(f"rules {rules.manifest.name} {rules.manifest.version} (sha256 {rules.sha256})")
    ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_versions,
    help="Print the versions of crdecide and of the rules in use, and exit.",
)
def main() -> None:
    """What the published evidence says about a child with cardiac rhabdomyomas.

    An advisory for clinicians, with caveats and cited evidence. It never says to treat.

    \b
    Examples:
      crdecide advise child.json
      crdecide cohort children.csv answers.csv
      crdecide rules show

    Exit 0: answered. Exit 2: bad input, told on standard error. Exit 1: our fault, or the output could not be written.
    """
    keep_what_is_loaded()
