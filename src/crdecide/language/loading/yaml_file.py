"""One rule file: its data, and the line of every key and item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crdecide.errors import Problem

from .parse_cache import Parsed


@dataclass(frozen=True)
class YamlFile:
    """`name` is the path shown to people, below the rule set's folder; `data` is a mapping."""

    name: str
    data: Mapping[str, Any]
    _text: str

    @property
    def folder(self) -> str:
        """The folder below the rule set's own, '' for a file at its top."""
        parts = self.name.split("/")
        return parts[1] if len(parts) > 2 else ""

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rsplit("/", 1)[-1].removesuffix(".yaml")

    @property
    def id(self) -> str:
        """The id that the file gives itself, '' if it gives none."""
        return str(self.data.get("id", ""))

    def place(self, path: Sequence[str | int] = ()) -> str:
        """``file:line`` of the deepest part of `path` that the file has."""
        from .yaml_text import line_of

        return f"{self.name}:{line_of(self._text, path)}"

    def problem(self, path: Sequence[str | int], message: str) -> Problem:
        """A problem at a path in this file."""
        return Problem(self.place(path), message, self.id)


def read_yaml(path: Path, name: str, parsed: Parsed) -> YamlFile | Problem:
    """The file, or what keeps it from being read (no UTF-8, no YAML, a key given twice, not a mapping)."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return Problem(f"{name}:1", f"not UTF-8 text: byte {error.start} cannot be read")
    except OSError as error:
        return Problem(f"{name}:1", f"cannot be read: {error}")
    data = parsed.data(text, name)
    if isinstance(data, Problem):
        return data
    if not isinstance(data, Mapping):
        return Problem(f"{name}:1", "expected a mapping of 'name: value' lines")
    return YamlFile(name, data, text)
