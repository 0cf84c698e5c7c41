"""A wheelhouse for the Python that runs the tests: it installs without a compiler, a network or pip's cache."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = ROOT / "docs/examples/sugalska2021_table1_row1.json"
NO_NETWORK = ["unshare", "--user", "--net"]
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(platform.system() != "Linux", reason="auditwheel is for Linux"),
]


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist") / "wheelhouse"
    subprocess.run([sys.executable, ROOT / ".ci/wheelhouse", out, sys.executable], check=True)
    return out


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without a compiler: only the commands that the script of the wheelhouse calls."""
    for name in ("dirname", "uname", "ls", "sed", "sort", "paste", "unshare"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    return {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHON": sys.executable, "PIP_NO_CACHE_DIR": "1"}


def without_network() -> list[str]:
    able = subprocess.run([*NO_NETWORK, "true"], capture_output=True).returncode == 0
    return NO_NETWORK if able else []


def test_it_installs_without_a_compiler_and_gives_the_same_bytes(
    wheelhouse: Path, bare: dict[str, str], tmp_path: Path
) -> None:
    command = [*without_network(), "/bin/sh", str(wheelhouse / "install"), str(tmp_path / "venv")]
    run = subprocess.run(command, capture_output=True, text=True, env=bare)
    assert run.returncode == 0, run.stderr
    command = [str(tmp_path / "venv/bin/crdecide"), "advise", str(CHILD)]
    there = subprocess.run(command, capture_output=True, check=True, env=bare, cwd=tmp_path)
    here = subprocess.run([sys.executable, "-m", "crdecide", "advise", CHILD], capture_output=True, check=True)
    assert there.stdout == here.stdout


def test_pip_installs_from_it_by_the_name_alone(wheelhouse: Path, bare: dict[str, str], tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    pip = [str(tmp_path / "venv/bin/python"), "-m", "pip", "install", "-q", "--no-index", "--only-binary", ":all:"]
    command = [*without_network(), *pip, "--find-links", str(wheelhouse), "crdecide"]
    subprocess.run(command, check=True, env=bare)


def test_a_file_that_was_altered_is_refused(wheelhouse: Path, bare: dict[str, str], tmp_path: Path) -> None:
    altered = Path(shutil.copytree(wheelhouse, tmp_path / "altered"))
    wheel = next(altered.glob("durable_rules-*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    command = ["/bin/sh", str(altered / "install"), str(tmp_path / "venv")]
    run = subprocess.run(command, capture_output=True, text=True, env=bare)
    assert run.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in run.stderr


def test_where_no_wheel_fits_one_sentence_says_what_to_do(
    wheelhouse: Path, bare: dict[str, str], tmp_path: Path
) -> None:
    older = Path(shutil.copytree(wheelhouse, tmp_path / "older"))
    wheel = next(older.glob("durable_rules-*.whl"))
    version = f"cp{sys.version_info.major}{sys.version_info.minor}"
    wheel.rename(wheel.with_name(wheel.name.replace(version, "cp310")))
    run = subprocess.run(["/bin/sh", str(older / "install")], capture_output=True, text=True, env=bare)
    assert (run.returncode, run.stdout) == (1, "")
    machine = os.uname().machine
    assert f"has wheels for cp310 ({machine}) and none that fits a Python with venv found here" in run.stderr
    assert 'run "make wheelhouse" on a machine with this Python and a C compiler' in run.stderr


def test_the_engine_is_made_for_any_distribution(wheelhouse: Path) -> None:
    assert all("manylinux" in wheel.name for wheel in wheelhouse.glob("durable_rules-*.whl"))
