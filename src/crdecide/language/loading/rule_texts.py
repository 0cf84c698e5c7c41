"""Every file of a folder of rules as text, each read once, and the hash of all of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from crdecide.errors import Problem

PATTERNS = ("*.y*ml", "*.tsv", "*.txt")
"""What is read of a folder of rules, or refused there."""


@dataclass(frozen=True, eq=False)
class RuleTexts:
    """The files below a folder, by their paths there; `name` is the folder's, shown to people.

    Two are equal where every letter is; those in which a file cannot be read equal only themselves.
    """

    name: str
    files: Mapping[str, bytes | OSError]

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, RuleTexts) and self.sha256 is not None and self.sha256 == other.sha256
        )

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def sha256(self) -> str | None:
        """The hash of every path and every byte; None where a file cannot be read."""
        whole = hashlib.sha256()
        for path, content in self.files.items():
            if isinstance(content, OSError):
                return None
            # With its length, so that no other files make the same bytes.
            whole.update(f"{len(content)} {path}\0".encode(errors="surrogateescape") + content)
        return whole.hexdigest()

    def shown(self, path: str) -> str:
        """The path as it is shown to people."""
        return f"{self.name}/{path}"

    def text(self, path: str) -> str | Problem:
        """What a file says, or what keeps it from being read; '' where there is none."""
        return text_in(self.shown(path), self.files.get(path, b""))


def read_texts(folder: Path) -> RuleTexts:
    """All that may belong to a rule set, in the order of its paths; whether it does is told later."""
    paths = sorted(paths_below(folder, PATTERNS), key=lambda path: path.split("/"))
    return RuleTexts(folder.resolve().name, {path: content_of(folder / path) for path in paths})


def paths_below(folder: Path, patterns: tuple[str, ...]) -> Iterator[str]:
    """The paths of what is named by a pattern, with slashes; a folder that is named like a file is among them."""
    for where, folders, files in os.walk(folder):
        below = Path(where).relative_to(folder).as_posix()
        for name in (*folders, *files):
            if any(fnmatchcase(name, pattern) for pattern in patterns):
                yield name if below == "." else f"{below}/{name}"


def content_of(path: Path) -> bytes | OSError:
    """The bytes of a file, or what keeps them from being read."""
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def text_in(name: str, content: bytes | OSError) -> str | Problem:
    """The text that the bytes are, or why they are none; `name` is the file shown to people."""
    if isinstance(content, OSError):
        return Problem(f"{name}:1", f"cannot be read: {content}")
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return Problem(f"{name}:1", f"not UTF-8 text: byte {error.start} cannot be read")
