"""The page to change a card, from a disk in a real browser: by keyboard alone, accessible, narrow, printed, saved."""

from __future__ import annotations

import base64
import io
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from support.keyboard import answer, press, tab_to, wait_for
from support.shown_page import assert_axe_finds_nothing, assert_no_wider_than_its_screen, shown_at
from support.waiting import soon

from crdecide import Ruleset, load_ruleset
from crdecide.assurance.changed_answers import answer_changes
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.site.evidence_pages.told_sources import in_figures
from crdecide.publish.site.site_pages import edit_page

Json = dict[str, Any]
CARD = "mtor_inhibitor_especially"
CHILD = "A refractory arrhythmia is a danger by itself"
RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, ruleset: Ruleset) -> str:
    """Of the page, on the disk."""
    file = tmp_path_factory.mktemp("site") / "edit.html"
    children = read_scenarios(RULES.parent / "features/children")
    file.write_text(edit_page(rules_data(ruleset), ruleset, children), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Chrome, address: str) -> Iterator[Chrome]:
    browser.set_window_size(1300, 1000)
    opened(browser, address, CARD)
    yield browser
    assert [line["message"] for line in browser.get_log("browser")] == []


def opened(browser: Chrome, address: str, card: str) -> None:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(f"{address}#{card}")
    soon(browser).until(lambda shown: shown.find_elements(By.CSS_SELECTOR, "body[data-ready]"))
    settle(browser)


def settle(browser: Chrome) -> None:
    busy = "#answer[aria-busy]"
    soon(browser).until(lambda shown: not shown.find_elements(By.CSS_SELECTOR, busy))


def click(browser: Chrome, name: str) -> None:
    browser.find_element(By.ID, name).click()
    settle(browser)


def enter(browser: Chrome, name: str, typed: str) -> None:
    """Type in the place of what stands there, as a hand does; to clear it first would already be an answer."""
    browser.find_element(By.ID, name).send_keys(Keys.CONTROL + "a", Keys.NULL, typed or Keys.DELETE, Keys.TAB)


def yaml(browser: Chrome) -> str:
    return str(browser.find_element(By.ID, "yaml").get_property("value"))


def moderate_for_high(browser: Chrome) -> None:
    click(browser, "when.2-moderate")
    click(browser, "when.2-high")


def test_by_keyboard_alone_high_becomes_moderate_and_it_is_said_who_is_affected(
    page: Chrome, ruleset: Ruleset, tmp_path: Path
) -> None:
    assert "Nothing is changed yet" in answer(page)
    tab_to(page, "when.2-moderate")
    press(page, Keys.SPACE)
    wait_for(page, "answers change")
    assert page.switch_to.active_element.get_attribute("id") == "when.2-moderate"
    press(page, Keys.TAB, Keys.SPACE)
    wait_for(page, "moderate or inoperable")
    told = " ".join(answer(page).split())
    copy = Path(shutil.copytree(RULES, tmp_path / "rules"))
    (copy / f"options/{CARD}.yaml").write_text(yaml(page), encoding="utf-8")
    for change in answer_changes(ruleset, load_ruleset(copy)):
        assert f"{in_figures(change.combinations)} of {in_figures(change.of)}" in told
    assert "1 of the 31 children to sign" in told
    assert (
        f"{CHILD}: a temporary course of an mTOR inhibitor: may be considered, especially here → may be considered"
        in told
    )
    assert all(caveat.text in told for name, caveat in ruleset.caveats.items() if name in MTOR_CAVEATS)
    assert "may be considered → may be considered, especially here" in told
    assert "comes out otherwise in 12 of 60 combinations" in told


def test_the_file_is_saved_as_the_page_shows_it_and_only_what_was_changed_differs(
    browser: Chrome, address: str, tmp_path: Path
) -> None:
    browser.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    opened(browser, address, CARD)
    moderate_for_high(browser)
    browser.find_element(By.ID, "save").click()
    saved = tmp_path / f"{CARD}.yaml"
    soon(browser).until(lambda _: saved.exists() and saved.read_text(encoding="utf-8"))
    assert saved.read_text(encoding="utf-8") == yaml(browser)
    lines = (RULES / f"options/{CARD}.yaml").read_text(encoding="utf-8").splitlines()
    [remark] = [line for line in yaml(browser).splitlines() if line.startswith("#")]
    assert "were written for the condition before" in remark
    written = [line for line in yaml(browser).splitlines() if line != remark]
    changed = [new for old, new in zip(lines, written, strict=True) if old != new]
    assert changed == ["version: 2", "    - surgical_risk: [moderate, inoperable]"]


def test_what_no_record_can_hold_is_not_taken_and_what_you_made_is_said_to_have_no_source(
    browser: Chrome, address: str
) -> None:
    opened(browser, address, "scope_over_18_years")
    for typed, got in (("54788", "54788"), ("-1", "-1"), ("6570.5", "6570.5"), ("1e3", "1e3"), ("", "nothing")):
        enter(browser, "when-number", typed)
        assert browser.find_element(By.ID, "when-said").text.endswith(f"from 0 to 54787 days; got {got}.")
        assert browser.find_element(By.ID, "when-number").get_property("value") == "6575"
    enter(browser, "when-number", "6000")
    wait_for(browser, "Made by you, without a source: age 6000 days")
    assert "this number has no source" in browser.find_element(By.ID, "fields").text
    assert "; without a source: age 6000 days\napplies_when:\n  age_days: {at_least: 6000}\n" in yaml(browser)
    assert browser.get_log("browser") == []


