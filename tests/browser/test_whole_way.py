"""The whole way once: a card, the page, a question, the changed answer, the response in the record, the next card.

``make pictures`` takes the pictures of the guide on the way.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from markdown_it import MarkdownIt
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from support.fhir_records import CHILD, RHABDOMYOMA, bundle, condition, patient
from support.keyboard import answer, press, tab_to, wait_for
from support.service import Service, born, prefetch, request, running
from support.smart_ehr import CLIENT, SmartEhr, smart_ehr

Json = dict[str, Any]
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DANGER = "This presentation may be life-threatening"
CARD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A card</title><style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 1rem; max-width: 46rem; }}
article {{ border: 1px solid #c4ccd3; border-left: 6px solid #0b5a8f; border-radius: 4px; padding: .8rem 1rem; }}
h1 {{ font-size: 1.05rem; margin: 0 0 .5rem; }} a {{ color: #0b5a8f; margin-right: 1rem; }}
</style><article><h1>{summary}</h1>{detail}<p>{links}</p></article>"""


@pytest.fixture(scope="module")
def ehr() -> Iterator[SmartEhr]:
    with smart_ehr() as started:
        started.record = {
            "Patient": [patient(birthDate=born(12))],
            "Condition": [condition("cr", RHABDOMYOMA)],
        }
        yield started


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, ehr: SmartEhr) -> Iterator[Service]:
    page = {"ehrs": [{"name": "The ward", "iss": ehr.base, "client_id": CLIENT}]}
    with running(tmp_path_factory.mktemp("way"), clinician_page=page) as started:
        yield started


def cards_for(service: Service, ehr: SmartEhr, *responses: Json) -> list[Json]:
    data = prefetch(condition("cr", RHABDOMYOMA), questionnaireResponses=bundle(*responses))
    cards: list[Json] = service.call(request(data=data, fhirServer=ehr.base)).json()["cards"]
    return cards


def picture(browser: Chrome, name: str) -> None:
    if os.environ.get("CRDECIDE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        # As WebP and at three quarters: the site of the rules carries them in its pages, and has to stay small.
        width, height = browser.execute_script("return [innerWidth, innerHeight]")
        shown = {"x": 0, "y": browser.execute_script("return scrollY"), "width": width, "height": height, "scale": 0.75}
        how = {"format": "webp", "quality": 30, "clip": shown}
        taken = browser.execute_cdp_cmd("Page.captureScreenshot", how)["data"]
        (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(taken))


def show(browser: Chrome, card: Json, folder: Path) -> None:
    """The card as a client of CDS Hooks shows it: its summary, its Markdown, its links."""
    links = "".join(f'<a href="{escape(link["url"])}">{escape(link["label"])}</a>' for link in card["links"])
    page = CARD.format(summary=escape(card["summary"]), detail=MarkdownIt().render(card["detail"]), links=links)
    path = folder / "card.html"
    path.write_text(page, encoding="utf-8")
    browser.get(path.as_uri())


def test_from_a_card_to_the_record_and_back(browser: Chrome, service: Service, ehr: SmartEhr, tmp_path: Path) -> None:
    browser.set_window_size(1300, 900)
    (card, *_) = cards_for(service, ehr)
    show(browser, card, tmp_path)
    picture(browser, "1_card")
    assert "A danger is not excluded" in card["summary"]

    (link, *_) = card["links"]
    assert (link["label"], link["type"]) == ("Answer what is missing", "smart")
    browser.get(f"{link['url']}?{urlencode({'iss': ehr.base, 'launch': 'the-child-in-view'})}")
    assert "12 days" in answer(browser)
    assert DANGER not in answer(browser)
    picture(browser, "2_page")

    tab_to(browser, "symptoms.heart_failure")
    question = browser.find_element(By.CSS_SELECTOR, "[data-field='symptoms.heart_failure']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", question)
    picture(browser, "3_question")
    press(browser, Keys.ARROW_RIGHT)
    wait_for(browser, DANGER)
    picture(browser, "4_changed_answer")

    browser.find_element(By.CSS_SELECTOR, "button[value='keep']").send_keys(Keys.ENTER)
    wait_for(browser, "Kept in the record as QuestionnaireResponse/kept-1.")
    (kept,) = ehr.kept
    assert kept["subject"] == {"reference": f"Patient/{CHILD}"}
    assert [item["linkId"] for group in kept["item"] for item in group["item"]] == ["symptoms.heart_failure"]

    (danger, *_) = cards_for(service, ehr, {**kept, "id": "kept-1"})
    assert danger["indicator"] == "critical"
    assert danger["summary"].startswith(DANGER)
