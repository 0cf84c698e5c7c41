"""Setting up: what `.ci/find-python` says where something is missing, and what the committed files may not hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def find_python(path: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / ".ci/find-python")]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": path, **environment})


def tool(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def test_a_missing_python_is_said(tmp_path: Path) -> None:
    run = find_python(str(tmp_path))
    assert run.returncode == 1
    assert "no Python 3.11, 3.12 or 3.13 with venv was found" in run.stderr


def test_a_missing_compiler_is_said(tmp_path: Path) -> None:
    tool(tmp_path, "python3.12", "exit 0")
    run = find_python(str(tmp_path))
    assert run.returncode == 1
    assert "no C compiler was found" in run.stderr


def test_missing_headers_are_said(tmp_path: Path) -> None:
    tool(tmp_path, "gcc", "exit 0")
    tool(tmp_path, "python3.12", 'case "$2" in *Python.h*) exit 1;; esac')
    run = find_python(str(tmp_path))
    assert run.returncode == 1
    assert "python3.12 has no headers (Python.h)" in run.stderr


def test_a_python_that_is_only_a_shim_is_passed_over(tmp_path: Path) -> None:
    tool(tmp_path, "cc", "exit 0")
    tool(tmp_path, "python3.12", "exit 127")
    tool(tmp_path, "python3.11", "exit 0")
    assert find_python(str(tmp_path)).stdout == "python3.11\n"


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "Makefile", ".ci/run", ".ci/find-python"])
def test_no_address_stands_in_the_files_that_set_up(name: str) -> None:
    assert not re.search(r"https?://", (ROOT / name).read_text(encoding="utf-8"))
