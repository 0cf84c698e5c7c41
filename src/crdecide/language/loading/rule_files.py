"""The files of a rule set folder: what may lie where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crdecide.errors import Problem, nearest

from ..cards import CARD_KINDS
from ..code_lists import LISTS
from .parse_cache import Parsed
from .yaml_file import YamlFile, read_yaml

SINGLE_FILES = ("ruleset", "vocabulary", "caveats", "evidence_hosts", "wording", "record_fields")
CARD_FOLDERS = {form.folder: kind for kind, form in CARD_KINDS.items()}
"""Each folder of cards, with the kind that belongs there, in the order in which cards are kept."""
EVIDENCE_FOLDER = "evidence"
SIGNOFF_FOLDER, SIGNOFF_FILES, SIGNOFF_LINES = "signoff", ("pinned",), "lines.txt"
TERMINOLOGY_FOLDER, TERMINOLOGY_FILES = "terminology", ("drugs", "codes", "drug_codes", "pinned_codes")


@dataclass(frozen=True)
class RuleFiles:
    """The files read, in a fixed order, and the problems of reading them."""

    singles: Mapping[str, YamlFile]
    cards: Sequence[YamlFile]
    evidence: Sequence[YamlFile]
    problems: Sequence[Problem]
    signoff_lines: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    """The lists of codes and names, as text."""


def read_folder(folder: Path) -> RuleFiles:
    """Every YAML file of the folder that belongs to a rule set."""
    parsed = Parsed()
    read = [read_yaml(path, _shown(folder, path), parsed) for path in sorted(folder.rglob("*.yaml"))]
    parsed.keep()
    files = [file for file in read if isinstance(file, YamlFile)]
    problems = [problem for problem in read if isinstance(problem, Problem)]
    top = {file.stem: file for file in files if file.folder == ""}
    return RuleFiles(
        singles={
            **{name: top[name] for name in SINGLE_FILES if name in top},
            **_within(files, TERMINOLOGY_FOLDER),
            **_within(files, SIGNOFF_FOLDER),
        },
        cards=_cards(files),
        evidence=[file for file in files if file.folder == EVIDENCE_FOLDER],
        problems=[*problems, *_missing(folder), *_misplaced(folder), *_misnamed(files)],
        signoff_lines=_text(folder / SIGNOFF_FOLDER / SIGNOFF_LINES),
        lists={name: text for name in LISTS if (text := _text(folder / TERMINOLOGY_FOLDER / f"{name}.tsv"))},
    )


def _cards(files: Sequence[YamlFile]) -> list[YamlFile]:
    """The cards kind by kind, those of a kind by name: the order of every list in an answer comes from here."""
    cards: list[YamlFile] = []
    for folder in CARD_FOLDERS:
        cards += [file for file in files if file.folder == folder]
    return cards


def _within(files: Sequence[YamlFile], folder: str) -> dict[str, YamlFile]:
    return {file.stem: file for file in files if file.folder == folder}


def _text(path: Path) -> str:
    """What a file says, if it is there."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _shown(folder: Path, path: Path) -> str:
    return f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"


def _missing(folder: Path) -> Iterator[Problem]:
    terminology = [f"{TERMINOLOGY_FOLDER}/{name}" for name in TERMINOLOGY_FILES]
    signoff = [f"{SIGNOFF_FOLDER}/{name}" for name in SIGNOFF_FILES]
    for name in (*SINGLE_FILES, *terminology, *signoff):
        path = folder / f"{name}.yaml"
        if not path.is_file():
            yield Problem(_shown(folder, path), "this file is missing")


def _misplaced(folder: Path) -> Iterator[Problem]:
    """Files that nobody would read: a silent loss otherwise."""
    known = (*CARD_FOLDERS, EVIDENCE_FOLDER, TERMINOLOGY_FOLDER, SIGNOFF_FOLDER)
    within = {TERMINOLOGY_FOLDER: TERMINOLOGY_FILES, SIGNOFF_FOLDER: SIGNOFF_FILES}
    for path in sorted(item for item in folder.rglob("*.y*ml") if item.is_file()):
        where, top = _shown(folder, path), path.relative_to(folder).parts[0]
        if path.suffix != ".yaml":
            yield Problem(where, "rule files end in .yaml; this one is not read")
        elif path.parent == folder and path.stem not in SINGLE_FILES:
            yield Problem(where, f"no such file belongs here{nearest(path.stem, SINGLE_FILES)}")
        elif path.parent != folder and top not in known:
            yield Problem(where, f"no folder '{top}' is known{nearest(top, known)}")
        elif top in within and path.stem not in within[top]:
            yield Problem(where, f"no such file belongs here{nearest(path.stem, within[top])}")


def _misnamed(files: Sequence[YamlFile]) -> Iterator[Problem]:
    """Ids that are not the file's name, or stand in two files."""
    owners: dict[str, YamlFile] = {}
    for file in files:
        if file.folder not in (*CARD_FOLDERS, EVIDENCE_FOLDER):
            continue
        if file.id != file.stem:
            yield file.problem(("id",), f"the id is '{file.id}', the file's name says '{file.stem}'; expected the same")
        if owners.setdefault(file.id, file) is not file:
            yield file.problem(("id",), f"the id '{file.id}' is already used in {owners[file.id].name}")
