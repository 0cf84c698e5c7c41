"""The files of what reviewers signed, below a folder of rules: read, and held to what can be signed.

A file's name follows from its reviewer's, so that two spellings of one name are one file: a second agreement is of
another person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from crdecide.errors import InvalidSignoff, Problem, nearest
from crdecide.guideline.validation import faults

from ..reviewer_paths import REVIEWER_FILES
from ..signoff.reviewer_file import ReviewerFile
from .rule_texts import content_of, text_in
from .yaml_file import YamlFile, read_yaml

CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
"""What version control leaves where two people changed the same lines."""
AFTER_IT = "expected the file as one side has it, and then the other side's with 'crdecide rules signoff --take'"


@dataclass(frozen=True)
class ReadReviewer:
    """One file as it says, and where."""

    file: ReviewerFile
    source: YamlFile


def read_reviewers(folder: Path, known: Collection[str], kinds: Collection[str]) -> tuple[ReviewerFile, ...]:
    """Every reviewer's file below the folder of rules, by name.

    `known` are the ids of what can be signed, of these `kinds`; ids of other kinds are not looked up.

    Raises:
        InvalidSignoff: with every problem found, each with file, line and what was expected.
    """
    problems: list[Problem] = []
    read = [_read(path, problems) for path in sorted(folder.glob(REVIEWER_FILES))]
    files = [each for each in read if each is not None]
    for each in files:
        problems += _misnamed(each)
        problems += unknown_items(each, known, kinds)
    if problems:
        raise InvalidSignoff(sorted(problems))
    return tuple(each.file for each in files)


def read_reviewer(path: Path) -> ReadReviewer:
    """One such file, whatever its name and wherever it lies.

    Raises:
        InvalidSignoff: it is none.
    """
    problems: list[Problem] = []
    read = _read(path, problems)
    if read is None:
        raise InvalidSignoff(problems)
    return read


def unknown_items(read: ReadReviewer, known: Collection[str], kinds: Collection[str]) -> Iterator[Problem]:
    """What it signs that is not there."""
    for index, each in enumerate(read.file.signed):
        if each.item not in known and each.item.partition("/")[0] in kinds:
            message = f"nothing of the name '{each.item}' can be signed{nearest(each.item, known)}"
            yield read.source.problem(("signed", index, "item"), message)


def _read(path: Path, problems: list[Problem]) -> ReadReviewer | None:
    """The file; None where problems were added to `problems`."""
    name = f"{path.parent.name}/{path.name}"
    text = text_in(name, content_of(path))
    if isinstance(text, str) and (conflict := CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        text = Problem(f"{name}:{line}", f"a merge was left unfinished here ('{conflict[1]}'); {AFTER_IT}")
    source = read_yaml(name, text)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    file = _validated(source, problems)
    return ReadReviewer(file, source) if file else None


def _validated(source: YamlFile, problems: list[Problem]) -> ReviewerFile | None:
    try:
        file = ReviewerFile.model_validate(source.data)
    except ValidationError as error:
        for path, text in faults(error, ReviewerFile):
            problems.append(source.problem(path, f"'{'.'.join(map(str, path))}': {text}" if path else text))
        return None
    repeated = [*_signed_twice(source, file)]
    problems += repeated
    return None if repeated else file


def _signed_twice(source: YamlFile, file: ReviewerFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, each in enumerate(file.signed):
        if each.item in seen:
            yield source.problem(("signed", index, "item"), f"'{each.item}' stands here twice; expected one verdict")
        seen.add(each.item)


def _misnamed(read: ReadReviewer) -> Iterator[Problem]:
    expected, got = read.file.file_name, read.source.name.rpartition("/")[2]
    if unicodedata.normalize("NFC", got) != expected:
        message = f"'{read.file.reviewer.name}' signs in the one file {expected}, as whose spelling alone differs"
        yield read.source.problem(("reviewer", "name"), f"{message}; this one is {got}")
