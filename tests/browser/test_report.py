"""The HTML report in a real browser: it renders, says nothing on the console, is accessible, and prints."""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from selenium.webdriver import Chrome
from support.reports import CHILDREN
from support.shown_page import assert_axe_finds_nothing, assert_no_wider_than_its_screen, shown_at

from crdecide import Patient, advise
from crdecide.advisory.render.html import to_html

IN_THE_DARK = ("measured_on_treatment", "refractory_arrhythmia")
LOADS = re.compile(r"<(?:script|link|img|iframe)\b|@import|\burl\((?!#)")
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
DEMANDED = {"color-contrast", "document-title", "html-has-lang", "heading-order"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The file of each child's report."""
    folder = tmp_path_factory.mktemp("reports")
    for name, child in CHILDREN.items():
        patient = Patient.model_validate(child)
        (folder / f"{name}.html").write_text(to_html(advise(patient), patient), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in CHILDREN}


def printed(browser: Chrome, report: Path) -> list[PageObject]:
    """The pages of a report on paper, of the size that it asks for itself."""
    browser.get(report.as_uri())
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
    return list(PdfReader(io.BytesIO(base64.b64decode(pdf))).pages)


@pytest.mark.parametrize("child", CHILDREN)
def test_it_renders_without_a_word_on_the_console_and_loads_nothing(
    browser: Chrome, reports: Mapping[str, Path], child: str
) -> None:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(reports[child].as_uri())
    assert "<h1>Cardiac rhabdomyoma</h1>" in browser.page_source
    assert browser.get_log("browser") == []
    assert LOADS.findall(browser.page_source) == []


# In the dark only the colours differ, which two reports have all of.
@pytest.mark.parametrize(
    ("child", "scheme"), [*((child, "light") for child in CHILDREN), *((child, "dark") for child in IN_THE_DARK)]
)
def test_axe_finds_no_violation(
    browser: Chrome, axe: str, reports: Mapping[str, Path], child: str, scheme: str
) -> None:
    with shown_at(browser, 1000, scheme):
        browser.get(reports[child].as_uri())
        browser.execute_script(OPEN_ALL)
        assert assert_axe_finds_nothing(browser, axe) >= DEMANDED


@pytest.mark.parametrize("child", CHILDREN)
def test_it_is_read_at_320_pixels_without_scrolling_sideways(
    browser: Chrome, reports: Mapping[str, Path], child: str
) -> None:
    with shown_at(browser, 320):
        browser.get(reports[child].as_uri())
        assert_no_wider_than_its_screen(browser)


@pytest.mark.parametrize("child", CHILDREN)
def test_it_prints_on_one_a4_page(browser: Chrome, reports: Mapping[str, Path], child: str) -> None:
    [page] = printed(browser, reports[child])
    width, height = (round(float(side)) for side in page.mediabox[2:])
    assert (width, height) == pytest.approx((595, 842), abs=1)
    words = page.extract_text().replace("\n", " ")
    assert "not a recommendation to treat" in words
    assert advise(CHILDREN[child]).provenance.ruleset in words


def test_every_caveat_and_certainty_is_printed(browser: Chrome, reports: Mapping[str, Path]) -> None:
    extracted = "".join(page.extract_text() for page in printed(browser, reports["published_newborn"]))
    words = " ".join(unicodedata.normalize("NFKC", extracted).split())
    advisory = advise(CHILDREN["published_newborn"])
    for caveat in advisory.caveats:
        assert caveat.short in words
    for option in advisory.options:
        assert option.certainty_of is None or f"({option.certainty_of})" in words
