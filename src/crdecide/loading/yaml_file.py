"""One YAML 1.2 file as plain data, with the line of every key and item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ..errors import Problem


@dataclass(frozen=True)
class YamlFile:
    """`name` is the path shown to people, below the rule set's folder; `data` is a mapping."""

    name: str
    data: Mapping[str, Any]
    _marked: CommentedMap

    @property
    def folder(self) -> str:
        """The folder below the rule set's own, '' for a file at its top."""
        parts = self.name.split("/")
        return parts[1] if len(parts) > 2 else ""

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rsplit("/", 1)[-1].removesuffix(".yaml")

    def place(self, path: Sequence[str | int] = ()) -> str:
        """``file:line`` of the deepest part of `path` that the file has."""
        node, line = self._marked, 1
        for key in path:
            if isinstance(node, CommentedMap) and key in node:
                line = node.lc.key(key)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line = node.lc.item(key)[0] + 1
            else:
                break
            node = node[key]
        return f"{self.name}:{line}"

    def problem(self, path: Sequence[str | int], message: str) -> Problem:
        """A problem at a path in this file."""
        return Problem(self.place(path), message, str(self.data.get("id", "")))


def read_yaml(path: Path, name: str) -> YamlFile | Problem:
    """The file, or what keeps it from being read (no UTF-8, no YAML, a key given twice, not a mapping)."""
    try:
        marked = _composed(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        return Problem(f"{name}:1", f"not UTF-8 text: byte {error.start} cannot be read")
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(f"{name}:{line}", f"not YAML: {(error.problem or 'cannot be read').partition(' (first')[0]}")
    except (YAMLError, OSError, RecursionError) as error:
        return Problem(f"{name}:1", f"cannot be read: {error}")
    if not isinstance(marked, CommentedMap):
        return Problem(f"{name}:1", "expected a mapping of 'name: value' lines")
    return YamlFile(name, _plain(marked), marked)


@lru_cache(maxsize=1024)
def _composed(text: str) -> Any:
    """The text with the place of everything in it; kept, since a folder loaded again differs in few files."""
    return YAML(typ="rt", pure=True).load(text)


def _plain(node: Any) -> Any:
    """ruamel's annotated containers and scalars as ordinary Python ones."""
    match node:
        case Mapping():
            return {_plain(key): _plain(value) for key, value in node.items()}
        case list():
            return [_plain(item) for item in node]
        case bool() | None:
            return node
        case int():
            return int(node)
        case float():
            return float(node)
        case str():
            return str(node)
    return node
