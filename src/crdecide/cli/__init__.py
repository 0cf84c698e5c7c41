"""The command line. Exit 0 answered, 2 bad input (said on stderr), 1 our fault.

Each command is loaded where it is called, and in a command what only some of its options need: most calls are short,
and of a short call the loading is most.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from crdecide.service.collector import keep_what_is_loaded
from crdecide.version import __version__

from .console_encoding import degrade_on_narrow_consoles

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


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crdecide")
def main() -> None:
    """What the published evidence says about a child with cardiac rhabdomyomas.

    An advisory for clinicians, with caveats and cited evidence. It never says to treat.
    """
    keep_what_is_loaded()
    degrade_on_narrow_consoles()
