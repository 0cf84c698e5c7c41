"""A page as a browser shows it: at a width, in the light or the dark, held to axe and to that width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from selenium.webdriver import Chrome

RUN_AXE = """const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]})
.then(found => done([found.violations, found.passes.map(rule => rule.id)]));"""
WIDTHS = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@contextmanager
def shown_at(browser: Chrome, width: int, scheme: str = "light") -> Iterator[None]:
    """Pages as on a screen of so many pixels, in a colour scheme; as before afterwards."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def assert_axe_finds_nothing(browser: Chrome, axe: str) -> set[str]:
    """No violation of the page that is shown; the rules that it meets.

    Axe is brought by the driver, since the page lets no other script in.
    """
    browser.execute_script(axe)
    found: list[dict[str, Any]]
    found, met = browser.execute_async_script(RUN_AXE)
    violations = [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]
    assert violations == [], violations
    return {*met}


def assert_no_wider_than_its_screen(browser: Chrome, what_is_too_wide: str = "") -> None:
    """Nothing has to be scrolled to sideways; a script may say what is too wide."""
    wide, seen = browser.execute_script(WIDTHS)
    assert wide <= seen, browser.execute_script(what_is_too_wide) if what_is_too_wide else (wide, seen)
