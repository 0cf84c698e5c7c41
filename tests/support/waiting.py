"""To wait for a page as briefly as it takes: by itself the driver looks no oftener than twice a second."""

from __future__ import annotations

from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

SECONDS, BETWEEN = 20, 0.02


def soon(page: Chrome) -> WebDriverWait[Chrome]:
    """What waits until something is so of the page."""
    return WebDriverWait(page, SECONDS, poll_frequency=BETWEEN)
