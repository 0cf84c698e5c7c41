"""The package as others get it: installed into an empty environment, away from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = ROOT / "docs/examples/sugalska2021_table1_row1.json"


FLAGS = "-O2 -DPyEval_CallObject=PyObject_CallObject"
AWAY = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""The environment of a run away from the checkout, on which PYTHONPATH may be set where the tests run."""


PLAINLY = pytest.param("durable-rules built plainly", marks=pytest.mark.nightly)


@pytest.fixture(scope="module", params=["as the README says", PLAINLY])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment with nothing in it but ``pip install .``."""
    plain = request.param.endswith("plainly")
    if plain and sys.version_info >= (3, 13) and compiler_version() >= 14:
        pytest.skip("on Python 3.13 a compiler as new as this does not build durable-rules plainly; the README says so")
    home = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(home)
    # By the pip that is here: to put one into each environment takes longer than what it is there for.
    # Nor is what nobody will import compiled.
    pip = [sys.executable, "-m", "pip", "--python", home / "bin/python", "install", "-q", "--no-compile"]
    pip += ["-c", ROOT / "constraints/core.txt"]
    environment = {**os.environ, "CPPFLAGS": "" if plain else FLAGS}
    engine = ["--no-cache-dir", "--no-deps", "durable-rules"] if plain else ["--no-deps", "durable-rules"]
    subprocess.run([*pip, *engine], check=True, env=environment)
    subprocess.run([*pip, ROOT], check=True, env=environment)
    return home / "bin"


def compiler_version() -> int:
    run = subprocess.run(["cc", "-dumpversion"], capture_output=True, text=True, check=True)
    return int(run.stdout.partition(".")[0])


def test_an_installed_package_answers_from_another_folder_with_no_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "child.json").write_bytes(CHILD.read_bytes())
    command = [installed / "crdecide", "advise", "child.json"]
    run = subprocess.run(command, cwd=tmp_path, env=AWAY, capture_output=True, check=True)
    # With Python's own view of the environment: GNU readline, where it is loaded, sets a width beside it.
    command = [sys.executable, "-m", "crdecide", "advise", CHILD]
    here = subprocess.run(command, env={**os.environ}, capture_output=True, check=True)
    assert run.stdout == here.stdout
    assert re.search(rb"^ mTOR inhibitor, temporary +may be considered +very low", run.stdout, re.MULTILINE)


def test_the_rules_travel_in_the_package(installed: Path, tmp_path: Path) -> None:
    script = "from crdecide.language.loading import default_rules_path; print(default_rules_path())"
    command = [installed / "python", "-c", script]
    run = subprocess.run(command, cwd=tmp_path, env=AWAY, capture_output=True, check=True)
    rules = Path(run.stdout.decode().strip())
    assert installed.parent in rules.parents
    assert sorted(p.relative_to(rules) for p in rules.rglob("*.yaml")) == sorted(
        p.relative_to(ROOT / "rules") for p in (ROOT / "rules").rglob("*.yaml")
    )


def test_the_package_says_that_it_is_typed(installed: Path, tmp_path: Path) -> None:
    script = "import crdecide, pathlib; print((pathlib.Path(crdecide.__file__).parent / 'py.typed').is_file())"
    command = [installed / "python", "-c", script]
    assert subprocess.run(command, cwd=tmp_path, env=AWAY, capture_output=True).stdout == b"True\n"
