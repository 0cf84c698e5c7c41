"""The page to try a child, from a disk in a real browser: by keyboard alone, accessible, narrow, printed."""

from __future__ import annotations

import base64
import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from support.few_cards import few_cards
from support.keyboard import answer, press, tab_to, wait_for, wait_until_gone
from support.reports import CHILDREN
from support.shown_page import assert_axe_finds_nothing, assert_no_wider_than_its_screen, shown_at
from support.waiting import soon

from crdecide import Ruleset, advise
from crdecide.guideline.record_paths import known_fields
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.site.site_pages import site_files, start_page

Json = dict[str, Any]
DANGER = "This presentation may be life-threatening"
TOO_WIDE = """return [...document.querySelectorAll("*")].filter(each => each.getBoundingClientRect().right > 321)
.map(each => each.outerHTML.slice(0, 200))"""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, ruleset: Ruleset) -> str:
    """The address of the start page, on the disk."""
    folder = tmp_path_factory.mktemp("site")
    # Of the other pages a few: there is one for each card, all of one make.
    for name, text in {**site_files(few_cards(ruleset)), "index.html": start_page(rules_data(ruleset))}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return (folder / "index.html").as_uri()


@pytest.fixture
def page(browser: Chrome, start: str) -> Iterator[Chrome]:
    browser.set_window_size(1300, 1000)
    opened(browser, start)
    yield browser
    assert [line["message"] for line in browser.get_log("browser")] == []


def opened(browser: Chrome, address: str) -> None:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(address)
    soon(browser).until(lambda shown: shown.find_elements(By.CSS_SELECTOR, "body[data-ready]"))


def link_of(child: Json) -> str:
    return "&".join(f"{path}={quote(json.dumps(value))}" for path, value in known_fields(child))


def shown(page: Chrome, name: str) -> str:
    return page.find_element(By.ID, name).get_property("value")


def test_by_keyboard_alone_an_answer_changes_as_it_is_entered(page: Chrome) -> None:
    assert "CANNOT ASSESS" in answer(page)
    tab_to(page, "age_days")
    press(page, "4", Keys.TAB)
    tab_to(page, "tumours.count")
    press(page, "2", Keys.TAB)
    wait_for(page, "A danger is not excluded")
    tab_to(page, "symptoms.heart_failure")
    press(page, Keys.ARROW_RIGHT)
    wait_for(page, DANGER)
    assert answer(page).startswith(DANGER)
    assert page.switch_to.active_element.get_attribute("name") == "symptoms.heart_failure"
    assert json.loads(shown(page, "json")) == {
        "age_days": 4, "tumours": {"count": 2}, "symptoms": {"heart_failure": True}
    }  # fmt: skip


@pytest.mark.parametrize("child", CHILDREN)
def test_a_link_holds_the_child_and_the_page_says_what_crdecide_says(browser: Chrome, start: str, child: str) -> None:
    record = CHILDREN[child]
    opened(browser, f"{start}#{link_of(record)}")
    advisory = advise(record)
    text = " ".join(answer(browser).split())
    if advisory.danger.text:
        assert text.startswith(advisory.danger.text)
    for option in advisory.options:
        if option.option == "mtor_inhibitor":
            for caveat in advisory.caveats:
                assert caveat.id not in option.caveats or caveat.short in text
    assert advise(json.loads(shown(browser, "json"))).model_copy(update={"provenance": None}) == advisory.model_copy(
        update={"provenance": None}
    )
    again = shown(browser, "link")
    opened(browser, again)
    assert " ".join(answer(browser).split()) == text
    assert browser.get_log("browser") == []


def test_what_no_child_can_be_is_not_taken_and_said_at_the_field(page: Chrome) -> None:
    tab_to(page, "symptoms.syncope")
    press(page, Keys.ARROW_RIGHT)
    tab_to(page, "asymptomatic")
    press(page, Keys.ARROW_RIGHT)
    said = page.find_element(By.ID, "said-asymptomatic")
    assert said.text.startswith("Not taken: contradicts what else is entered")
    assert said.find_element(By.XPATH, "..").get_attribute("aria-invalid") == "true"
    assert json.loads(shown(page, "json")) == {"symptoms": {"syncope": True}}
    assert page.execute_script("return document.querySelector('[name=asymptomatic]:checked').value") == ""


def test_danger_stands_first_also_where_it_cannot_be_taken(page: Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "[name='asymptomatic'][value='yes']").click()
    page.find_element(By.NAME, "tumours.count").send_keys("2", Keys.TAB)
    assert DANGER not in answer(page)
    page.find_element(By.CSS_SELECTOR, "[name='symptoms.heart_failure'][value='yes']").click()
    assert answer(page).startswith(DANGER)
    assert "NOT TAKEN, SO NOT IN THIS ANSWER\nheart failure" in answer(page)
    strip = str(page.find_element(By.ID, "strip").get_attribute("textContent"))
    assert strip.startswith(DANGER)
    assert len(strip) < 100
    assert json.loads(shown(page, "json")) == {"asymptomatic": True, "tumours": {"count": 2}}


