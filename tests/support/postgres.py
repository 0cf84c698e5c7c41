"""A PostgreSQL of the tests' own: a new cluster on loopback, gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from .service import free_port


def _programs() -> Path | None:
    """The folder of PostgreSQL's own programs; Debian keeps it off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@dataclass(frozen=True)
class Cluster:
    """A cluster with one database, which can be stopped and started."""

    url: str
    control: tuple[str | Path, ...]
    starting: tuple[str | Path, ...]

    def start(self) -> None:
        subprocess.run([*self.control, *self.starting, "start"], check=True, capture_output=True)

    def stop(self) -> None:
        subprocess.run([*self.control, "-m", "immediate", "stop"], check=True, capture_output=True)


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a new database."""
    with cluster() as started:
        yield started.url


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new cluster, started; it is to be running at the end."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CRDECIDE_PEERS") == "required":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory() as folder:
        made = _made(programs, Path(folder), free_port())
        made.start()
        try:
            yield made
        finally:
            made.stop()


def _made(programs: Path, folder: Path, port: int) -> Cluster:
    become: list[str] = []
    if os.geteuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "postgres")
        become = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    run = [*become, programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "--no-sync"]
    subprocess.run(run, check=True, capture_output=True)
    return Cluster(
        url=f"postgresql://tests@127.0.0.1:{port}/postgres",
        control=(*become, programs / "pg_ctl", "-D", data, "-w"),
        starting=("-o", options, "-l", folder / "log"),
    )
