"""The steps are a closed set: each step of the features is exactly one of them, and each of them is used."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from crdecide.review.steps import GIVEN, TABLES, THEN, WHEN, nearest_step, readable

FEATURES = Path(__file__).parents[2] / "features"
KINDS = {"Context": "Given", "Action": "When", "Outcome": "Then"}


def steps() -> Iterator[tuple[str, str]]:
    """Every step of every scenario, with the rows of outlines written out, by kind."""
    for path in sorted(FEATURES.rglob("*.feature")):
        document: Any = {**Parser().parse(path.read_text(encoding="utf-8")), "uri": path.name}
        for pickle in Compiler().compile(document):
            yield from ((KINDS[step["type"]], step["text"]) for step in pickle["steps"])


def test_each_step_of_the_features_is_exactly_one_of_the_set() -> None:
    for kind, text in set(steps()):
        assert len([pattern for pattern in TABLES[kind] if re.fullmatch(pattern, text)]) == 1, (kind, text)


def test_each_of_the_set_is_used_by_some_scenario() -> None:
    used = {(kind, pattern) for kind, text in set(steps()) for pattern in TABLES[kind] if re.fullmatch(pattern, text)}
    assert {(kind, pattern) for kind, patterns in TABLES.items() for pattern in patterns} - used == set()


def test_no_step_speaks_in_codes_or_field_names() -> None:
    for pattern in (*GIVEN, WHEN, *THEN):
        assert not re.search(r"[{}]|\w_\w|\\w", readable(pattern)), readable(pattern)


@pytest.mark.parametrize(
    ("kind", "text", "nearest"),
    [
        ("Given", "TSC is defnite", "TSC is <definite, possible, excluded, unknown>"),
        ("Given", "a foetus", "a fetus"),
        ("When", "evidence is consulted", "the evidence is consulted"),
        ("Then", "no options are put forward", "no option is put forward"),
    ],
)
def test_an_unknown_step_has_a_nearest_one(kind: str, text: str, nearest: str) -> None:
    assert nearest_step(kind, text) == f"; did you mean '{nearest}'?"


def test_the_command_lists_them() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "crdecide", "rules", "steps"], capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    assert len(lines) == len(GIVEN) + 1 + len(THEN)
    assert "When  the evidence is consulted" in lines
    assert "Given a fetus" in lines
    assert "Then  no option is put forward" in lines
