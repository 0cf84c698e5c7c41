"""A committee member signs, from a disk in a real browser: the file is crdecide's own, and is gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from support.altered import altered
from support.few_cards import few_cards
from support.keyboard import press
from support.shown_page import assert_axe_finds_nothing, assert_no_wider_than_its_screen, shown_at
from support.signed_rules import signed_file
from support.waiting import soon

from crdecide import Ruleset
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.assurance.signing import Review, review_by
from crdecide.language.conditions import Among
from crdecide.language.signoff.reviewer_file import as_yaml
from crdecide.publish.site.site_pages import site_files

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
CHILD = "vignette/published_without_symptoms_day_4"
CARD = "card/surgery_inoperable"


@pytest.fixture(scope="module")
def few(ruleset: Ruleset) -> Ruleset:
    return few_cards(ruleset)


@pytest.fixture(scope="module")
def review(few: Ruleset) -> Review:
    """All that can be signed of a few cards and one vignette; nobody has."""
    scenarios = [each for each in read_scenarios(ROOT / "features/children") if "day_4" in each.place]
    return review_by(None, few, scenarios)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, few: Ruleset, review: Review) -> Path:
    folder = tmp_path_factory.mktemp("site")
    scenarios = [child.scenario for child in review.children]
    for name, text in site_files(few, scenarios, review=review).items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def page(browser: Chrome, site: Path, tmp_path: Path) -> Iterator[Chrome]:
    """The page, downloading into the folder of the test."""
    where = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get((site / "signoff.html").as_uri())
    yield browser
    assert [line["message"] for line in browser.get_log("browser")] == []
    # Nothing is left to be downloaded, so that the browser does not ask before it leaves.
    browser.execute_script("downloaded = true")


def named(page: Chrome, name: str = "Ana Müller") -> None:
    page.find_element(By.ID, "name").send_keys(name)
    page.find_element(By.ID, "role").send_keys("made up")


def say(page: Chrome, item: str, verdict: str) -> None:
    page.execute_script("document.getElementById(arguments[0]).open = true", item)
    page.find_element(By.CSS_SELECTOR, f"[data-item='{item}'] input[value='{verdict}']").click()


def said(page: Chrome) -> str:
    return page.find_element(By.ID, "said").text


def downloaded(page: Chrome, folder: Path) -> Path:
    page.find_element(By.ID, "download").click()
    file = folder / "reviewer_ana_muller.yaml"
    soon(page).until(lambda _: file.is_file())
    return file


def test_a_vignette_is_signed_in_a_few_clicks_and_the_file_is_that_of_the_command(
    page: Chrome, review: Review, tmp_path: Path
) -> None:
    named(page)
    page.find_element(By.ID, "next").click()
    [opened] = page.find_elements(By.CSS_SELECTOR, "details.item[open]")
    assert opened.get_attribute("id") == CHILD
    assert "surveillance" in opened.text
    opened.find_element(By.CSS_SELECTOR, "input[value=agree]").click()
    assert "you: agree" in opened.text
    file = downloaded(page, tmp_path)
    expected = as_yaml(signed_file("Ana Müller", [review.by_id[CHILD]]))
    assert file.read_text(encoding="utf-8") == expected.replace("2026-11-27", date.today().isoformat())


def test_by_keyboard_alone(page: Chrome, tmp_path: Path) -> None:
    page.execute_script("document.getElementById('name').focus()")
    press(page, "Ana Müller", Keys.TAB, "made up", Keys.TAB, Keys.TAB, Keys.ENTER)
    # The item that was opened has the focus; the next thing in it is a region that scrolls, then the verdict.
    for _ in range(12):
        press(page, Keys.TAB)
        if page.switch_to.active_element.get_attribute("type") == "radio":
            break
    press(page, Keys.ARROW_RIGHT)
    assert page.switch_to.active_element.get_attribute("value") == "agree"
    assert 'verdict: "agree"' in downloaded(page, tmp_path).read_text(encoding="utf-8")


def test_a_name_is_asked_for_and_a_comment_where_it_is_needed(page: Chrome, tmp_path: Path) -> None:
    say(page, CARD, "disagree")
    page.find_element(By.ID, "download").click()
    assert said(page) == "Please enter your name: the file is signed with it."
    assert page.switch_to.active_element.get_attribute("id") == "name"
    named(page)
    page.find_element(By.ID, "download").click()
    assert said(page) == f"Please say what would have to be different: {CARD}."
    page.switch_to.active_element.send_keys('Not "inoperable" alone.')
    text = downloaded(page, tmp_path).read_text(encoding="utf-8")
    assert '    comment: "Not \\"inoperable\\" alone."\n' in text


def loaded(page: Chrome, file: Path) -> None:
    page.find_element(By.ID, "load").send_keys(str(file))
    soon(page).until(said)


def test_a_file_is_gone_on_with_and_what_changed_since_is_told(
    page: Chrome, few: Ruleset, review: Review, tmp_path: Path
) -> None:
    other = altered(few, "surgery_inoperable", applies_when=Among("surgical_risk", ("low",)))
    before = review_by(None, other, None).by_id[CARD]
    child = review.by_id[CHILD]
    (tmp_path / "mine.yaml").write_text(
        as_yaml(signed_file("Ana Müller", [before, review.by_id["pinned/caveat/off_label"], child])), encoding="utf-8"
    )
    loaded(page, tmp_path / "mine.yaml")
    assert said(page).startswith("3 verdicts loaded.\nChanged since you signed, so to be signed again:\n")
    assert "Changed since you signed on 2026-11-27 (agree): when it applies." in said(page)
    assert page.find_element(By.ID, "name").get_property("value") == "Ana Müller"
    assert page.find_element(By.ID, "count").text.startswith("2 of ")
    say(page, CARD, "agree")
    text = downloaded(page, tmp_path).read_text(encoding="utf-8")
    assert review.by_id[CARD].sha256 in text
    assert before.sha256 not in text
    # What had been signed and still stands keeps its day.
    assert text.count('date: "2026-11-27"') >= 2


def test_a_child_who_is_answered_differently_is_told_with_both_answers(
    page: Chrome, review: Review, tmp_path: Path
) -> None:
    file = as_yaml(signed_file("Ana Müller", [review.by_id[CHILD]]))
    line = next(line for line in review.by_id[CHILD].answer if line.startswith("surveillance"))
    older = file.replace(json.dumps(line), '"surveillance: not supported"').replace(
        review.by_id[CHILD].sha256, "0" * 64
    )
    (tmp_path / "mine.yaml").write_text(older, encoding="utf-8")
    loaded(page, tmp_path / "mine.yaml")
    assert "Answered differently since you signed on 2026-11-27 (agree).\n" in said(page)
    assert f"No longer: surveillance: not supported\nNow: {line}" in said(page)


def test_another_file_is_refused_and_nothing_is_lost(page: Chrome, tmp_path: Path) -> None:
    named(page)
    say(page, CARD, "agree")
    (tmp_path / "other.yaml").write_text("id: sugalska2021\n", encoding="utf-8")
    loaded(page, tmp_path / "other.yaml")
    assert said(page) == "other.yaml was not loaded: line 1 is not written as this page writes it."
    assert page.find_element(By.ID, "count").text.startswith("1 of ")


@pytest.mark.parametrize("width", [320, pytest.param(1000, marks=pytest.mark.nightly)])
def test_it_is_accessible_and_narrow(page: Chrome, axe: str, width: int) -> None:
    page.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
    try:
        with shown_at(page, width):
            # Before axe, which would load the style once more, and is not let.
            assert page.get_log("browser") == []
            assert_axe_finds_nothing(page, axe)
            assert_no_wider_than_its_screen(page)
    finally:
        page.get_log("browser")
