"""One YAML 1.2 file as plain data, with the line of every key and item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from ..errors import Problem


@dataclass(frozen=True)
class YamlFile:
    """`name` is the path shown to people, below the rule set's folder; `data` is a mapping."""

    name: str
    data: Mapping[str, Any]
    _root: Node

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
        node, line = self._root, 1
        for key in path:
            found = _part(node, key)
            if found is None:
                break
            line, node = found
        return f"{self.name}:{line}"

    def problem(self, path: Sequence[str | int], message: str) -> Problem:
        """A problem at a path in this file."""
        return Problem(self.place(path), message, str(self.data.get("id", "")))


def read_yaml(path: Path, name: str) -> YamlFile | Problem:
    """The file, or what keeps it from being read (no UTF-8, no YAML, a key given twice, not a mapping)."""
    try:
        root, data = _parsed(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        return Problem(f"{name}:1", f"not UTF-8 text: byte {error.start} cannot be read")
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(f"{name}:{line}", f"not YAML: {(error.problem or 'cannot be read').partition(' (first')[0]}")
    except (YAMLError, OSError, RecursionError) as error:
        return Problem(f"{name}:1", f"cannot be read: {error}")
    if not isinstance(root, MappingNode):
        return Problem(f"{name}:1", "expected a mapping of 'name: value' lines")
    return YamlFile(name, data, root)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Node | None, Any]:
    """The text as nodes, which know their lines, and as data; kept, as a folder loaded again differs in few files."""
    root = YAML(typ="safe", pure=True).compose(text)
    return root, YAML(typ="safe", pure=True).constructor.construct_document(root) if root is not None else None


def _part(node: Node, key: str | int) -> tuple[int, Node] | None:
    """The line on which a part of a node begins, and the part."""
    if isinstance(node, MappingNode):
        found = ((name.start_mark.line + 1, value) for name, value in node.value if name.value == str(key))
        return next(found, None)
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None
