"""What else differs between two folders of rules, field by field: what `ruleset_diff` has no words for.

It looks at what the files say and not at what became of it, so that no field can be forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from crdecide.guideline.spelling import spoken
from crdecide.language.loading.rule_files import CARD_FOLDERS, RuleFiles, read_folder
from crdecide.language.loading.yaml_file import YamlFile
from crdecide.language.reviewer_paths import is_signed_by_one

ABSENT = "not there"


def other_differences(old: Path, new: Path, told: Collection[str]) -> Iterator[str]:
    """Every difference of the files but those of the cards in `told`, whose own words were found."""
    before, after = _by_name(read_folder(old)), _by_name(read_folder(new))
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        if name.rpartition("/")[2] not in told or name.partition("/")[0] not in CARD_FOLDERS:
            yield from _between(name, one, other)


def layout_differences(old: Path, new: Path) -> Iterator[str]:
    """The rule files whose text is not the same, by name."""
    before, after = _texts(old), _texts(new)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield name


def _texts(folder: Path) -> dict[str, bytes]:
    found = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.yaml"))
    return {name: path.read_bytes() for name, path in found if not is_signed_by_one(name)}


def _by_name(files: RuleFiles) -> dict[str, YamlFile]:
    """Each file by its place below the folder, without its ending."""
    every = (*files.singles.values(), *files.cards, *files.evidence)
    return {f"{file.folder}/{file.stem}".removeprefix("/"): file for file in every}


def _between(name: str, one: YamlFile | None, other: YamlFile | None) -> Iterator[str]:
    if one is None or other is None:
        yield f"{name}: {'added' if one is None else 'removed'}"
        return
    before, after = dict(_leaves(one.data, ())), dict(_leaves(other.data, ()))
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            yield f"{name}: {path}: {before.get(path, ABSENT)} → {after.get(path, ABSENT)}"
    if before == after and json.dumps(one.data) != json.dumps(other.data):
        yield f"{name}: the order differs, and nothing else"


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every value in a file with the way to it in words; a list of plain values is one."""
    if isinstance(value, Mapping) and value:
        for key, below in value.items():
            yield from _leaves(below, (*path, spoken(str(key))))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, start=1):
            yield from _leaves(item, (*path, _named(item, number)))
    else:
        yield ", ".join(path), _said(value)


def _named(item: Any, number: int) -> str:
    """An entry of a list by its code, so that one put in before it does not make it another."""
    is_code = isinstance(item, Mapping) and {"system", "code"} <= item.keys()
    return f"{item['system']} {item['code']}" if is_code else f"number {number}"


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False).strip('"')
