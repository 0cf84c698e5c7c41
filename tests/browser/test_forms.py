"""Our Questionnaire in a renderer of others (LHC-Forms, npm `lforms`): shown, filled in by hand, and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from support.forms import filled_in, read_back, served
from support.peers import PEERS, needed
from support.reports import CHILDREN

from crdecide import Patient, Ruleset
from crdecide.publish.fhir_questionnaire import questionnaire

Json = dict[str, Any]
LFORMS = PEERS / "lforms/package/dist/lforms"
PAGE = """<!doctype html><html lang="en"><title>LHC-Forms</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/webcomponent/styles.css"><div id="form"></div>
<script src="/webcomponent/assets/lib/zone.min.js"></script><script src="/webcomponent/lhc-forms.js"></script>
<script src="/fhir/R4/lformsFHIR.min.js"></script>"""
SHOW = """const [form, response, done] = arguments;
let definition = LForms.Util.convertFHIRQuestionnaireToLForms(form, "R4");
if (response) definition = LForms.Util.mergeFHIRDataIntoLForms("QuestionnaireResponse", response, definition, "R4");
const shown = LForms.Util.addFormToPage(definition, "form", {fhirVersion: "R4"});
shown.then(() => setTimeout(() => done(null), 300), done);"""
ANSWERS = "return LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4');"


@pytest.fixture(scope="module")
def lforms(browser: Chrome) -> Iterator[Chrome]:
    """A page with LHC-Forms, opened once: to load it takes longer than to show a form."""
    needed(LFORMS)
    with served(LFORMS, PAGE) as address:
        browser.get_log("browser")
        browser.get(address)
        yield browser


@pytest.fixture
def shown(lforms: Chrome, ruleset: Ruleset) -> Any:
    """Show our form in the place of the one before, filled in for a child where one is given."""

    def show(child: Json | None = None) -> Chrome:
        assert lforms.execute_async_script(SHOW, questionnaire(ruleset), filled_in(child, ruleset)) is None
        return lforms

    return show


def answered(browser: Chrome) -> Patient:
    return read_back(browser.execute_script(ANSWERS))


def test_it_is_shown_without_a_word_of_complaint(shown: Any) -> None:
    page = shown()
    assert "Does the circulation depend on the arterial duct?" in page.find_element(By.ID, "form").text
    assert [line["message"] for line in page.get_log("browser") if line["level"] == "SEVERE"] == []


def test_a_form_that_nobody_touched_says_nothing(shown: Any) -> None:
    assert answered(shown()) == Patient()


@pytest.mark.parametrize("child", CHILDREN)
def test_a_child_filled_in_there_comes_back_whole(shown: Any, child: str) -> None:
    assert answered(shown(CHILDREN[child])) == Patient.model_validate(CHILDREN[child])


def test_answers_given_by_hand_are_read(shown: Any) -> None:
    page = shown()
    page.find_element(By.CSS_SELECTOR, "[id^='tumours.count/']").send_keys("3\t")
    for path, answer in (("symptoms.syncope", "Yes"), ("symptoms.cyanosis", "Unknown"), ("surgery.risk", "high")):
        choose(page, path, answer)
    assert json.loads(answered(page).model_dump_json(exclude_defaults=True)) == {
        "tumours": {"count": 3},
        "symptoms": {"syncope": True},
        "surgery": {"risk": "high"},
    }


def test_a_question_that_makes_no_sense_is_put_away(shown: Any) -> None:
    page = shown()
    asked = "What is the trough level of the mTOR inhibitor"
    assert asked in page.find_element(By.ID, "form").text
    choose(page, "treatment.mtor_inhibitor.status", "none")
    assert asked not in page.find_element(By.ID, "form").text


def choose(page: Chrome, path: str, answer: str) -> None:
    question = page.find_element(By.CSS_SELECTOR, f"[id^='item-{path}/']")
    question.find_element(By.XPATH, f".//label[normalize-space()='{answer}']").click()


def test_the_page_of_the_renderer_is_the_one_that_was_fetched() -> None:
    needed(LFORMS)
    assert json.loads((Path(LFORMS).parents[1] / "package.json").read_text())["version"] == "40.1.3"
