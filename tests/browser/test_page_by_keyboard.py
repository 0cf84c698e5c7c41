"""The clinician's page in a real browser, by keyboard alone: from a card to a changed answer; accessible; narrow."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from support.fhir_records import RHABDOMYOMA, condition
from support.keyboard import answer, press, tab_to, wait_for, wait_until_gone
from support.service import Service, prefetch, request, running
from support.shown_page import assert_axe_finds_nothing

Json = dict[str, Any]
DANGER = "This presentation may be life-threatening"
TOO_WIDE = """return [...document.querySelectorAll("*")].filter(each => each.getBoundingClientRect().right > 305)
.map(each => each.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("page"), clinician_page={}, insecure_dev=True) as started:
        yield started


@pytest.fixture
def page(browser: Chrome, service: Service) -> Chrome:
    """The page behind the link of a card, for a child with tumours of whom little is known."""
    browser.set_window_size(1300, 1000)
    browser.get_log("browser")
    cards = service.call(request(data=prefetch(condition("cr", RHABDOMYOMA)))).json()["cards"]
    browser.get(next(link["url"] for link in cards[0]["links"] if link["label"] == "Answer what is missing"))
    return browser


def fields_asked(page: Chrome) -> list[str]:
    return [found.get_attribute("data-field") or "" for found in page.find_elements(By.CSS_SELECTOR, "fieldset")]


def test_by_keyboard_a_card_leads_to_a_changed_answer_in_under_a_minute(page: Chrome) -> None:
    begun = time.monotonic()
    assert "A danger is not excluded" in answer(page) or DANGER not in answer(page)
    tab_to(page, "symptoms.heart_failure")
    press(page, Keys.ARROW_RIGHT)
    wait_for(page, DANGER)
    # The clock of a person at the keys, and no limit of the machine's.
    assert time.monotonic() - begun < 60
    assert page.switch_to.active_element.get_attribute("name") == "symptoms.heart_failure"
    assert [line for line in page.get_log("browser") if line["level"] == "SEVERE"] == []


def test_the_first_question_is_reached_in_a_few_steps(page: Chrome) -> None:
    assert tab_to(page, fields_asked(page)[0]) <= 6


def test_what_cannot_be_is_said_at_the_field_as_it_is_entered(page: Chrome) -> None:
    tab_to(page, "symptoms.syncope")
    press(page, Keys.ARROW_RIGHT)
    wait_for(page, DANGER)
    tab_to(page, "asymptomatic")
    press(page, Keys.ARROW_RIGHT)
    wait_for(page, "No answer")
    said = page.find_element(By.ID, "said-asymptomatic")
    assert "Not taken" in said.text
    assert said.find_element(By.XPATH, "..").get_attribute("aria-invalid") == "true"
    press(page, Keys.ARROW_RIGHT)
    # The danger stood beside the refusal too.
    wait_until_gone(page, "No answer")
    assert DANGER in answer(page)
    assert "Not taken" not in page.find_element(By.TAG_NAME, "form").text


def test_without_script_the_button_does_the_same(page: Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.refresh()
        tab_to(page, "symptoms.heart_failure")
        press(page, Keys.ARROW_RIGHT)
        assert DANGER not in answer(page)
        press(page, Keys.ENTER)
        wait_for(page, DANGER)
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_where_the_service_is_gone_no_old_answer_stays(page: Chrome, browser: Chrome) -> None:
    browser.execute_script("window.fetch = () => Promise.reject(new Error('gone'))")
    tab_to(page, "symptoms.heart_failure")
    press(page, Keys.ARROW_RIGHT)
    wait_for(page, "The answer could not be had")
    assert "What the evidence says" not in answer(page)
    assert page.find_element(By.ID, "strip").get_attribute("textContent") == answer(page)


@pytest.mark.parametrize("width", [320, pytest.param(1300, marks=pytest.mark.nightly)])
def test_axe_finds_no_violation(page: Chrome, axe: str, width: int) -> None:
    page.set_window_size(width, 1000)
    page.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert_axe_finds_nothing(page, axe)


def test_it_is_read_at_320_pixels_without_scrolling_sideways(page: Chrome) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        page.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
        root = "document.documentElement"
        wide, shown = page.execute_script(f"return [{root}.scrollWidth, {root}.clientWidth]")
        assert wide <= shown, page.execute_script(TOO_WIDE)
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_on_a_narrow_screen_the_gravest_stays_in_sight(page: Chrome) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        tab_to(page, "symptoms.heart_failure")
        press(page, Keys.ARROW_RIGHT)
        wait_for(page, DANGER)
        strip = page.find_element(By.ID, "strip")
        assert strip.is_displayed()
        assert strip.text.startswith(DANGER)
        below = page.execute_script("return innerHeight - arguments[0].getBoundingClientRect().bottom", strip)
        assert abs(below) < 2
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_answers_that_are_downloaded_are_those_on_the_page(page: Chrome) -> None:
    tab_to(page, "surgery.risk")
    press(page, Keys.ARROW_RIGHT)
    sent = page.execute_script("return new URLSearchParams(new FormData(document.forms[0])).toString()")
    assert "surgery.risk=low" in json.dumps(sent)