def test_nothing_reassures_beside_what_was_not_taken(browser: Chrome, start: str) -> None:
    absent = ("outflow_obstruction", "inflow_obstruction", "duct_dependent_circulation", "arrhythmia")
    calm = {"age_days": 900, "tumours": {"count": 1}, "asymptomatic": True, "symptoms": dict.fromkeys(absent, False)}
    opened(browser, f"{start}#{link_of(calm)}")
    assert "is recorded as absent or controlled" in answer(browser)
    opened(browser, f"{start}#{link_of(calm)}&surgery.risk=1")
    assert answer(browser).startswith("NOT EXCLUDED")
    assert "is recorded as absent or controlled" not in answer(browser)


def test_what_cannot_be_read_counts_as_not_known_until_it_is_mended(page: Chrome) -> None:
    tab_to(page, "age_days")
    press(page, "4", "x", Keys.TAB)
    assert "expected a whole number" in page.find_element(By.ID, "said-age_days").text
    assert json.loads(shown(page, "json")) == {}
    tab_to(page, "tumours.count")
    press(page, "0", Keys.TAB, "8", Keys.TAB)
    # A size beside no tumour; it is taken as soon as there is one.
    assert json.loads(shown(page, "json")) == {"tumours": {"count": 0}}
    page.execute_script("document.querySelector('[name=\"tumours.count\"]').focus()")
    press(page, Keys.BACKSPACE, "3", Keys.TAB)
    assert json.loads(shown(page, "json")) == {"tumours": {"count": 3, "largest_mm": 8}}


def test_entries_lists_and_empty_lists_become_a_record(page: Chrome) -> None:
    page.execute_script(OPEN_ALL)
    for name, typed in (
        ("tumours.measurements.0.on_age_days", "1"), ("tumours.measurements.0.largest_mm", "9.5"),
        ("tumours.measurements.1.on_age_days", "8"), ("tumours.measurements.1.largest_mm", "12"),
        ("treatment.mtor_inhibitor.dose.value", "4.5"), ("medications", "clarithromycin\nOdd drug"),
    ):  # fmt: skip
        page.find_element(By.NAME, name).send_keys(typed, Keys.TAB)
    page.find_element(By.CSS_SELECTOR, "[name='treatment.mtor_inhibitor.dose.unit'][value='mg/m2/day']").click()
    page.find_element(By.CSS_SELECTOR, "[name='tsc.major_features'][value='cortical_tubers']").click()
    page.find_element(By.NAME, "adverse_events:none").click()
    Select(page.find_element(By.NAME, "tumours.measurements.0.location")).select_by_value("left_ventricle")
    assert json.loads(shown(page, "json")) == {
        "tumours": {"measurements": [
            {"on_age_days": 1, "largest_mm": 9.5, "location": "left_ventricle"}, {"on_age_days": 8, "largest_mm": 12}
        ]},
        "tsc": {"major_features": ["cortical_tubers"]},
        "treatment": {"mtor_inhibitor": {"dose": {"value": 4.5, "unit": "mg/m2/day"}}},
        "medications": ["clarithromycin", "Odd drug"],
        "adverse_events": [],
    }  # fmt: skip


def test_a_hostile_link_is_data_and_no_page_of_its_own(browser: Chrome, start: str) -> None:
    odd = '["<img src=x onerror=document.title=1>"]'
    values = {
        "medications": odd, "age_days": "1e999", "tsc.status": '["definite"]', "symptoms.syncope": '"true"',
        "tumours.measurements": "{}", "life_stage": "{", "__proto__": "1", "tumours.count": "2",
    }  # fmt: skip
    opened(browser, f"{start}#" + "&".join(f"{path}={quote(text)}" for path, text in values.items()))
    assert json.loads(shown(browser, "json")) == {"tumours": {"count": 2}, "medications": json.loads(odd)}
    assert browser.title == "Try a child: cardiac rhabdomyoma"
    assert browser.find_elements(By.CSS_SELECTOR, "#answer img") == []
    for path in ("age_days", "tsc.status", "symptoms.syncope", "tumours.measurements", "life_stage"):
        assert browser.find_element(By.ID, f"said-{path}").get_attribute("textContent").startswith("Not taken"), path
    assert "__proto__" in browser.find_element(By.ID, "of-link").text


def test_a_number_in_another_way_of_writing_is_refused_and_never_misread(page: Chrome) -> None:
    number = page.find_element(By.NAME, "tumours.largest_mm")
    for decimal in ("12,5", "1e3", "١٢", "12 mm", "+12"):
        number.send_keys(Keys.CONTROL + "a", Keys.NULL, decimal, Keys.TAB)
        assert number.get_property("value") == decimal
        assert "expected a number such as 12.5" in page.find_element(By.ID, "said-tumours.largest_mm").text
        assert json.loads(shown(page, "json")) == {}
        # Between two that are refused one that is taken, so that nothing said of the first is left.
        number.send_keys(Keys.CONTROL + "a", Keys.NULL, "12.5", Keys.TAB)
        assert json.loads(shown(page, "json")) == {"tumours": {"largest_mm": 12.5}}


