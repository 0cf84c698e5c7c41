"""Exit 0 answered, 2 bad input (said on stderr), 1 our fault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ..errors import CrdecideError, EngineError, InvalidPatient, InvalidRuleset

KINDS: dict[type[CrdecideError], str] = {InvalidPatient: "patient record", InvalidRuleset: "rule set"}


@contextmanager
def exit_codes(what: str) -> Iterator[None]:
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
