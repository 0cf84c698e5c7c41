"""Setting up: what `.ci/find-python` says where something is missing, and what the committed files may not hold."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = """
case "$2" in
*find_spec*) {lack} ;;
*) echo {version} ;;
esac"""
"""What stands for a Python: asked what it lacks it says so, asked otherwise it says its version."""


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with nothing in it but what a shell script needs, to be the whole PATH."""
    (tmp_path / "dirname").symlink_to(str(shutil.which("dirname")))
    return tmp_path


def find_python(path: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / ".ci/find-python"), *options]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": str(path), **environment})


def tool(folder: Path, name: str, body: str = "exit 0") -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def python(folder: Path, version: str, lack: str = "", name: str = "") -> None:
    tool(folder, name or f"python{version}", PYTHON.format(version=version, lack=f"echo {lack}" if lack else ":"))


def test_a_missing_python_is_said(tools: Path) -> None:
    tool(tools, "cc")
    run = find_python(tools)
    assert run.returncode == 1
    assert "no Python was found that can build crdecide (looked for python3.15 python3.14" in run.stderr
    assert "apt-get install python3 python3-venv python3-dev" in run.stderr


def test_a_missing_compiler_is_said_with_the_way_without_one(tools: Path) -> None:
    python(tools, "3.12")
    run = find_python(tools)
    assert run.returncode == 1
    assert "no C compiler was found" in run.stderr
    assert "install from a wheelhouse made on another machine" in run.stderr


def test_what_each_python_lacks_is_said(tools: Path) -> None:
    tool(tools, "gcc")
    python(tools, "3.14", lack="has no headers")
    python(tools, "3.12", lack="has no venv")
    run = find_python(tools)
    assert run.returncode == 1
    assert "; python3.14 has no headers; python3.12 has no venv; " in run.stderr


def test_the_newest_that_can_build_is_taken(tools: Path) -> None:
    tool(tools, "clang")
    python(tools, "3.15", lack="has no headers")
    python(tools, "3.14")
    python(tools, "3.11")
    run = find_python(tools)
    assert (run.stdout, run.stderr) == ("python3.14\n", "")
    assert find_python(tools, "--all").stdout == "python3.14\npython3.11\n"


def test_a_python_that_is_only_a_shim_is_passed_over(tools: Path) -> None:
    tool(tools, "cc")
    tool(tools, "python3.12", "exit 127")
    python(tools, "3.11")
    assert find_python(tools).stdout == "python3.11\n"


def test_a_python_that_was_not_tried_is_taken_with_a_warning_where_there_is_no_other(tools: Path) -> None:
    tool(tools, "cc")
    python(tools, "3.16", name="python3")
    run = find_python(tools)
    assert run.stdout == "python3\n"
    assert "Python 3.16 was not tried yet" in run.stderr
    python(tools, "3.13")
    assert find_python(tools).stdout == "python3.13\n"


def test_a_python_that_is_asked_for_is_the_only_one_looked_at(tools: Path) -> None:
    tool(tools, "cc")
    python(tools, "3.15")
    python(tools, "3.12")
    assert find_python(tools, PYTHON="python3.12").stdout == "python3.12\n"
    run = find_python(tools, PYTHON="python3.13")
    assert (run.returncode, run.stdout) == (1, "")
    assert "looked for python3.13)" in run.stderr


def test_a_compiler_that_is_asked_for_comes_first_and_may_have_options(tools: Path) -> None:
    tool(tools, "cc")
    tool(tools, "clang")
    command = ["/bin/sh", str(ROOT / ".ci/find-compiler")]
    for wanted, found in (("clang -m64", "clang -m64"), ("", "cc"), ("not-there", "cc")):
        run = subprocess.run(command, capture_output=True, text=True, env={"PATH": str(tools), "CC": wanted})
        assert run.stdout == f"{found}\n"


def exported(name: str, **environment: str) -> str:
    """What a recipe of the Makefile sees of a variable."""
    command = ["make", "-s", "-C", str(ROOT), f'--eval=show:;@echo "$${name}"', "show"]
    clean = {name: value for name, value in os.environ.items() if name not in ("CC", "CPPFLAGS", "MAKEFLAGS")}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=clean | environment).stdout.strip()


def test_settings_of_the_machine_do_not_stand_in_the_way() -> None:
    assert exported("PIP_USER", PIP_USER="1") == "0"
    assert exported("CC", CC="gcc -O1") == "gcc -O1"
    assert exported("CC") in ("cc", "gcc", "clang")
    assert exported("CPPFLAGS", CPPFLAGS="-DX") == "-O2 -DPyEval_CallObject=PyObject_CallObject -DX"


def test_no_version_of_python_is_shut_out_and_those_tried_are_told() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"] == ">=3.11"
    tried = re.search(r"^tried='(.*)'", (ROOT / ".ci/find-python").read_text(), re.MULTILINE)
    assert tried is not None
    table = re.findall(r"^\| .*? \| (3\.\d+)\.\d+ \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(table) == set(tried[1].split())


SETTING_UP = ["constraints/core.txt", "constraints/extras.txt", "pyproject.toml", "Makefile"]


@pytest.mark.parametrize("name", [*SETTING_UP, *(f".ci/{path.name}" for path in (ROOT / ".ci").iterdir())])
def test_no_address_stands_in_the_files_that_set_up(name: str) -> None:
    assert not re.search(r"https?://", (ROOT / name).read_text(encoding="utf-8"))


def test_all_that_is_committed_is_in_the_source_distribution() -> None:
    """It was once without `.ci`, so that `make demo` did not run in it."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split()]
    names = {path.name for path in ROOT.iterdir() if not any(fnmatch(path.name, pattern) for pattern in ignored)}
    included = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["sdist"][
        "include"
    ]
    assert names - {".git", "pyproject.toml", "PKG-INFO"} == set(included)


def test_the_core_is_pinned_by_itself() -> None:
    """What `make demo` installs has its versions in core.txt, and nothing else stands there."""
    pins = (ROOT / "constraints/core.txt").read_text().lower().replace("_", "-")
    names = set(re.findall(r"^([\w.-]+)==", pins, re.MULTILINE))
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {re.split(r"[<>=]", part)[0].lower() for part in wanted} <= names
    assert not names & {"numpy", "scipy", "matplotlib", "packaging", "attrs"}
