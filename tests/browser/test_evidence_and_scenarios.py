"""The evidence, the scenarios and a card's history in a real browser, from a disk: reached, filtered, read, printed."""

from __future__ import annotations

import base64
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from support.few_cards import few_cards
from support.keyboard import press
from support.shown_page import assert_axe_finds_nothing, assert_no_wider_than_its_screen, shown_at
from support.waiting import soon

from crdecide import Ruleset
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.publish.site.card_history.card_versions import CardVersion, RulesHistory
from crdecide.publish.site.site_pages import site_files

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
VERSION = CardVersion("2026-11-20", "2", "Say <b>why</b>", ("says because: “a” → “b”",))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ruleset: Ruleset) -> str:
    """The address of the site's folder, on the disk: a few cards, a few children."""
    features, folder = tmp_path_factory.mktemp("features"), tmp_path_factory.mktemp("site")
    (features / "children").mkdir()
    for name in ("children/published_outflow_gradient_day_1", "children/danger_before_birth", "surgery"):
        shutil.copy(ROOT / f"features/{name if '/' in name else f'cards/{name}'}.feature", features / f"{name}.feature")
    history = RulesHistory({"surgery_inoperable": (VERSION,)}, frozenset())
    for name, text in site_files(few_cards(ruleset), read_scenarios(features), history=history).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder.as_uri()


@pytest.fixture
def page(browser: Chrome) -> Iterator[Chrome]:
    browser.set_window_size(1300, 1000)
    browser.get("about:blank")
    browser.get_log("browser")
    yield browser
    assert [line["message"] for line in browser.get_log("browser")] == []


SHOWN = """return [...document.querySelectorAll("[data-entry]")].filter(each => each.checkVisibility())
.map(each => each.innerText)"""
"""By one script: to ask the driver of each entry takes seconds."""


def entries(page: Chrome) -> list[str]:
    shown: list[str] = page.execute_script(SHOWN)
    return shown


def test_in_three_clicks_it_is_seen_what_falls_with_a_source(page: Chrome, site: str) -> None:
    page.get(f"{site}/index.html")
    page.find_element(By.LINK_TEXT, "Evidence").click()
    page.find_element(By.LINK_TEXT, "Sugalska 2021").click()
    page.find_element(By.PARTIAL_LINK_TEXT, "answers would differ").click()
    assert page.find_element(By.ID, "falls").is_displayed()
    table = page.find_element(By.CSS_SELECTOR, "[aria-label='Answers that would differ']").text
    assert "surgery" in table
    # A child of whom this is so, in the form of the start page.
    page.find_element(By.PARTIAL_LINK_TEXT, "a child of whom this is so").click()
    assert "index.html#answers=" in page.current_url


def test_the_list_of_scenarios_is_filtered_by_keyboard_and_shown_again(page: Chrome, site: str) -> None:
    page.get(f"{site}/scenarios.html")
    every = entries(page)
    Select(page.find_element(By.ID, "by-origin")).select_by_value("published")
    assert [each.partition(" published")[0] for each in entries(page)] == [
        "A newborn of 1 day with four tumours and a significant outflow gradient"
    ]
    assert f"1 of {len(every)} shown" in page.find_element(By.ID, "shown").text
    Select(page.find_element(By.ID, "by-origin")).select_by_value("")
    page.execute_script("document.getElementById('by-card').focus()")
    press(page, "Inoperable")
    assert page.find_element(By.ID, "by-card").get_property("value") == "surgery_inoperable"
    assert 0 < len(entries(page)) < len(every)
    Select(page.find_element(By.ID, "by-source")).select_by_value("sugalska2021")
    assert entries(page)
    Select(page.find_element(By.ID, "by-option")).select_by_value("surveillance")
    assert entries(page) == []
    page.find_element(By.CSS_SELECTOR, "#filters button").send_keys(Keys.ENTER)
    # A form tells that it is reset before it is: the list follows a moment later.
    soon(page).until(lambda _: entries(page) == every)


def test_without_a_script_the_whole_list_stands_there(page: Chrome, site: str) -> None:
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.get(f"{site}/scenarios.html")
        assert not page.find_element(By.ID, "filters").is_displayed()
        assert len(entries(page)) > 20
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_whole_child_prints_with_its_answer_on_two_pages_at_most(page: Chrome, site: str) -> None:
    page.get(f"{site}/children/published_outflow_gradient_day_1.html")
    pdf = page.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    pages = PdfReader(io.BytesIO(base64.b64decode(pdf))).pages
    assert len(pages) <= 2
    assert "may be life-threatening" in pages[0].extract_text()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("evidence.html", 320, "dark"),
        ("sources/sugalska2021.html", 320, "light"),
        pytest.param("sources/sugalska2021.html", 1300, "dark", marks=pytest.mark.nightly),
        ("scenarios.html", 320, "light"),
        ("children/published_outflow_gradient_day_1.html", 320, "dark"),
        ("cards/surgery_inoperable.html", 320, "dark"),
    ],
)
def test_it_is_accessible_and_read_at_320_pixels(
    browser: Chrome, site: str, axe: str, name: str, width: int, scheme: str
) -> None:
    with shown_at(browser, width, scheme):
        browser.get_log("browser")
        browser.get(f"{site}/{name}")
        browser.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert [line["message"] for line in browser.get_log("browser")] == []
        assert_axe_finds_nothing(browser, axe)
        assert_no_wider_than_its_screen(browser)
