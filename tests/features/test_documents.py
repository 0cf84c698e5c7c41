"""The features as documents: no scenario is lost, none asserts nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser

FEATURES = sorted((Path(__file__).parents[2] / "features").rglob("*.feature"))


def children(path: Path, kind: str) -> Iterator[dict[str, Any]]:
    feature = Parser().parse(path.read_text(encoding="utf-8"))["feature"]
    for child in feature["children"]:
        if kind in child:
            yield child[kind]
        elif "rule" in child:
            yield from (inner[kind] for inner in child["rule"]["children"] if kind in inner)


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_scenario_names_are_unique_in_a_file_so_that_none_is_dropped(path: Path) -> None:
    names = Counter(scenario["name"] for scenario in children(path, "scenario"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_scenario_asserts_something_and_every_outline_has_rows(path: Path) -> None:
    for scenario in children(path, "scenario"):
        assert any(step["keywordType"] == "Outcome" for step in scenario["steps"]), scenario["name"]
        assert all(example["tableBody"] for example in scenario["examples"]), scenario["name"]
