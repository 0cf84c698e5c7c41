"""What YAML texts say, kept between runs: parsing them is nearly all the time that loading a rule set takes.

Kept in one JSON file in the user's cache folder, by the hash of each text; a text that JSON cannot tell
exactly (a date, a key that is no text) is parsed each time. A cache that is missing, broken or not
writable costs time and nothing else: the YAML is the rule set, and its hash is made from what was read.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from crdecide.errors import Problem
from crdecide.version import __version__

MOST_TEXTS = 2_000
"""A rule set is about 200 texts; older ones make room."""


class Parsed:
    """The texts that were parsed before; `keep` writes the new ones."""

    def __init__(self) -> None:
        self._file = _folder() / f"parsed-{__version__}.json"
        self._kept = _read(self._file)
        self._new: dict[str, Any] = {}

    def data(self, text: str, name: str) -> Any | Problem:
        """What a text says, or why it cannot be read; `name` is the file shown to people."""
        key = hashlib.sha256(text.encode()).hexdigest()
        if key in self._kept:
            return self._kept[key]
        # Only here: to load the YAML parser takes longer than to read the cache.
        from .yaml_text import NotYaml, data_of

        try:
            data = data_of(text)
        except NotYaml as error:
            return Problem(f"{name}:{error.line}", error.why)
        if _survives_json(data):
            self._new[key] = data
        return data

    def keep(self) -> None:
        """Write what was parsed anew, the newest last; another process may do the same, and the last one wins."""
        if not self._new:
            return
        texts = {**self._kept, **self._new}
        newest = dict(list(texts.items())[-MOST_TEXTS:])
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Written beside and then put in its place: a reader never sees half a file.
            with tempfile.NamedTemporaryFile("w", dir=self._file.parent, delete=False, encoding="utf-8") as beside:
                json.dump(newest, beside)
            Path(beside.name).replace(self._file)
        except OSError:
            return


def _folder() -> Path:
    """``CRDECIDE_CACHE`` if set, else the user's own cache folder."""
    if chosen := os.environ.get("CRDECIDE_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("crdecide", appauthor=False)


def _read(file: Path) -> dict[str, Any]:
    try:
        texts = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return texts if isinstance(texts, dict) else {}


def _survives_json(data: Any) -> bool:
    try:
        return bool(json.loads(json.dumps(data)) == data)
    except (TypeError, ValueError, RecursionError):
        return False
