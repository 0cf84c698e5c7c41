"""The features as documents: no scenario is lost, none asserts nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser

from crdecide.assurance.scenarios.feature_documents import read_documents
from crdecide.assurance.scenarios.steps.then import OPTIONS, STANCES

ROOT = Path(__file__).parents[2]
FEATURES = sorted((ROOT / "features").rglob("*.feature"))
CHILDREN = [path for path in FEATURES if path.parent.name == "children"]
ONE_PAGE = 60
"""Lines of a feature that is signed: it is printed on one page."""


def children(path: Path, kind: str) -> Iterator[dict[str, Any]]:
    feature = Parser().parse(path.read_text(encoding="utf-8"))["feature"]
    for child in feature["children"]:
        if kind in child:
            yield child[kind]
        elif "rule" in child:
            yield from (inner[kind] for inner in child["rule"]["children"] if kind in inner)


def test_in_no_feature_would_a_scenario_be_lost_or_claim_nothing() -> None:
    assert len(read_documents(ROOT / "features")) == len(FEATURES)


@pytest.mark.parametrize("path", CHILDREN, ids=lambda path: path.stem)
def test_a_child_is_one_scenario_on_one_page_with_a_title_and_a_description(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    feature = Parser().parse(text)["feature"]
    assert feature["name"]
    assert feature["description"].strip()
    [child] = feature["children"]
    assert child["scenario"]["examples"] == []
    assert len(text.splitlines()) <= ONE_PAGE


@pytest.mark.parametrize("path", CHILDREN, ids=lambda path: path.stem)
def test_of_a_child_danger_every_option_and_what_must_not_be_said_are_claimed(path: Path) -> None:
    [scenario] = children(path, "scenario")
    claimed = [step["text"] for step in scenario["steps"] if step["keywordType"] in ("Outcome", "Conjunction")]
    assert any(text.startswith("danger ") for text in claimed)
    assert any(text.startswith("it is nowhere said that ") for text in claimed)
    options = {option for words, option in OPTIONS.items() for text in claimed if is_stance(text, words)}
    assert options == set(OPTIONS.values()) or "no option is put forward" in claimed
    timed = any(text.startswith("specialist review is the usual course, ") for text in claimed)
    assert timed or "no option is put forward" in claimed


def is_stance(text: str, option: str) -> bool:
    """Whether a step says at which stance the option of these words stands."""
    return any(text.startswith(f"{option} {stance}") for stance in STANCES)


def test_at_least_a_third_of_the_children_are_published_and_say_where() -> None:
    published = [path for path in CHILDREN if "@evidence:" in path.read_text(encoding="utf-8")]
    assert len(published) >= max(9, len(CHILDREN) / 3)
    assert {path.name.startswith("published_") for path in published} == {True}


@pytest.mark.parametrize(
    "tag", ["rule:surgery_hig_risk", pytest.param("evidence:sugalska2021#table1_row9", marks=pytest.mark.nightly)]
)
def test_a_tag_that_names_nothing_stops_the_collection(tag: str, tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text(f"Feature: A\n  @{tag}\n  Scenario: B\n    Given a fetus\n", encoding="utf-8")
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_a.py").write_text("from pytest_bdd import scenarios\nscenarios('.')\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path]
    # No plugin but the one that is needed: to load the others takes longest.
    options = ["-p", "pytest_bdd.plugin", "-o", f"bdd_features_base_dir={tmp_path}"]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = subprocess.run([*command, *options], capture_output=True, text=True, env=alone)
    assert run.returncode != 0
    kind, name = tag.split(":")
    assert f"no such {kind} as '{name}'; did you mean '" in run.stdout + run.stderr
