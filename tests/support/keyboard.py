"""The clinician's page as a hand at the keyboard meets it."""

from __future__ import annotations

from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 20
MOST_KEYS = 60


def answer(page: Chrome) -> str:
    return page.find_element(By.ID, "answer").text


def wait_for(page: Chrome, words: str) -> None:
    WebDriverWait(page, SECONDS).until(lambda shown: words in answer(shown))


def wait_until_gone(page: Chrome, words: str) -> None:
    WebDriverWait(page, SECONDS).until(lambda shown: words not in answer(shown))


def press(page: Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(page).send_keys(key).perform()


def tab_to(page: Chrome, name: str) -> int:
    """Press Tab until the control of that name, or id, has the focus; how often it took."""
    for pressed in range(MOST_KEYS):
        focused = page.switch_to.active_element
        if name in (focused.get_attribute("name"), focused.get_attribute("id")):
            return pressed
        press(page, Keys.TAB)
    raise AssertionError(f"{name} is not reached in {MOST_KEYS} steps")