def test_a_link_that_a_mail_program_changed_is_read_or_told(browser: Chrome, start: str) -> None:
    child = {"age_days": 4, "medications": ["St John's wort + ACTH", "a&b=c"], "tumours": {"count": 2}}
    opened(browser, f"{start}#{link_of(child)}")
    link = shown(browser, "link")
    address, _, parts = link.partition("#")
    assert "+" not in parts
    # Written in percents as a whole; cut at the end; with an answer more.
    opened(browser, f"{address}#{quote(parts, safe='')}")
    assert json.loads(shown(browser, "json")) == child
    opened(browser, f"{address}#{parts.rpartition('&')[0]}")
    assert "it held 3 answers, and 2 came" in browser.find_element(By.ID, "of-link").text
    opened(browser, f"{address}#{parts[:-4]}")
    assert "cannot be read" in browser.find_element(By.ID, "said-medications").get_attribute("textContent")
    opened(browser, f"{address}#%")
    assert "nothing on this page is an answer" in answer(browser)


def test_where_a_page_on_a_disk_may_not_set_its_address_all_else_works(browser: Chrome, start: str) -> None:
    opened(browser, start)
    browser.execute_script("history.replaceState = () => { throw new DOMException('origin null', 'SecurityError'); }")
    tab_to(browser, "age_days")
    press(browser, "4", Keys.TAB)
    assert shown(browser, "link").endswith("#answers=1&age_days=4")
    assert "WHAT TO ASK FIRST" in answer(browser)


def test_a_missing_question_leads_to_its_field(page: Chrome) -> None:
    page.execute_script(OPEN_ALL)
    page.find_element(By.CSS_SELECTOR, "button[data-go='tsc.status']").click()
    assert page.switch_to.active_element.get_attribute("name") == "tsc.status"


def test_where_no_answer_can_be_had_no_old_one_stays(page: Chrome) -> None:
    press(page, Keys.TAB)
    page.execute_script("rules.leaves = []")
    tab_to(page, "symptoms.heart_failure")
    press(page, Keys.ARROW_RIGHT)
    wait_for(page, "nothing on this page is an answer")
    assert "WHAT TO ASK FIRST" not in answer(page)
    assert any("leaf" in line["message"] or "TypeError" in line["message"] for line in page.get_log("browser"))


@pytest.mark.parametrize(
    ("page_name", "child", "width", "scheme"),
    [
        ("index.html", "published_newborn", 320, "dark"),
        ("index.html", "published_newborn", 1300, "light"),
        pytest.param("index.html", "nothing_recorded", 320, "light", marks=pytest.mark.nightly),
        ("cards.html", "nothing_recorded", 320, "dark"),
        ("cards/mtor_inhibitor_symptomatic.html", "nothing_recorded", 320, "light"),
    ],
)
def test_it_is_accessible_and_read_at_320_pixels(
    browser: Chrome, start: str, axe: str, page_name: str, child: str, width: int, scheme: str
) -> None:
    with shown_at(browser, width, scheme):
        address = start.replace("index.html", page_name)
        if page_name == "index.html":
            opened(browser, f"{address}#{link_of(CHILDREN[child])}")
        else:
            browser.get_log("browser")
            browser.get(address)
        browser.execute_script(OPEN_ALL)
        # Before axe, which would load the style once more, and is not let.
        assert [line["message"] for line in browser.get_log("browser")] == []
        assert_axe_finds_nothing(browser, axe)
        assert_no_wider_than_its_screen(browser, TOO_WIDE)


def test_a_card_leads_to_the_child_who_just_meets_it(browser: Chrome, start: str) -> None:
    browser.get(start.replace("index.html", "cards/surgery_inoperable.html"))
    browser.find_element(By.LINK_TEXT, "A child who just meets it").click()
    wait_for(browser, "WHAT TO ASK FIRST")
    assert json.loads(shown(browser, "json"))["surgery"] == {"risk": "inoperable"}
    assert "The heart team judges the tumour to be inoperable." not in answer(browser)  # it is set aside, in the table
    assert "surgery not supported" in answer(browser)


def test_it_prints_what_was_entered_the_danger_and_every_caveat(browser: Chrome, start: str) -> None:
    child = CHILDREN["published_newborn"]
    opened(browser, f"{start}#{link_of(child)}")
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    pages = PdfReader(io.BytesIO(base64.b64decode(pdf))).pages
    printed = " ".join(unicodedata.normalize("NFKC", "".join(each.extract_text() for each in pages)).split())
    assert len(pages) <= 2
    advisory = advise(child)
    assert str(advisory.danger.text) in printed
    assert "number of tumours: 4;" in printed
    assert all(caveat.short in printed for caveat in advisory.caveats)
    assert "A try-out of draft rules" in printed
    assert "not known" not in printed


def test_starting_anew_nothing_is_left(browser: Chrome, start: str) -> None:
    opened(browser, f"{start}#{link_of(CHILDREN['published_newborn'])}")
    browser.find_element(By.CSS_SELECTOR, "[data-do=anew]").click()
    wait_until_gone(browser, DANGER)
    assert json.loads(shown(browser, "json")) == {}
    assert not Path(browser.current_url).name.partition("#")[2]
