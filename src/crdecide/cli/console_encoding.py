"""Text on a console that cannot show all letters: it degrades, and nothing is a traceback.

What programs read (JSON, HTML) is UTF-8 wherever it goes; what people read is put into the letters that there are.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from contextlib import suppress
from io import TextIOWrapper
from typing import Final

import click

DEGRADE: Final = "crdecide.degrade"
PLAIN: Final = {
    "\u2192": "->", "\u2026": "...", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00b7": "-", "\u00d7": "x",
    "\u00b1": "+/-",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2265": ">=", "\u2264": "<=", "\u00b5": "u",
    "\u03bc": "u", "\u00df": "ss", "\u0142": "l", "\u0141": "L", "\u0131": "i", "\u00f8": "o", "\u00d8": "O",
}  # fmt: skip
"""Signs that have no decomposition to ASCII, and what they are written as without."""


def degrade_on_narrow_consoles() -> None:
    """Let both output streams put what they cannot write into what they can; told at the start of every command."""
    codecs.register_error(DEGRADE, _degraded)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=DEGRADE)


def echo_for_programs(text: str, *, nl: bool = True) -> None:
    """Write what a program reads: UTF-8, whatever the console writes in."""
    click.echo(text.encode(), nl=nl)


def echo_for_people(text: str = "", *, nl: bool = True) -> None:
    """Write what a person reads, in the letters that the console has; Click would write UTF-8 to one of ASCII."""
    sys.stdout.write(f"{text}\n" if nl else text)


def complain(text: str) -> None:
    """Write what a person has to know beside the answer to standard error, in the letters that it has."""
    sys.stdout.flush()  # so that both stand in order where they go to one place
    with suppress(OSError):  # there is nothing left to say it with, and the exit code says that something is wrong
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _degraded(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(map(_plain, letters)), error.end


def _plain(letter: str) -> str:
    """The nearest ASCII: without its accent, or as its code point, so that no two letters become one sign."""
    if letter in PLAIN:
        return PLAIN[letter]
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if part.isascii())
    return bare or f"<U+{ord(letter):04X}>"
