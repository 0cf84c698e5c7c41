"""Debian's Chromium, headless, driven as by a hand; and axe-core.

Where they are missing the tests are skipped, but never in CI.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service as Driver

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".cache/axe/node_modules/axe-core/axe.min.js"


def missing(what: str) -> None:
    if os.environ.get("CRDECIDE_BROWSER") == "required":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    """Chromium as a hand drives it."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        missing("chromium or its driver (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = str(program)
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1000,1400"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Driver(str(driver)))
    yield started
    started.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    if not AXE.exists():
        missing("axe-core (npm; make test installs it where npm is there)")
    return AXE.read_text(encoding="utf-8")
