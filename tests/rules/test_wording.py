"""Every text that the rules hold is plain; that none directs is held where they are loaded (tests/wording)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

RULES = Path(__file__).parents[2] / "rules"
WORDS_ONLY = ("ruleset.yaml", "wording.yaml")
FILES = sorted(path for path in RULES.rglob("*.yaml") if path.name not in WORDS_ONLY)


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
def test_sentences_are_short_enough_to_read_aloud(path: Path) -> None:
    for text in texts(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))):
        for sentence in re.split(r"(?<=[.;:?])\s+|, (?=and )", text):
            assert len(sentence.split()) <= 45, sentence