def test_a_stance_that_the_option_may_never_have_cannot_be_chosen(page: Chrome) -> None:
    stance = Select(page.find_element(By.ID, "says-stance"))
    assert "usual course" not in [option.text for option in stance.options]
    stance.select_by_value("outside_evidence")
    wait_for(page, "contradict each other")
    assert page.find_element(By.CSS_SELECTOR, "#answer .danger").text.startswith("Some child would meet two cards")
    # What the law asks of a stance follows it: no mark of an option on the table, no certainty of an effect.
    assert "temporary" not in yaml(page).split("says:")[1].split("evidence:")[0]
    assert "certainty" not in yaml(page)


def test_wording_is_unchecked_until_it_has_been_read_and_the_check_refuses_what_directs(
    page: Chrome, tmp_path: Path
) -> None:
    words = page.find_element(By.ID, "says-because")
    words.clear()
    words.send_keys('Give "everolimus": now # at once')
    wait_for(page, "said → said in other words")
    assert "What it says is unchecked until the check of the rules has read it." in answer(page)
    copy = Path(shutil.copytree(RULES, tmp_path / "rules"))
    (copy / f"options/{CARD}.yaml").write_text(yaml(page), encoding="utf-8")
    with pytest.raises(Exception, match=r"says|because|everolimus"):
        load_ruleset(copy)


def test_a_tree_of_conditions_is_built_by_hand(page: Chrome) -> None:
    click(page, "when-add-group")
    Select(page.find_element(By.ID, "when.3.0-field")).select_by_value("age_days")
    settle(page)
    click(page, "when.3-add")
    Select(page.find_element(By.ID, "when.3.1-field")).select_by_value("tumour_trend")
    settle(page)
    click(page, "when.3.1-growing")
    click(page, "when.3-not")
    click(page, "when.0-remove")
    assert page.switch_to.active_element.get_attribute("id") == "when-add"
    assert yaml(page).split("applies_when:\n")[1].split("withheld_by")[0] == (
        "  all:\n    - tsc: [definite, possible]\n    - surgical_risk: [high, inoperable]\n    - not:\n        any:\n"
        "          - age_days: {at_least: 0}\n          - tumour_trend: [regressing, growing]\n"
    )
    assert "surgical risk: high or inoperable; and not (age at least 0; or " in answer(page)


def test_a_finding_is_changed_line_by_line(browser: Chrome, address: str) -> None:
    opened(browser, address, "flow_compromised")
    before = browser.find_elements(By.CSS_SELECTOR, "#fields fieldset")
    click(browser, "line0.0-remove")
    wait_for(browser, "change")
    assert "Findings" in answer(browser) or "FINDINGS" in answer(browser)
    assert len(browser.find_elements(By.CSS_SELECTOR, "#fields fieldset")) == len(before)
    assert browser.get_log("browser") == []


def test_every_card_can_be_told_by_the_form_and_is_as_it_was(page: Chrome, ruleset: Ruleset) -> None:
    script = "return Object.keys(rules.edit.rules).map(name => (choose(name), [name, isOtherwise(name)]))"
    told = page.execute_script(f"const was = tellSoon; tellSoon = () => {{}}; {script}")
    assert told == [[rule.id, False] for rule in ruleset.rules]


def test_what_was_changed_stays_while_another_card_is_looked_at_and_whatever_the_address_says(
    browser: Chrome, address: str
) -> None:
    opened(browser, address, "__proto__")
    assert "Nothing is changed yet" in answer(browser)
    assert browser.find_elements(By.CSS_SELECTOR, "#fields fieldset")
    Select(browser.find_element(By.ID, "card")).select_by_value(CARD)
    soon(browser).until(lambda shown: shown.find_elements(By.ID, "when.2-moderate"))
    moderate_for_high(browser)
    for name in ("scope_over_18_years", "answer", CARD):
        browser.execute_script("location.hash = arguments[0]", name)
    wait_for(browser, "12 of 60")
    click(browser, "anew")
    assert "Nothing is changed yet" in answer(browser)
    assert browser.get_log("browser") == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), pytest.param(1300, "light", marks=pytest.mark.nightly)])
def test_it_is_accessible_and_read_at_320_pixels(
    browser: Chrome, address: str, axe: str, width: int, scheme: str
) -> None:
    with shown_at(browser, width, scheme):
        opened(browser, address, CARD)
        click(browser, "when-joined")
        Select(browser.find_element(By.ID, "when-joined")).select_by_value("any")
        wait_for(browser, "contradict each other")
        browser.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert browser.get_log("browser") == []
        assert_axe_finds_nothing(browser, axe)
        assert_no_wider_than_its_screen(browser)


def test_it_prints_what_was_changed_who_is_affected_and_the_file(page: Chrome) -> None:
    moderate_for_high(page)
    pdf = page.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    pages = PdfReader(io.BytesIO(base64.b64decode(pdf))).pages
    printed = " ".join(unicodedata.normalize("NFKC", "".join(each.extract_text() for each in pages)).split())
    assert "12 of 60 combinations" in printed
    assert "surgical risk: moderate or inoperable" in printed
    assert "surgical_risk: [moderate, inoperable]" in printed
    assert "A try-out of draft rules" in printed
    assert "Add a condition" not in printed
