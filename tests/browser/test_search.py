"""The search and the documentation, from a disk in a real browser: by keyboard alone, accessible, narrow, printed."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from support.few_cards import few_cards
from support.keyboard import press
from support.shown_page import assert_axe_finds_nothing, assert_no_wider_than_its_screen, shown_at
from support.waiting import soon

from crdecide import Ruleset
from crdecide.publish.site.documentation.project_files import read_documentation
from crdecide.publish.site.site_pages import site_files

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ruleset: Ruleset) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, text in site_files(few_cards(ruleset), documentation=read_documentation(ROOT / "docs")).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def opened(browser: Chrome, address: str) -> None:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(address)


def wait_for_hits(browser: Chrome) -> list[str]:
    soon(browser).until(lambda page: page.find_elements(By.CSS_SELECTOR, "#found a"))
    return [link.text for link in browser.find_elements(By.CSS_SELECTOR, "#found a")]


def test_by_keyboard_alone_what_is_typed_is_found_gone_to_and_come_back_to(browser: Chrome, site: Path) -> None:
    opened(browser, (site / "search.html").as_uri())
    soon(browser).until(lambda page: page.switch_to.active_element.get_attribute("id") == "query")
    press(browser, "insufficient evidence")
    assert wait_for_hits(browser)[0] == "insufficient evidence"
    assert browser.find_element(By.CSS_SELECTOR, "#found mark").text == "insufficient"
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    soon(browser).until(lambda page: "GLOSSARY.html#insufficient-evidence" in page.current_url)
    browser.back()
    assert wait_for_hits(browser)[0] == "insufficient evidence"
    press(browser, Keys.ESCAPE, "EHR", Keys.ENTER)
    assert browser.switch_to.active_element.text == "Calling crdecide from an EHR"
    assert browser.get_log("browser") == []


def test_of_a_card_no_part_is_shown_as_it_might_leave_out_a_caveat(browser: Chrome, site: Path) -> None:
    opened(browser, f"{(site / 'search.html').as_uri()}#mtor%20may%20be%20considered")
    wait_for_hits(browser)
    cards = browser.find_elements(By.XPATH, "//ol[@id='found']/li[a[starts-with(@href, 'cards/')]]")
    assert cards
    assert all(card.text == f"{card.find_element(By.TAG_NAME, 'a').text} card" for card in cards)


def test_what_is_in_the_address_is_searched_for_and_never_read_as_a_page(browser: Chrome, site: Path) -> None:
    for part in ("%3Cimg%20src=x%20onerror=alert(1)%3E%20card", "card%", "a[b(%2520.*"):
        opened(browser, f"{(site / 'search.html').as_uri()}#{part}")
        soon(browser).until(lambda page: page.find_elements(By.CSS_SELECTOR, "body[data-ready]"))
        assert browser.find_elements(By.CSS_SELECTOR, "main img") == []
        assert browser.get_log("browser") == []


@pytest.mark.parametrize(
    ("page", "width", "scheme"),
    [
        ("search.html#evidence", 320, "dark"),
        ("documentation/docs/ehr.html", 320, "light"),
        pytest.param("documentation/benchmarks/README.html", 1300, "light", marks=pytest.mark.nightly),
        ("ruleset.html", 320, "dark"),
    ],
)
def test_it_is_accessible_and_read_at_320_pixels(
    browser: Chrome, site: Path, axe: str, page: str, width: int, scheme: str
) -> None:
    with shown_at(browser, width, scheme):
        opened(browser, f"{site.as_uri()}/{page}")
        if page.startswith("search"):
            wait_for_hits(browser)
        assert browser.get_log("browser") == []
        assert_axe_finds_nothing(browser, axe)
        assert_no_wider_than_its_screen(browser)


def test_a_guide_prints_its_examples_whole_and_without_the_way_through_the_site(browser: Chrome, site: Path) -> None:
    opened(browser, f"{site.as_uri()}/documentation/docs/rows.html")
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(base64.b64decode(pdf))).pages)
    words = "".join(printed.split())
    assert "expectedtrueorfalse(oryesorno,1or0);got'N'" in words
    assert "Tryachild" not in words
