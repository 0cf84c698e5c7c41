"""YAML 1.2 text as plain data, and the line of every key and item; loaded only where text has to be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

VERSION_LINE = re.compile(r"^\ufeff?%YAML[ \t]+([^\s#]*)", re.MULTILINE)
TIMESTAMP, TEXT = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:str"
VERSION = "1.2"
"""In 1.1 "yes", "no" and "on" would be no words, and others the library does not know (https://yaml.org/spec/1.2.2)."""

MOST_LETTERS = 500_000
DEEPEST = 64
"""Parts within parts; those of our rules go twelve deep."""
MOST_PARTS = 100_000
"""Keys, items and values, with every alias written out: a few lines of aliases of aliases make a thousand million."""


class NotYaml(Exception):
    """The text cannot be read: at which line, if that is known, and why."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(why)


def data_of(text: str) -> Any:
    """The text as plain data.

    Raises:
        NotYaml: no YAML, a key is given twice or is no text, a part holds itself, or there is too much of it.
    """
    return _parsed(text)[1]


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line of the deepest part of `path` that the text has."""
    node, line = _parsed(text)[0], 1
    for key in path:
        part = _part(node, key)
        if part is None:
            break
        line, node = part
    return line


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Node | None, Any]:
    """The text as nodes, which know their lines, and as data; kept, as a folder loaded again differs in few files."""
    root: Node | None = None
    if len(text) > MOST_LETTERS:
        raise NotYaml(1, f"cannot be read: {len(text):,} letters, and {MOST_LETTERS:,} are the most")
    _refuse_strange_versions(text)
    try:
        root = _composed(text)
        _refuse_circles(root, set(), set())
        _refuse_too_many_parts(root, {})
        _refuse_strange_keys(root, set())
        _take_dates_as_text(root)
        return root, YAML(typ="safe", pure=True).constructor.construct_document(root) if root is not None else None
    except ValueError as error:  # a number that is too long to be one
        raise NotYaml(_line_of_impossible(root), f"cannot be read: {error}") from error
    except MaxDepthExceededError as error:
        raise NotYaml(error.problem_mark.line + 1, f"cannot be read: nested more than {DEEPEST} deep") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotYaml(line, f"not YAML: {(error.problem or 'cannot be read').partition(' (first')[0]}") from error
    except (YAMLError, RecursionError) as error:
        raise NotYaml(1, f"cannot be read: {error}") from error


def _composed(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    # An alias of the anchor last given under a name is plain YAML; the library would warn of it on standard error.
    yaml.composer.warn_double_anchors = False
    root: Node | None = yaml.compose(text)
    return root


def _refuse_strange_versions(text: str) -> None:
    """Refuse a %YAML line of another version, before the library meets it."""
    for written in VERSION_LINE.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        if written[1] != VERSION:
            line = 1 + written.string.count("\n", 0, written.start())
            raise NotYaml(line, f"cannot be read: YAML of version {written[1]!r}; rule files are YAML {VERSION}")


def _refuse_circles(node: Node | None, above: set[int], seen: set[int]) -> None:
    """Refuse a part that holds itself, as ``&a [*a]`` does: whoever walks through it never comes to an end."""
    if not isinstance(node, MappingNode | SequenceNode):
        return
    if id(node) in above:
        raise NotYaml(node.start_mark.line + 1, "cannot be read: this part holds itself by an alias")
    if id(node) in seen:
        return
    seen.add(id(node))
    parts = chain.from_iterable(node.value) if isinstance(node, MappingNode) else node.value
    for part in parts:
        _refuse_circles(part, {*above, id(node)}, seen)


def _refuse_too_many_parts(node: Node | None, known: dict[int, int]) -> int:
    """Refuse a part that would be too large with its aliases written out; how many parts it has."""
    if not isinstance(node, MappingNode | SequenceNode):
        return 1
    if id(node) not in known:
        parts = chain.from_iterable(node.value) if isinstance(node, MappingNode) else node.value
        known[id(node)] = 1 + sum(_refuse_too_many_parts(part, known) for part in parts)
        if known[id(node)] > MOST_PARTS:
            why = f"cannot be read: with its aliases written out this has more than {MOST_PARTS:,} parts"
            raise NotYaml(node.start_mark.line + 1, why)
    return known[id(node)]


def _refuse_strange_keys(node: Node | None, seen: set[int]) -> None:
    """Refuse a key that is no text: no file of rules has one, and keys of several kinds have no order."""
    if not isinstance(node, MappingNode | SequenceNode) or id(node) in seen:
        return
    seen.add(id(node))
    for key, _ in node.value if isinstance(node, MappingNode) else ():
        if not isinstance(key, ScalarNode) or not str(key.tag).endswith(":str"):
            raise NotYaml(key.start_mark.line + 1, "cannot be read: a key has to be text; put it in quotes if it is")
    for part in chain.from_iterable(node.value) if isinstance(node, MappingNode) else node.value:
        _refuse_strange_keys(part, seen)


def _take_dates_as_text(root: Node | None) -> None:
    """In YAML 1.2 they are: the library makes dates of them, which no JSON can tell."""
    for scalar in _scalars(root, set()):
        if str(scalar.tag) == TIMESTAMP:
            scalar.tag = TEXT


def _part(node: Node | None, key: str | int) -> tuple[int, Node] | None:
    """The line on which a part of a node begins, and the part."""
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None


def _line_of_impossible(root: Node | None) -> int:
    """The line of the first value that cannot be made; 1 where none is found."""
    for scalar in _scalars(root, set()):
        try:
            YAML(typ="safe", pure=True).constructor.construct_object(scalar)
        except ValueError:
            return int(scalar.start_mark.line) + 1
    return 1


def _scalars(node: Node | None, seen: set[int]) -> Iterator[ScalarNode]:
    """Every value and key, each once."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode | SequenceNode) and id(node) not in seen:
        seen.add(id(node))
        for part in chain.from_iterable(node.value) if isinstance(node, MappingNode) else node.value:
            yield from _scalars(part, seen)
