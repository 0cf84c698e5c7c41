"""Our Questionnaire in another renderer (npm `@aehrc/smart-forms-renderer`): shown, filled in by hand, and read back.

The page is in `smart_forms/`; `make smart-forms` builds it and runs this.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from support.forms import filled_in, read_back, served
from support.reports import CHILDREN

from crdecide import Patient, Ruleset
from crdecide.publish.fhir_questionnaire import questionnaire

Json = dict[str, Any]
BUILD = os.environ.get("CRDECIDE_SMART_FORMS")
SECONDS = 20
SHOW = """const [form, response, done] = arguments;
show(form, response ?? undefined).then(() => setTimeout(() => done(null), 1000), done);"""

pytestmark = pytest.mark.skipif(not BUILD, reason="npm installs 400 MB for it: make smart-forms")


@pytest.fixture(scope="module")
def smart_forms() -> Iterator[str]:
    """The address of a page with Smart Forms."""
    with served(Path(str(BUILD))) as address:
        yield address


@pytest.fixture
def shown(browser: Chrome, smart_forms: str, ruleset: Ruleset) -> Any:
    """Show our form, filled in for a child where one is given."""

    def show(child: Json | None = None) -> Chrome:
        browser.get_log("browser")
        browser.get(smart_forms)
        WebDriverWait(browser, SECONDS).until(lambda page: page.execute_script("return 'show' in window"))
        assert browser.execute_async_script(SHOW, questionnaire(ruleset), filled_in(child, ruleset)) is None
        return browser

    return show


def test_it_is_shown_without_a_word_of_complaint(shown: Any) -> None:
    page = shown()
    assert "Does the circulation depend on the arterial duct?" in text(page)
    assert [line["message"] for line in page.get_log("browser") if line["level"] == "SEVERE"] == []


def test_a_form_that_nobody_touched_says_nothing(shown: Any) -> None:
    assert finished(shown()) == Patient()


@pytest.mark.parametrize("child", CHILDREN)
def test_a_child_filled_in_there_comes_back_whole(shown: Any, child: str) -> None:
    page = shown(CHILDREN[child])
    # The renderer hands back what it was given as long as nobody answers anything: so "unknown" is added in each group.
    for group in page.find_elements(By.CSS_SELECTOR, "[role=region]"):
        if (unknown := left_open(group)) is not None:
            answer(page, unknown.click)
    assert finished(page) == Patient.model_validate(CHILDREN[child])


def test_answers_given_by_hand_are_read(shown: Any) -> None:
    page = shown()
    write(page, "tumours.count", "3")
    for path, said in (("symptoms.syncope", "Yes"), ("symptoms.cyanosis", "Unknown"), ("surgery.risk", "high")):
        choose(page, path, said)
    for place in ("left ventricle", "pericardium"):
        choose(page, "tumours.locations", place)
    write(page, "tumours.measurements.on_age_days", "4")
    write(page, "tumours.measurements.largest_mm", "12.5")
    write(page, "tumours.measurements.location", "left atrium", Keys.ENTER)
    add(page, "tumours.measurements.on_age_days")
    write(page, "tumours.measurements.on_age_days", "40")
    write(page, "tumours.measurements.largest_mm", "8")
    write(page, "medications", "carbamazepine")
    add(page, "medications")
    write(page, "medications", "captopril")
    choose(page, "adverse_events.none", "Yes")
    assert json.loads(finished(page).model_dump_json(exclude_defaults=True)) == {
        "tumours": {
            "count": 3,
            "locations": ["left_ventricle", "pericardium"],
            "measurements": [
                {"on_age_days": 4, "largest_mm": 12.5, "location": "left_atrium"},
                {"on_age_days": 40, "largest_mm": 8.0},
            ],
        },
        "symptoms": {"syncope": True},
        "surgery": {"risk": "high"},
        "medications": ["carbamazepine", "captopril"],
        "adverse_events": [],
    }


def test_a_question_that_makes_no_sense_is_put_away(shown: Any) -> None:
    page = shown()
    asked = "What is the trough level of the mTOR inhibitor"
    assert asked in text(page)
    write(page, "treatment.mtor_inhibitor.trough_ng_ml", "7")
    choose(page, "treatment.mtor_inhibitor.status", "current")
    assert asked in text(page)
    assert finished(page).treatment.mtor_inhibitor.trough_ng_ml == 7
    choose(page, "treatment.mtor_inhibitor.status", "none")
    assert asked not in text(page)
    assert finished(page).treatment.mtor_inhibitor.trough_ng_ml is None


def text(page: Chrome) -> str:
    return page.find_element(By.ID, "form").text


def choose(page: Chrome, path: str, said: str) -> None:
    question = page.find_element(By.CSS_SELECTOR, f"[data-linkid='{path}']")
    answer(page, question.find_element(By.XPATH, f".//label[.//input][normalize-space()='{said}']").click)


def fields(page: Chrome, path: str) -> list[WebElement]:
    """What is written into; one for each entry of a list."""
    return page.find_elements(By.CSS_SELECTOR, f":is(input, textarea)[id$='-{path}']")


def write(page: Chrome, path: str, *keys: str) -> None:
    answer(page, lambda: fields(page, path)[-1].send_keys(*keys))


def add(page: Chrome, path: str) -> None:
    """Ask for one more entry of a list."""
    entries = fields(page, path)
    entries[-1].find_element(By.XPATH, "following::button[normalize-space()='Add Item'][1]").click()
    WebDriverWait(page, SECONDS).until(lambda _: len(fields(page, path)) > len(entries))


def left_open(group: WebElement) -> WebElement | None:
    """The "unknown" of the first question in the group that is not answered yet."""
    for options in group.find_elements(By.CSS_SELECTOR, "[role=radiogroup]:not(:has(:checked))"):
        for option in options.find_elements(By.XPATH, ".//label[normalize-space()='Unknown']"):
            return option
    return None


def answer(page: Chrome, give: Callable[[], object]) -> None:
    """Give an answer, and wait until the form has it: it takes one at a time, and a text when typing has stopped."""
    before = answers(page)
    give()
    WebDriverWait(page, SECONDS).until(lambda _: answers(page) != before)


def answers(page: Chrome) -> Json:
    response: Json = page.execute_script("return answers();")
    return response


def finished(page: Chrome) -> Patient:
    """What is read once whoever filled the form in says that it is complete: the renderer leaves that open."""
    assert answers(page)["status"] == "in-progress"
    return read_back({**answers(page), "status": "completed"})
