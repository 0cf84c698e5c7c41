"""Files in which what was worked out once is kept between runs: where they are, whose, and how many.

An entry is named by what it depends on, and by the hash of all code that makes such entries: where a letter of either
changed, none is found. It is used only where nobody but the user (or root) can have written it and it holds what it
was sealed with; on any doubt it is as if there were none. Whoever can write as the user could seal an entry again. So
what follows from the packaged rules is pinned in the package itself, beside the code that reads it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import time

import pydantic

import crdecide

from .regular_file import bytes_of
from .rule_texts import paths_below

MOST_KEPT = 16
"""Entries of one kind; those least recently used make room."""
ROOMS = ("evaluation", "language", "guideline")
"""All code that reads and checks rules, and makes entries of them, is in these, and in the errors."""
OTHERS_MAY_WRITE = 0o022
BESIDE, A_DAY = "unfinished-rules-", 86_400
MOST_BYTES = 268_435_456


def entry_of(kind: str, on: str | None) -> Path | None:
    """The entry of this kind for what it depends on, by this code; None where it cannot be told which."""
    code, folder = reader(), _folder()
    if code is None or on is None or folder is None:
        return None
    return folder / f"{kind}-{hashlib.sha256(f'{code} {on}'.encode()).hexdigest()}.json"


def sealed_in(entry: Path) -> bytes | None:
    """What an entry holds; None on any doubt."""
    seal, _, sealed = (_read(entry) or b"").partition(b"\n")
    return sealed if seal == _seal(entry, sealed) else None


def was_used(entry: Path) -> None:
    """Note that an entry was used, so that others make room before it does."""
    with suppress(OSError):
        os.utime(entry)


def write_sealed(entry: Path, sealed: bytes) -> None:
    """Keep this as the entry; where it cannot be kept, that is no fault."""
    try:
        entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_ours(entry.parent.stat()):
            return
        _write(entry, _seal(entry, sealed) + b"\n" + sealed)
        _make_room(entry)
    except OSError:
        return


def is_as_pinned(pin: Path, name: str, sealed: bytes) -> bool:
    """Whether this may follow from what has this name: of the packaged rules it is known what does."""
    try:
        pinned = pin.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return not pinned.startswith(f"{name} ") or pinned == pinned_line(name, sealed)


def pinned_line(name: str, sealed: bytes) -> str:
    """The line that pins what follows from what has this name."""
    return f"{name} {hashlib.sha256(sealed).hexdigest()}\n"


def reader() -> str | None:
    """Which code this process reads and checks rules by; None where that cannot be told."""
    return code_sha256(Path(crdecide.__file__).parent)


@cache
def code_sha256(package: Path) -> str | None:
    """The hash of the code that reads and checks rules, and of what it runs on; None where there is no source."""
    parser = find_spec("ruamel.yaml")
    files = [package / "errors.py"]
    for room in ROOMS:
        files += [package / room / path for path in sorted(paths_below(package / room, ("*.py",), {}))]
    # The first file of the parser names its version.
    files += [Path(parser.origin)] if parser and parser.origin else []
    # What pydantic let pass is not looked at again.
    whole = hashlib.sha256(f"{sys.version} {pydantic.VERSION}".encode())
    try:
        for file in files:
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    except OSError:
        return None
    return whole.hexdigest()


def _folder() -> Path | None:
    """``CRDECIDE_CACHE`` if set, else the user's own cache folder; None where nobody knows the user's home."""
    if chosen := os.environ.get("CRDECIDE_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("crdecide", appauthor=False)
    except RuntimeError:
        return None
    # Older releases give a path that begins with "~", in whatever folder this is.
    return folder if folder.is_absolute() else None


def _read(entry: Path) -> bytes | None:
    """The entry, unless others may have written it."""
    try:
        if entry.is_symlink() or not _is_ours(entry.parent.stat()):
            return None
        content, found = bytes_of(entry, MOST_BYTES)
    except OSError:
        return None
    # What was looked at is what was read: by its number, and not by its name again.
    return content if _is_ours(found) else None


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody but this user and root can have written; where there are no users, the folder is private."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid in (os.getuid(), 0) and not found.st_mode & OTHERS_MAY_WRITE


def _seal(entry: Path, sealed: bytes) -> bytes:
    return hashlib.sha256(entry.name.encode() + b"\n" + sealed).hexdigest().encode()


def _write(entry: Path, content: bytes) -> None:
    from tempfile import NamedTemporaryFile

    # Written beside and then put in its place: a reader never sees half a file.
    with NamedTemporaryFile("wb", dir=entry.parent, prefix=BESIDE, delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            Path(beside.name).replace(entry)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise


def _make_room(entry: Path) -> None:
    """Of our own files of its kind, and no others: `CRDECIDE_CACHE` may name any folder."""
    named = re.compile(entry.name.partition("-")[0] + r"-[0-9a-f]{64}\.json")
    ours = [other for other in entry.parent.iterdir() if named.fullmatch(other.name)]
    entries = sorted(ours, key=lambda other: other.stat().st_mtime)
    # What a process left half written when it was ended is as old as no process lasts.
    left = [beside for beside in entry.parent.glob(f"{BESIDE}*") if beside.stat().st_mtime < time() - A_DAY]
    for other in (*entries[:-MOST_KEPT], *left):
        other.unlink(missing_ok=True)
