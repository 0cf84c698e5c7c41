"""Exit 0 answered, 2 bad input (said on stderr), 3 answered with rows rejected, 1 our fault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from crdecide.errors import (
    CrdecideError,
    EngineError,
    InvalidPatient,
    InvalidRuleset,
    InvalidSignoff,
    InvalidTable,
    WrongPatient,
)

from .console_encoding import complain

KINDS: dict[type[CrdecideError], str] = {
    InvalidPatient: "patient record",
    WrongPatient: "record of one child",
    InvalidTable: "table of patients",
    InvalidRuleset: "rule set",
    InvalidSignoff: "sign-off",
}


@contextmanager
def exit_codes(what: str) -> Iterator[None]:
    """Errors as messages on stderr with the exit code that says whose they are."""
    try:
        yield
    except EngineError as error:
        complain(f"crdecide: the rules could not be run: {error}")
        sys.exit(1)
    except CrdecideError as error:
        kind = KINDS.get(type(error))
        lines = [f"not a valid {kind}:", *str(error).splitlines()] if kind else str(error).splitlines()
        complain(f"crdecide: {what}: {lines[0]}")
        for line in lines[1:]:
            complain(f"  {line}")
        sys.exit(2)
