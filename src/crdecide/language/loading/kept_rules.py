"""What a folder of rules said when it was last found without a problem, kept between runs.

To parse YAML, and to check what it says, is most of the time of a start. An entry is named by the hash of every file
of the folder and of all code that reads and checks them: where a letter of either changed, none is found, and the
rules are read and checked anew. An entry is used only where nobody but the user (or root) can have written it and
it holds what it was sealed with; on any doubt the YAML is read, as if there were none. Whoever can write as the user
could seal an entry again. So what the packaged rules say is pinned in the package itself: no entry changes their
answer, whoever wrote it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import time
from typing import Any

import crdecide

from .regular_file import bytes_of
from .rule_texts import RuleTexts, paths_below

Data = Mapping[str, Mapping[str, Any]]
"""What each YAML file says, by its path below the folder."""
MOST_KEPT = 16
"""Entries; those least recently used make room."""
ROOMS = ("language", "guideline")
"""All code that reads and checks rules is in these, and in the errors."""
OTHERS_MAY_WRITE = 0o022
ENTRY, BESIDE, A_DAY = re.compile(r"rules-[0-9a-f]{64}\.json"), "unfinished-rules-", 86_400
MOST_BYTES = 268_435_456
PINNED = Path(__file__).with_name("packaged_rules.sha256")
"""The hash of the packaged files, and that of what they say: `make golden` writes it."""


def kept(texts: RuleTexts) -> Data | None:
    """What these very files say, where they were found without a problem before; None on any doubt."""
    file = _file(texts)
    content = _read(file) if file else None
    if file is None or content is None:
        return None
    seal, _, sealed = content.partition(b"\n")
    data = _parsed(sealed) if seal == _seal(file, sealed) and _may_be_said(texts, sealed) else None
    if data is None or data.keys() != set(_yaml_paths(texts)):
        return None
    with suppress(OSError):
        os.utime(file)
    return data


def keep(texts: RuleTexts, data: Data) -> None:
    """Keep what the files say, once no problem was found in them; where it cannot be kept, that is no fault."""
    file = _file(texts)
    sealed = json.dumps(data).encode() if file and _survives_json(data) else None
    if file is None or sealed is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_ours(file.parent.stat()):
            return
        _write(file, _seal(file, sealed) + b"\n" + sealed)
        _make_room(file.parent)
    except OSError:
        return


def _file(texts: RuleTexts) -> Path | None:
    """The entry of these files, read by this code; None where either cannot be told."""
    code, folder = reader(), _folder()
    if code is None or texts.sha256 is None or folder is None:
        return None
    named = hashlib.sha256(f"{code} {texts.sha256}".encode()).hexdigest()
    return folder / f"rules-{named}.json"


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
    whole = hashlib.sha256(sys.version.encode())
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


def _read(file: Path) -> bytes | None:
    """The entry, unless others may have written it."""
    try:
        if file.is_symlink() or not _is_ours(file.parent.stat()):
            return None
        content, found = bytes_of(file, MOST_BYTES)
    except OSError:
        return None
    # What was looked at is what was read: by its number, and not by its name again.
    return content if _is_ours(found) else None


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody but this user and root can have written; where there are no users, the folder is private."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid in (os.getuid(), 0) and not found.st_mode & OTHERS_MAY_WRITE


def _seal(file: Path, sealed: bytes) -> bytes:
    return hashlib.sha256(file.name.encode() + b"\n" + sealed).hexdigest().encode()


def _may_be_said(texts: RuleTexts, sealed: bytes) -> bool:
    """Whether the files may say this: of the packaged ones it is known what they say."""
    try:
        pinned = PINNED.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return not pinned.startswith(f"{texts.sha256} ") or pinned == pinned_in(texts, sealed)


def pinned_in(texts: RuleTexts, sealed: bytes) -> str:
    """The line that pins what these files say."""
    return f"{texts.sha256} {hashlib.sha256(sealed).hexdigest()}\n"


def _parsed(sealed: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(sealed)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not all(isinstance(each, dict) for each in data.values()):
        return None
    return data


def _yaml_paths(texts: RuleTexts) -> list[str]:
    return [path for path in texts.files if path.endswith(".yaml")]


def _survives_json(data: Data) -> bool:
    """A date, or a key that is no text, does not: JSON cannot tell it exactly."""
    try:
        return bool(json.loads(json.dumps(data)) == data)
    except (TypeError, ValueError, RecursionError):
        return False


def _write(file: Path, content: bytes) -> None:
    from tempfile import NamedTemporaryFile

    # Written beside and then put in its place: a reader never sees half a file.
    with NamedTemporaryFile("wb", dir=file.parent, prefix=BESIDE, delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            Path(beside.name).replace(file)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise


def _make_room(folder: Path) -> None:
    """Of our own files, and no others: `CRDECIDE_CACHE` may name any folder."""
    ours = [entry for entry in folder.iterdir() if ENTRY.fullmatch(entry.name)]
    entries = sorted(ours, key=lambda entry: entry.stat().st_mtime)
    # What a process left half written when it was ended is as old as no process lasts.
    left = [beside for beside in folder.glob(f"{BESIDE}*") if beside.stat().st_mtime < time() - A_DAY]
    for entry in (*entries[:-MOST_KEPT], *left):
        entry.unlink(missing_ok=True)
