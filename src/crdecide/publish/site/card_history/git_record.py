"""What git records of a folder: every commit that changed a file below it, oldest first, and the files as they were.

Nothing depends on how somebody has set up git, so that the same commit always gives the same record; nothing is
written, and nothing is fetched. Of a copy without its whole past there is no record: it would tell another one.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PLAIN = (
    "-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.showSignature=false", "-c", "log.showRoot=true",
    "-c", "core.quotePath=true", "-c", "core.fsmonitor=false",
)  # fmt: skip
DIFFERS = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-relative", "--no-color", "HEAD", "--", ".")
LOG = (
    "log", "--no-merges", "--date-order", "--reverse", "--raw", "--no-abbrev", "--no-renames",
    "--no-color", "--no-ext-diff", "--no-relative", "--format=%x01%as %s", "HEAD", "--", ".",
)  # fmt: skip
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""By these a hook of git says which repository it runs for, which need not be that of the folder."""
NO_FILE = "0"
"""A file that is not there is named by nothing but noughts."""


@dataclass(frozen=True)
class FileChange:
    """A file before a commit and after it, each by git's own name of its content; None where it was not there."""

    path: PurePosixPath
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Commit:
    """The day on which it was made, what its author calls it, and the files that it changed."""

    date: str
    title: str
    changes: tuple[FileChange, ...]


def commits_of(folder: Path) -> tuple[Commit, ...]:
    """Every commit that changed something below the folder; none where git does not know, or not its whole past."""
    if _asked(folder, "rev-parse", "--is-shallow-repository") != "false\n":
        return ()
    # A partial copy fetches the rest when it is asked for: nothing here goes to a network.
    if _asked(folder, "config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"):
        return ()
    return tuple(_commits(_asked(folder, *PLAIN, *LOG)))


def _commits(log: str) -> Iterator[Commit]:
    for entry in log.split("\x01")[1:]:
        head, *lines = entry.split("\n")
        date, _, title = head.partition(" ")
        yield Commit(date, title, tuple(_change(line) for line in lines if line.startswith(":")))


def _change(line: str) -> FileChange:
    told, _, path = line.partition("\t")
    _, _, before, after, _ = told.split(" ")
    return FileChange(PurePosixPath(path), _content(before), _content(after))


def _content(name: str) -> str | None:
    return name if name.strip(NO_FILE) else None


def texts_of(folder: Path, names: Iterable[str]) -> Mapping[str, str]:
    """The text of each content by git's name of it; what is no UTF-8 is left out."""
    wanted = tuple(dict.fromkeys(names))
    batch = _run(folder, ("cat-file", "--batch"), "".join(f"{name}\n" for name in wanted).encode())
    texts: dict[str, str] = {}
    place = 0
    for name in wanted:
        end = batch.find(b"\n", place)
        size = batch[place:end].rpartition(b" ")[2]
        if not size.isdigit():
            return {}
        content = batch[end + 1 : end + 1 + int(size)]
        place = end + 1 + int(size) + 1
        try:
            texts[name] = content.decode()
        except UnicodeDecodeError:
            continue
    return texts


def changed_since(folder: Path) -> frozenset[PurePosixPath]:
    """The files below the folder that differ from the last commit, from the top of the repository on."""
    return frozenset(map(PurePosixPath, _asked(folder, *PLAIN, *DIFFERS).splitlines()))


def _asked(folder: Path, *words: str) -> str:
    return _run(folder, words, b"").decode(errors="replace")


def _run(folder: Path, words: Iterable[str], given: bytes) -> bytes:
    """What git says; nothing where it is not there, or has nothing to say of the folder."""
    there = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    settings = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C.UTF-8"}
    command = ["git", "--no-pager", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, env={**there, **settings})
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
