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

from ..reviewer_paths import is_signed_by_one
from .regular_file import bytes_of

PATTERNS = ("*.y*ml", "*.y*ml.txt", "*.json", "*.tsv", "*.txt")
"""What is read of a folder of rules, or refused there, in capitals too."""
LEFT_BEHIND = frozenset({"__MACOSX", "__pycache__"})
"""Folders that are passed over, as is all whose name begins with a dot."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MOST_FILES = 10_000
MOST_BYTES = 8_388_608
"""Of one file."""


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
        return f"{self.name}/{path}".removesuffix("/")

    def text(self, path: str) -> str | Problem:
        """What a file says, or what keeps it from being read; '' where there is none."""
        return text_in(self.shown(path), self.files.get(path, b""))


def read_texts(folder: Path) -> RuleTexts:
    """All that may belong to a rule set, in the order of its paths; whether it does is told later.

    What reviewers signed is left out: it is said of the rules and is no part of them, so that no hash of theirs
    changes by a signature.
    """
    unread: dict[str, bytes | OSError] = {}
    found = (path for path in paths_below(folder, PATTERNS, unread) if not is_signed_by_one(path))
    paths = sorted(found, key=lambda path: path.split("/"))
    contents = {path: content_of(folder / path) for path in paths[:MOST_FILES]}
    if len(paths) > MOST_FILES:
        unread[""] = OSError(f"{len(paths):,} files; {MOST_FILES:,} are the most that one rule set may have")
    return RuleTexts(folder.resolve().name, {**contents, **unread})


def paths_below(folder: Path, patterns: tuple[str, ...], unread: dict[str, bytes | OSError]) -> Iterator[str]:
    """The paths of what is named by a pattern, with slashes; a folder that is named like a file is among them.

    Folders are followed where they are links. Each that cannot be read, or holds itself, is put into `unread`: what
    lies in it would be lost without a word.
    """

    def path_of(place: str) -> str:
        below = Path(place).relative_to(folder).as_posix()
        return "" if below == "." else below

    def not_read(error: OSError) -> None:
        unread[path_of(error.filename)] = error

    for where, folders, files in os.walk(folder, onerror=not_read, followlinks=True):
        folders[:] = [name for name in folders if not _is_of_no_rules(name)]
        for name in [name for name in folders if _holds(Path(where, name), Path(where))]:
            folders.remove(name)
            unread[path_of(f"{where}/{name}")] = OSError("a link to a folder in which it lies itself")
        above = path_of(where)
        for name in (*folders, *files):
            if not _is_of_no_rules(name) and any(fnmatchcase(name.casefold(), pattern) for pattern in patterns):
                yield f"{above}/{name}".removeprefix("/")


def _is_of_no_rules(name: str) -> bool:
    """What an editor, a version control, a file manager or an archive leaves behind."""
    return name.startswith(".") or name in LEFT_BEHIND


def _holds(link: Path, where: Path) -> bool:
    """Whether the folder that is linked is one of those above the link."""
    return link.is_symlink() and where.resolve().is_relative_to(link.resolve())


def content_of(path: Path) -> bytes | OSError:
    """The bytes of a file, or what keeps them from being read."""
    try:
        return bytes_of(path, MOST_BYTES)[0]
    except OSError as error:
        return error


def text_in(name: str, content: bytes | OSError) -> str | Problem:
    """The text that the bytes are, or why they are none; `name` is the file shown to people."""
    if isinstance(content, OSError):
        return Problem(f"{name}:1", f"cannot be read: {content}")
    if content.startswith(UTF_16):
        return Problem(f"{name}:1", "not UTF-8 text: it is UTF-16; save it as UTF-8")
    try:
        # Some editors begin a file with the mark of its byte order, which is no text.
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return Problem(f"{name}:1", f"not UTF-8 text: byte {error.start} cannot be read")
