"""Debian's Chromium, headless, and axe-core. Where they are missing the tests are skipped, but never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.reports import Chromium

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".cache/axe/node_modules/axe-core/axe.min.js"


def missing(what: str) -> None:
    if os.environ.get("CRDECIDE_BROWSER") == "required":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture
def chromium(tmp_path: Path) -> Chromium:
    """Run Chromium on a page with these switches."""
    program = shutil.which("chromium")
    if program is None:
        missing("chromium (Debian: apt-get install chromium)")
    assert program is not None

    def run(page: Path, *switches: str) -> subprocess.CompletedProcess[str]:
        always = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
        command = [program, *always, *switches, page.as_uri()]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    return run


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    if not AXE.exists():
        missing("axe-core (npm; make test installs it where npm is there)")
    return AXE.read_text(encoding="utf-8")
