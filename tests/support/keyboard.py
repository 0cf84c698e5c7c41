"""The clinician's page as a hand at the keyboard meets it."""

from __future__ import annotations

from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from .waiting import soon

MOST_KEYS = 60


def answer(page: Chrome) -> str:
    return page.find_element(By.ID, "answer").text


def wait_for(page: Chrome, words: str) -> None:
    soon(page).until(lambda shown: words in answer(shown))


def wait_until_gone(page: Chrome, words: str) -> None:
    soon(page).until(lambda shown: words not in answer(shown))


def press(page: Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(page).send_keys(key).perform()


FOCUSED = "const focused = document.activeElement; return [focused.name || '', focused.id || ''];"


def tab_to(page: Chrome, name: str) -> int:
    """Press Tab until the control of that name, or id, has the focus; how often it took."""
    for pressed in range(MOST_KEYS):
        if name in page.execute_script(FOCUSED):
            return pressed
        press(page, Keys.TAB)
    raise AssertionError(f"{name} is not reached in {MOST_KEYS} steps")
