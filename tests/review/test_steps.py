"""The steps are a closed set: each step of the features is exactly one of them, and each of them is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from support.children import random_children
from support.command import in_process_text

from crdecide import CrdecideError, Patient
from crdecide.assurance.scenarios.steps import GIVEN, TABLES, THEN, WHEN, empty_record, nearest_step, readable
from crdecide.assurance.scenarios.steps.from_record import given_steps

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


def test_each_of_the_set_is_used_by_some_scenario_or_tells_a_record() -> None:
    written = {("Given", line) for child in random_children(200, seed=70) for line in given_steps(child)}
    said = set(steps()) | written
    used = {(kind, pattern) for kind, text in said for pattern in TABLES[kind] if re.fullmatch(pattern, text)}
    assert {(kind, pattern) for kind, patterns in TABLES.items() for pattern in patterns} - used == set()


def test_a_record_told_in_steps_is_the_same_record() -> None:
    for child in random_children(500, seed=71):
        record = empty_record()
        for line in given_steps(child):
            [(step, match)] = [(s, m) for pattern, s in GIVEN.items() if (m := re.fullmatch(pattern, line))]
            step(record, **match.groupdict())
        for listed in ("locations", "measurements"):  # that there is none is not told
            child["tumours"][listed] = child["tumours"].get(listed) or None
        assert Patient.model_validate(record) == Patient.model_validate(child)


def test_a_field_that_no_step_tells_is_said() -> None:
    with pytest.raises(CrdecideError, match=r"no step tells tumours\.colour"):
        given_steps({"tumours": {"colour": "grey"}})


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
    lines = in_process_text("rules", "steps").stdout.splitlines()
    assert len(lines) == len(GIVEN) + 1 + len(THEN)
    assert "When  the evidence is consulted" in lines
    assert "Given a fetus" in lines
    assert "Then  no option is put forward" in lines
