"""The command line. Exit 0 answered, 2 bad input (said on stderr), 1 our fault."""

from __future__ import annotations

import click

from crdecide.version import __version__

from .advise import advise_command
from .cohort import cohort_command
from .console_encoding import degrade_on_narrow_consoles
from .feed import feed_command
from .publish import publish_command
from .rules import rules_group
from .schema import schema_command
from .serve import serve_command
from .trace import trace_command
from .verify import verify_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crdecide")
def main() -> None:
    """What the published evidence says about a child with cardiac rhabdomyomas.

    An advisory for clinicians, with caveats and cited evidence. It never says to treat.
    """
    degrade_on_narrow_consoles()


COMMANDS = (
    advise_command, cohort_command, feed_command, publish_command, rules_group, schema_command, serve_command,
    trace_command, verify_command,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
