"""The feature files of a folder as Gherkin documents; none from which a scenario would vanish unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from crdecide.errors import CrdecideError, MissingLibrary, Problem

from .feature_faults import Fault, faults_of

Document = Mapping[str, Any]


class InvalidFeatures(CrdecideError):
    """Features that cannot be run as they are meant; `problems` has each with file, line and what was expected."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(["not valid features:", *map(str, self.problems)])


def read_documents(folder: Path) -> dict[Path, Document]:
    """Every ``*.feature`` below the folder, in order.

    Raises:
        InvalidFeatures: one cannot be parsed, or holds something that would be lost: every such place.
        MissingLibrary: Gherkin's parser is not installed.
    """
    paths = sorted(folder.rglob("*.feature"))
    problems = [] if paths else [Problem(folder.as_posix(), "expected features; no file here is named *.feature")]
    documents: dict[Path, Document] = {}
    for path in paths:
        try:
            text = _text(path)
            documents[path] = _parsed(path, text)
        except InvalidFeatures as error:
            problems += error.problems
        else:
            problems += _placed(path, faults_of(documents[path], text.splitlines()))
    if problems:
        raise InvalidFeatures(problems)
    return documents


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidFeatures([Problem(path.as_posix(), f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        message = f"not UTF-8 text: byte {error.start} cannot be read"
        raise InvalidFeatures([Problem(path.as_posix(), message)]) from None


def _parsed(path: Path, text: str) -> Document:
    try:
        from gherkin.errors import CompositeParserException
        from gherkin.parser import Parser
    except ModuleNotFoundError as error:
        raise MissingLibrary("reading features", "review", error) from None
    try:
        document: Document = Parser().parse(text)
    except CompositeParserException as error:
        told = [(one.location["line"], _in_words(str(one).partition(": ")[2])) for one in error.errors]
        raise InvalidFeatures(list(_placed(path, told))) from None
    return document


def _in_words(message: str) -> str:
    """What the parser expected, in the words of those who write features: it lists names of its own in between."""
    if message.startswith("unexpected end of file"):
        return "the file ends too early; expected what these tags belong to, or the end of a text"
    expected, got, line = message.partition(", got ")
    if not got:
        return message
    if line.lstrip("'").startswith("Feature"):
        return "a second Feature in one file; give it a file of its own"
    steps = "a step (Given, When, Then, And or But), " if "#StepLine" in expected else ""
    head = "'Feature:'" if "#FeatureLine" in expected else f"{steps}a tag, or a line such as 'Scenario:'"
    return f"expected {head}; got {line}"


def _placed(path: Path, faults: Iterable[Fault]) -> Iterator[Problem]:
    for line, message in faults:
        yield Problem(f"{path.as_posix()}:{line}", message)
