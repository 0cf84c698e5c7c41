"""The files of a rule set folder: what may lie where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crdecide.errors import Problem, nearest

from ..cards import CARD_KINDS
from ..code_lists import LISTS
from .rule_texts import RuleTexts, read_texts
from .yaml_file import YamlFile, read_yaml

SINGLE_FILES = ("ruleset", "vocabulary", "caveats", "evidence_hosts", "wording", "record_fields")
CARD_FOLDERS = {form.folder: kind for kind, form in CARD_KINDS.items()}
"""Each folder of cards, with the kind that belongs there, in the order in which cards are kept."""
EVIDENCE_FOLDER = "evidence"
SIGNOFF_FOLDER, SIGNOFF_FILES, SIGNOFF_LINES = "signoff", ("pinned",), "signoff/lines.txt"
TERMINOLOGY_FOLDER, TERMINOLOGY_FILES = "terminology", ("drugs", "codes", "drug_codes", "pinned_codes")
LIST_PATHS = {name: f"{TERMINOLOGY_FOLDER}/{name}.tsv" for name in LISTS}
OF_LISTS = ("tsv", "txt")


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
    return files_of(read_texts(folder))


def files_of(texts: RuleTexts) -> RuleFiles:
    """The files with these texts."""
    named = [path for path in texts.files if path.endswith(".yaml")]
    read = [read_yaml(texts.shown(path), texts.text(path)) for path in named]
    files = [file for file in read if isinstance(file, YamlFile)]
    lines, *lists = [texts.text(path) for path in (SIGNOFF_LINES, *LIST_PATHS.values())]
    unread = [texts.text(path) for path, content in texts.files.items() if isinstance(content, OSError)]
    top = {file.stem: file for file in files if file.folder == ""}
    return RuleFiles(
        singles={
            **{name: top[name] for name in SINGLE_FILES if name in top},
            **_within(files, TERMINOLOGY_FOLDER),
            **_within(files, SIGNOFF_FOLDER),
        },
        cards=_cards(files),
        evidence=[file for file in files if file.folder == EVIDENCE_FOLDER],
        problems=[
            *dict.fromkeys(_problems_of([*read, lines, *lists, *unread])),
            *_missing(texts),
            *_misplaced(texts),
            *_misnamed(files),
        ],
        signoff_lines=str(lines),
        lists=lists_of(texts),
    )


def lists_of(texts: RuleTexts) -> Mapping[str, str]:
    """The lists of codes and names that are there, as text."""
    lists = {name: texts.text(path) for name, path in LIST_PATHS.items()}
    return {name: str(text) for name, text in lists.items() if text}


def _problems_of(read: Sequence[YamlFile | str | Problem]) -> list[Problem]:
    return [problem for problem in read if isinstance(problem, Problem)]


def _cards(files: Sequence[YamlFile]) -> list[YamlFile]:
    """The cards kind by kind, those of a kind by name: the order of every list in an answer comes from here."""
    cards: list[YamlFile] = []
    for folder in CARD_FOLDERS:
        cards += [file for file in files if file.folder == folder]
    return cards


def _within(files: Sequence[YamlFile], folder: str) -> dict[str, YamlFile]:
    return {file.stem: file for file in files if file.folder == folder}


def _missing(texts: RuleTexts) -> Iterator[Problem]:
    terminology = [f"{TERMINOLOGY_FOLDER}/{name}" for name in TERMINOLOGY_FILES]
    signoff = [f"{SIGNOFF_FOLDER}/{name}" for name in SIGNOFF_FILES]
    for name in (*SINGLE_FILES, *terminology, *signoff):
        if f"{name}.yaml" not in texts.files:
            yield Problem(texts.shown(f"{name}.yaml"), "this file is missing")


def _misplaced(texts: RuleTexts) -> Iterator[Problem]:
    """Files that nobody would read: a silent loss otherwise."""
    known = (*CARD_FOLDERS, EVIDENCE_FOLDER, TERMINOLOGY_FOLDER, SIGNOFF_FOLDER)
    within = {TERMINOLOGY_FOLDER: TERMINOLOGY_FILES, SIGNOFF_FOLDER: SIGNOFF_FILES}
    for path in texts.files:
        where, (top, *below) = texts.shown(path), path.split("/")
        stem, _, ending = path.rpartition("/")[2].rpartition(".")
        is_list = ending in OF_LISTS and not stem.casefold().endswith((".yaml", ".yml"))
        if is_list or isinstance(texts.files[path], OSError):
            continue
        if ending != "yaml":
            yield Problem(where, "rule files end in .yaml; this one is not read")
        elif not below and stem not in SINGLE_FILES:
            yield Problem(where, f"no such file belongs here{nearest(stem, SINGLE_FILES)}")
        elif below and top not in known:
            yield Problem(where, f"no folder '{top}' is known{nearest(top, known)}")
        elif top in within and stem not in within[top]:
            yield Problem(where, f"no such file belongs here{_expected_in(top)}{nearest(stem, within[top])}")


def _expected_in(folder: str) -> str:
    """What a reviewer's file is called, where it might be meant."""
    return "; what a reviewer signed is in reviewer_NAME.yaml" if folder == SIGNOFF_FOLDER else ""


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
