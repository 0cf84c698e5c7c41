"""What a folder of rules said when it was last found without a problem, kept between runs.

To parse YAML, and to check what it says, is most of the time of a start. An entry is named by the hash of every file
of the folder and of all code that reads and checks them: where a letter of either changed, none is found, and the
rules are read and checked anew. An entry is used only where nobody but the user (or root) can have written it and
it holds what it was sealed with; on any doubt the YAML is read, as if there were none. It is a file that whoever can
write as the user could seal again, as they could change the code.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import crdecide

from .rule_texts import RuleTexts, paths_below

Data = Mapping[str, Mapping[str, Any]]
"""What each YAML file says, by its path below the folder."""
MOST_KEPT = 16
"""Entries; those least recently used make room."""
ROOMS = ("language", "guideline")
"""All code that reads and checks rules is in these, and in the errors."""
OTHERS_MAY_WRITE = 0o022


def kept(texts: RuleTexts) -> Data | None:
    """What these very files say, where they were found without a problem before; None on any doubt."""
    file = _file(texts)
    content = _read(file) if file else None
    if file is None or content is None:
        return None
    seal, _, sealed = content.partition(b"\n")
    data = _parsed(sealed) if seal == _seal(file, sealed) else None
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
        _write(file, _seal(file, sealed) + b"\n" + sealed)
        _make_room(file.parent)
    except OSError:
        return


def _file(texts: RuleTexts) -> Path | None:
    """The entry of these files, read by this code; None where either cannot be told."""
    code = reader()
    if code is None or texts.sha256 is None:
        return None
    named = hashlib.sha256(f"{code} {texts.sha256}".encode()).hexdigest()
    return _folder() / f"rules-{named}.json"


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


def _folder() -> Path:
    """``CRDECIDE_CACHE`` if set, else the user's own cache folder."""
    if chosen := os.environ.get("CRDECIDE_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("crdecide", appauthor=False)


def _read(file: Path) -> bytes | None:
    """The entry, unless others may have written it."""
    try:
        # What is looked at is what is read: by its number, and not by its name again.
        with file.open("rb") as stream:
            if not (_is_ours(file.parent.stat()) and _is_ours(os.fstat(stream.fileno()))):
                return None
            content = stream.read()
    except OSError:
        return None
    return content


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody but this user and root can have written; where there are no users, the folder is private."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid in (os.getuid(), 0) and not found.st_mode & OTHERS_MAY_WRITE


def _seal(file: Path, sealed: bytes) -> bytes:
    return hashlib.sha256(file.name.encode() + b"\n" + sealed).hexdigest().encode()


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
    with NamedTemporaryFile("wb", dir=file.parent, delete=False) as beside:
        beside.write(content)
    Path(beside.name).replace(file)


def _make_room(folder: Path) -> None:
    entries = sorted(folder.glob("rules-*.json"), key=lambda entry: entry.stat().st_mtime)
    for entry in entries[:-MOST_KEPT]:
        entry.unlink(missing_ok=True)
