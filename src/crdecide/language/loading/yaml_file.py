"""One rule file: its data, and the line of every key and item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crdecide.errors import Problem


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


def read_yaml(name: str, text: str | Problem) -> YamlFile | Problem:
    """The file with this text, or what keeps it from being read (no text, no YAML, a key given twice, not a mapping).

    `name` is the file shown to people.
    """
    if isinstance(text, Problem):
        return text
    said = data_in(name, text)
    if isinstance(said, Problem):
        return said
    if not isinstance(said, Mapping):
        return Problem(f"{name}:1", "expected a mapping of 'name: value' lines")
    return YamlFile(name, said, text)


def data_in(name: str, text: str) -> Any | Problem:
    """What a text says, or why it cannot be read."""
    # Only here: to load the YAML parser takes longer than to read what it said before.
    from .yaml_text import NotYaml, data_of

    try:
        return data_of(text)
    except NotYaml as error:
        return Problem(f"{name}:{error.line}", error.why)
