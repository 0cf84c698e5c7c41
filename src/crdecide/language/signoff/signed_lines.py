"""`signoff/lines.txt`: one line a pinned text, with its hash, the day, and who signed it or `unsigned`.

Lines are added and never changed; of several for one text the last counts. No line names a person or a role as long
as no clinician has signed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

UNSIGNED = "unsigned"
LINE = re.compile(
    r"(?P<name>(?:caveat|card)/[a-z0-9_]+) (?P<sha256>[0-9a-f]{64}) (?P<day>\d{4}-\d\d-\d\d) (?P<signed>\S.*)"
)


@dataclass(frozen=True)
class SignedLine:
    """One line, with its number in the file."""

    name: str
    sha256: str
    day: str
    signed: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.name} {self.sha256} {self.day} {self.signed}"


def line_for(name: str, text: str, day: date) -> SignedLine:
    """A new line for a text, which nobody has signed."""
    return SignedLine(name, hash_of(text), day.isoformat(), UNSIGNED)


def hash_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_lines(text: str) -> Iterator[SignedLine | int]:
    """Each line of the file; of one that cannot be read, its number. A line that begins with # is a comment."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = LINE.fullmatch(line.strip())
        yield SignedLine(**found.groupdict(), number=number) if found else number
