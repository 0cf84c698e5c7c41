"""Nothing hangs on `assert`: the unit tests pass under ``python -O``, which leaves every assertion of ours out."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from support.source_files import FILES, syntax_tree

ROOT = Path(__file__).parents[2]
CORE = "tests/unit"
PYTEST = (sys.executable, "-O", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
# pytest rewrites the assertions of test files, so that they count all the same; it warns of the others.
REWRITTEN = ("-W", "ignore:assertions not in test modules")


def test_no_control_flow_rests_on_an_assertion() -> None:
    for path in FILES:
        nodes = list(ast.walk(syntax_tree(path)))
        assert "AssertionError" not in {node.id for node in nodes if isinstance(node, ast.Name)}, path
        assert not [node.lineno for node in nodes if isinstance(node, ast.Assert)], path


@pytest.mark.nightly
def test_the_core_holds_without_assertions() -> None:
    command = [*PYTEST, *REWRITTEN, CORE]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]


@pytest.mark.nightly
def test_a_test_that_fails_fails_under_optimisation_too(tmp_path: Path) -> None:
    (tmp_path / "test_wrong.py").write_text("def test_wrong():\n    assert 1 == 2\n")
    run = subprocess.run([*PYTEST, *REWRITTEN, "-c", "/dev/null", tmp_path], capture_output=True, text=True)
    assert run.returncode == 1
