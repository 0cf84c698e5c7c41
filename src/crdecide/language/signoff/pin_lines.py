"""`signoff/lines.txt`: one line a pinned text, with its hash, the day, and `unsigned`.

Lines are added and never changed; of several for one text the last counts. A line says that a text changed and on which
day, and that nobody signed it by adding the line: who signs does so in a file of their own (`reviewer_file`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

UNSIGNED = "unsigned"
LINE = re.compile(r"(?P<name>(?:caveat|card)/[a-z0-9_]+) (?P<sha256>[0-9a-f]{64}) (?P<day>\d{4}-\d\d-\d\d) " + UNSIGNED)


class PinLine(NamedTuple):
    """One line, with its number in the file."""

    name: str
    sha256: str
    day: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.name} {self.sha256} {self.day} {UNSIGNED}"


def line_for(name: str, text: str, day: date) -> PinLine:
    """A new line for a text."""
    return PinLine(name, hash_of(text), day.isoformat())


def hash_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_lines(text: str) -> Iterator[PinLine | int]:
    """Each line of the file; of one that cannot be read, its number. A line that begins with # is a comment."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = LINE.fullmatch(line.strip())
        yield PinLine(**found.groupdict(), number=number) if found else number
