"""Every text that the rules hold: plain, and never an instruction to treat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

RULES = Path(__file__).parents[2] / "rules"
DIRECTIVE = re.compile(
    r"\b(should|must|shall|ought|administer\w*|prescrib\w*|recommend\w*|start|starts|started|starting|initiat\w*|"
    r"commenc\w*|be given|give (?:the|a|an|it|everolimus|sirolimus)|treat with|we advise|needs? to be|has to be|"
    r"is indicated)\b",
    re.IGNORECASE,
)
FILES = sorted(path for path in RULES.rglob("*.yaml") if path.name != "ruleset.yaml")


def texts(node: Any) -> Iterator[str]:
    """Every text of two words or more, wherever it stands; titles of publications are their own."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "citation":
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str) and " " in node and "://" not in node:
        yield node


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_no_text_directs_anyone_to_treat(path: Path) -> None:
    said = list(texts(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))))
    assert [(text, match.group()) for text in said if (match := DIRECTIVE.search(text))] == []


@pytest.mark.parametrize("text", ["The drug should be given.", "Start everolimus.", "We recommend surgery."])
def test_the_scan_would_see_an_instruction(text: str) -> None:
    assert DIRECTIVE.search(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_sentences_are_short_enough_to_read_aloud(path: Path) -> None:
    for text in texts(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))):
        for sentence in re.split(r"(?<=[.;:?])\s+|, (?=and )", text):
            assert len(sentence.split()) <= 45, sentence
