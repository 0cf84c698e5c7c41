"""Where the rule engine cannot be loaded, one sentence says what to do; nothing is half-answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = ROOT / "docs/examples/sugalska2021_table1_row1.json"


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("raise ImportError('undefined symbol: PyEval_CallObject')", "undefined symbol: PyEval_CallObject"),
        ("raise ModuleNotFoundError('No module named durable_rules_engine')", "No module named durable_rules_engine"),
    ],
)
def test_an_engine_that_cannot_be_loaded_is_said_in_one_sentence(module: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(module)
    run = subprocess.run(
        [sys.executable, "-m", "crdecide", "advise", CHILD],
        capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path), "PATH": "/nowhere"},
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("crdecide: the rules could not be run: the rule engine durable-rules cannot be loaded")
    assert why in run.stderr
    assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject python -m pip install" in run.stderr
    assert run.stderr.count("\n") == 1


def test_what_needs_no_engine_works_without_it(tmp_path: Path) -> None:
    (tmp_path / "durable_rules_engine.py").write_text("raise ImportError('not here')")
    run = subprocess.run(
        [sys.executable, "-m", "crdecide", "rules", "show", "surgery_haemodynamic_compromise"],
        capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path), "PATH": "/nowhere"},
    )  # fmt: skip
    assert run.returncode == 0
    assert "surgery_haemodynamic_compromise" in run.stdout
