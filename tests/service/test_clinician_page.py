"""The clinician's page as a browser meets it: what it must get right, and who may not open it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from html import unescape
from typing import Any

import httpx
import pytest
from support.fhir_records import CHILD, HEART_FAILURE, RHABDOMYOMA, condition, patient
from support.service import Service, born, prefetch, request, running
from support.smart_ehr import CLIENT, SmartEhr, smart_ehr

from crdecide import advise
from crdecide.records import fhir
from crdecide.service.settings import InvalidSettings, read_settings

Json = dict[str, Any]
DANGER = "This presentation may be life-threatening"
NO_OTHER_DANGER = {
    f"symptoms__{name}": "no"
    for name in ("arrhythmia", "outflow_obstruction", "inflow_obstruction", "duct_dependent_circulation")
}


@pytest.fixture(scope="module")
def ehr() -> Iterator[SmartEhr]:
    with smart_ehr() as started:
        yield started


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, ehr: SmartEhr) -> Iterator[Service]:
    page = {"ehrs": [{"name": "The ward", "iss": ehr.base, "client_id": CLIENT}]}
    with running(tmp_path_factory.mktemp("page"), clinician_page=page, calls_per_minute=100_000) as started:
        yield started


@pytest.fixture
def reader(service: Service) -> Iterator[httpx.Client]:
    """A browser without a window: it keeps cookies and follows redirects."""
    with httpx.Client(base_url=service.url, follow_redirects=True, timeout=30) as browser:
        yield browser


def opened(reader: httpx.Client) -> httpx.Response:
    """A child of whom nothing is known, entered by hand."""
    start = reader.get("/app")
    return reader.post("/app/children", data={"proof": proof(start)})


def proof(page: httpx.Response) -> str:
    found = re.search(r'name="proof" value="(\w+)"', page.text)
    assert found is not None
    return found[1]


def entered(reader: httpx.Client, page: httpx.Response, do: str = "show", **answers: str | list[str]) -> httpx.Response:
    """The form sent with these answers; `__` in a name stands for a dot."""
    named = {name.replace("__", "."): value for name, value in answers.items()}
    return reader.post(page.url.path, data={"proof": proof(page), "turn": turn(page), "do": do, **named})


def turn(page: httpx.Response) -> str:
    found = re.search(r'name="turn" id="turn" value="(\d+)"', page.text)
    assert found is not None
    return found[1]


def answer(page: httpx.Response) -> str:
    found = re.search(r'<section id="answer".*?</section>\s*<form', page.text, re.DOTALL)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", " ", found[0]))


def said_at(page: httpx.Response, path: str) -> str:
    found = re.search(rf'<p class="said" id="said-{re.escape(path)}">(.*?)</p>', page.text)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


def checked(page: httpx.Response) -> dict[str, str]:
    """What is chosen or typed, by control, that says something."""
    chosen = re.findall(r'name="([^"]+)" value="([^"]+)" checked', page.text)
    typed = re.findall(r'<input type="text" name="([^"]+)" id="[^"]+" value="([^"]+)"', page.text)
    return dict([*chosen, *typed])


def from_card(service: Service, reader: httpx.Client, *conditions: Json) -> httpx.Response:
    return reader.get(card_link(service, *conditions))


def card_link(service: Service, *conditions: Json) -> str:
    data = prefetch(condition("cr", RHABDOMYOMA), *conditions)
    cards = service.call(request(data=data)).json()["cards"]
    return next(link["url"] for link in cards[0]["links"] if link["label"] == "Answer what is missing")


def test_nothing_is_filled_in_that_was_not_said(reader: httpx.Client) -> None:
    assert checked(opened(reader)) == {}


def test_an_answer_changes_what_is_said(reader: httpx.Client) -> None:
    page = opened(reader)
    assert DANGER not in answer(page)
    page = entered(reader, page, age_days="12", tumours__count="3", symptoms__heart_failure="yes")
    assert DANGER in answer(page)
    assert "12 days" in answer(page)


def test_what_leaves_a_danger_open_is_asked_first_then_what_could_change_most(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), age_days="12", tumours__count="3")
    first = page.text.partition("What could change the answer")[2].partition("</details>")[0]
    asked = re.findall(r'data-field="([^"]+)"', first)
    child = {"age_days": 12, "tumours": {"count": 3}}
    advisory = advise(child)
    missing = [entry.field for entry in advisory.missing]
    dangers = [field for field in missing if field in advisory.danger.asks]
    assert dangers
    assert asked[: len(dangers)] == dangers
    assert sorted(asked) == sorted(missing)


def test_what_a_record_says_is_shown_with_its_source(service: Service, reader: httpx.Client) -> None:
    page = from_card(service, reader, condition("hf", HEART_FAILURE))
    text = unescape(re.sub(r"<[^>]+>", "", page.text))
    assert "On record: yes (Condition/hf)" in text
    assert "On record: 12 days (Patient/child-1)" in text
    assert checked(page) == {}


def test_an_answer_and_a_record_that_differ_are_both_shown(service: Service, reader: httpx.Client) -> None:
    page = from_card(service, reader, condition("hf", HEART_FAILURE))
    page = entered(reader, page, symptoms__heart_failure="no")
    said = said_at(page, "symptoms.heart_failure")
    assert said.startswith("The record says yes. The answer given here does not count: heart failure left unknown")
    assert checked(page)["symptoms.heart_failure"] == "no"
    assert "Condition/hf" in page.text


def test_what_was_entered_is_there_after_leaving_and_coming_back(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), tumours__count="3", tumours__measurements__0__on_age_days="4")
    assert checked(reader.get(page.url.path)) == {"tumours.count": "3", "tumours.measurements.0.on_age_days": "4"}


def test_it_is_there_for_that_session_only(service: Service, reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), tumours__count="3")
    with httpx.Client(base_url=service.url) as another:
        another.get("/app")
        response = another.get(page.url.path)
    assert response.status_code == 404
    assert "no such page in this session" in response.text.lower()


def test_a_second_child_is_another_child(reader: httpx.Client) -> None:
    first, second = opened(reader), opened(reader)
    entered(reader, first, tumours__count="3")
    entered(reader, second, tumours__count="1")
    assert checked(reader.get(first.url.path)) == {"tumours.count": "3"}
    assert checked(reader.get(second.url.path)) == {"tumours.count": "1"}


@pytest.mark.parametrize(
    ("answers", "path", "words"),
    [
        ({"asymptomatic": "yes", "symptoms__syncope": "yes"}, "asymptomatic", "is yes, yet “syncope”"),
        ({"asymptomatic": "yes", "symptoms__syncope": "yes"}, "symptoms.syncope", "Not taken"),
        ({"tumours__count": "0", "tumours__largest_mm": "4"}, "tumours.count", "“number of tumours” is 0, yet a size"),
        ({"tumours__count": "two"}, "tumours.count", "expected a whole number"),
        ({"tumours__count": "-2"}, "tumours.count", "greater than or equal to 0"),
        ({"tumours__largest_mm": "12,5"}, "tumours.largest_mm", "expected a number such as 12.5, with a point"),
        ({"tumours__largest_mm": "900"}, "tumours.largest_mm", "less than or equal to 500"),
        ({"tumours__measurements__0__largest_mm": "4"}, "tumours.measurements", "age at the examination is missing"),
        ({"medications": "sirolimus", "medications__none": "yes"}, "medications", "one of the two is wrong"),
        ({"surgery__planned": "no", "surgery__planned_within_days": "3"}, "surgery.planned", "planned” is no"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_in_words(
    reader: httpx.Client, answers: dict[str, str], path: str, words: str
) -> None:
    page = entered(reader, opened(reader), **answers)
    assert page.status_code == 422
    assert words in said_at(page, path)
    assert "No answer" in answer(page)
    kept = {name.replace("__", "."): value for name, value in answers.items() if name != "medications"}
    assert kept.items() <= checked(page).items()


def test_a_refused_answer_beside_a_danger_does_not_hide_it(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), tumours__count="3", asymptomatic="yes", symptoms__heart_failure="yes")
    assert DANGER in answer(page)


def test_an_answer_that_the_record_contradicts_does_not_count_and_says_why(
    service: Service, reader: httpx.Client
) -> None:
    page = entered(reader, from_card(service, reader, condition("hf", HEART_FAILURE)), asymptomatic="yes")
    assert page.status_code == 200
    assert DANGER in answer(page)
    said = said_at(page, "asymptomatic")
    assert "does not count: absence of symptoms left unknown: “absence of symptoms” is yes, yet “heart" in said


def test_no_answer_takes_a_danger_on_record_away(service: Service, reader: httpx.Client) -> None:
    page = from_card(service, reader, condition("hf", HEART_FAILURE))
    page = entered(reader, page, symptoms__heart_failure="no", asymptomatic="yes", **NO_OTHER_DANGER)
    assert "A danger is not excluded" in answer(page)
    assert "recorded as absent" not in answer(page)


def test_beside_a_refusal_a_danger_is_said_or_left_open(service: Service, reader: httpx.Client) -> None:
    page = from_card(service, reader, condition("hf", HEART_FAILURE))
    assert DANGER in answer(entered(reader, page, symptoms__heart_failure="no", tumours__largest_mm="12,5"))
    page = entered(reader, from_card(service, reader), tumours__largest_mm="12,5")
    assert "A danger is not excluded" in answer(page)


def test_what_the_record_says_can_be_answered_with_not_known(service: Service, reader: httpx.Client) -> None:
    page = entered(reader, from_card(service, reader), tsc__status="possible")
    file = entered(reader, page, "download", symptoms__syncope="unknown")
    (answered,) = file.json()["item"][0]["item"][0]["answer"]
    assert answered["valueCoding"]["code"] == "unknown"


def test_two_tabs_of_one_child_do_not_undo_each_other(reader: httpx.Client) -> None:
    page = opened(reader)
    entered(reader, page, symptoms__heart_failure="yes")
    late = entered(reader, page, symptoms__arrhythmia="no")
    assert late.status_code == 409
    assert "another tab" in late.text
    assert checked(reader.get(page.url.path)) == {"symptoms.heart_failure": "yes"}


def test_of_many_posts_at_once_one_is_taken(reader: httpx.Client, service: Service) -> None:
    page = opened(reader)
    sent = {"proof": proof(page), "turn": turn(page), "do": "show", "tumours.count": "2"}

    def post(_: int) -> int:
        return httpx.post(
            f"{service.url}{page.url.path}", data=sent, cookies=dict(reader.cookies), timeout=30
        ).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(post, range(8)))
    assert statuses == [200] + [409] * 7


def test_a_download_leaves_the_page_as_it_stands(reader: httpx.Client) -> None:
    page = opened(reader)
    assert entered(reader, page, "download", tumours__count="2").status_code == 200
    assert entered(reader, page, tumours__count="2").status_code == 200


def test_two_answers_to_one_question_are_refused(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), symptoms__syncope=["no", "yes"])
    assert "two different answers came" in said_at(page, "symptoms.syncope")
    assert checked(entered(reader, opened(reader), symptoms__syncope=["", "yes"]))["symptoms.syncope"] == "yes"


def test_entries_beyond_what_is_read_are_refused_and_not_lost(reader: httpx.Client) -> None:
    many = {f"adverse_events.{number}.event": "infection" for number in range(51)}
    page = entered(reader, opened(reader), **many)
    assert "expected at most 50 entries" in said_at(page, "adverse_events")


def test_what_was_answered_stays_in_sight(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), safety__active_infection="yes", tumours__count="2", age_days="9")
    group = page.text.partition("Answered here")[2].partition("</details>")[0]
    assert 'data-field="age_days"' in group


def test_a_drug_that_is_in_no_list_is_said_not_to_be_checked(reader: httpx.Client) -> None:
    answers = {"tumours__count": "2", "age_days": "12", "symptoms__heart_failure": "yes", "medications": "Klacid 125"}
    status = {"treatment__mtor_inhibitor__status": "planned", "treatment__mtor_inhibitor__drug": "sirolimus"}
    assert 'NOT CHECKED for interactions here: "Klacid 125"' in answer(
        entered(reader, opened(reader), **answers, **status)
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "clarithromycin 15 mg/kg bd",
            "“clarithromycin 15 mg/kg bd” is in no list here and is not checked; did you mean",
        ),
        ("clarithromicin", "did you mean 'clarithromycin'?"),
        ("furosemide; clarithromycin", "did you mean 'clarithromycin'?"),
        ("Klacid", "“Klacid” is in no list here and is not checked."),
        ("Clarithromycin\nsirolimus", "Could change"),
    ],
)
def test_a_drug_as_it_is_typed_is_found_or_said_not_to_be_checked(reader: httpx.Client, typed: str, said: str) -> None:
    answers = {"tumours__count": "2", "age_days": "12", "symptoms__heart_failure": "yes", "medications": typed}
    page = entered(reader, opened(reader), **answers)
    assert said in said_at(page, "medications") or (said == "Could change" and not said_at(page, "medications"))


@pytest.mark.parametrize("name", ["adverse_events.²", "adverse_events.0.²", "²", "tumours.count.0.x"])
def test_fields_that_are_none_are_passed_over(reader: httpx.Client, name: str) -> None:
    page = entered(reader, opened(reader), **{name: "1", "tumours__count": "2"})
    assert page.status_code == 200
    assert checked(reader.get(page.url.path))["tumours.count"] == "2"


def test_a_proof_that_is_none_is_refused(reader: httpx.Client) -> None:
    page = opened(reader)
    assert reader.post(page.url.path, data={"proof": "é", "turn": "0"}).status_code == 403


def test_nothing_is_downloaded_where_nothing_was_answered(reader: httpx.Client) -> None:
    assert "Nothing was kept" in answer(entered(reader, opened(reader), "download"))


def test_the_answers_are_a_response_that_is_read_back(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), tumours__count="3")
    file = entered(
        reader, page, "download", tumours__count="3", medications="sirolimus\ncaptopril", surgery__risk="high"
    )
    assert "attachment" in file.headers["content-disposition"]
    read = fhir.read(file.json()).patient
    assert json.loads(read.model_dump_json(exclude_defaults=True)) == {
        "tumours": {"count": 3},
        "medications": ["sirolimus", "captopril"],
        "surgery": {"risk": "high"},
    }


def test_a_card_without_a_valid_link_opens_nothing(reader: httpx.Client) -> None:
    response = reader.get("/app/cards/never-given-out")
    assert (response.status_code, "its time is over" in response.text) == (404, True)


def test_the_link_of_a_card_expires(service: Service, reader: httpx.Client) -> None:
    link = card_link(service)
    with sqlite3.connect(service.folder / "audit.db") as store:
        store.execute("UPDATE report SET expires = 1 WHERE form LIKE 'child%'")
    store.close()
    assert reader.get(link).status_code == 404


def test_a_form_of_another_site_is_refused(reader: httpx.Client) -> None:
    page = opened(reader)
    forged = reader.post(page.url.path, data={"proof": "0" * 64, "tumours.count": "3"})
    elsewhere = reader.post(
        page.url.path, data={"proof": proof(page), "turn": "0"}, headers={"Origin": "https://evil.example"}
    )
    assert (forged.status_code, elsewhere.status_code) == (403, 403)
    assert checked(reader.get(page.url.path)) == {}


def test_the_page_runs_no_script_but_ours_and_is_framed_by_nobody(reader: httpx.Client) -> None:
    page = opened(reader)
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert re.findall(r"<script(?! src=\"/app/form.js\" defer)|\son\w+=|\sstyle=", page.text) == []
    assert page.headers["cache-control"] == "no-store"


def test_an_address_says_nothing_of_what_a_file_of_the_page_holds(reader: httpx.Client) -> None:
    plain = reader.get("/app/form.js")
    asked = reader.get("/app/form.js", params={"content": "<script>alert(1)</script>", "kind": "text/html"})
    assert (asked.content, asked.headers["content-type"]) == (plain.content, plain.headers["content-type"])


def test_what_is_typed_is_never_markup(reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), medications="<script>alert(1)</script>", tumours__count='"><b>')
    assert "<script>alert" not in page.text
    assert '"><b>' not in page.text


def test_nothing_that_was_entered_is_logged_or_kept_in_the_clear(service: Service, reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), medications="markerdrugname", tumours__count="3")
    reader.get(page.url.path)
    secret = page.url.path.rpartition("/")[2]
    stored = b"".join(path.read_bytes() for path in service.folder.iterdir() if path.is_file())
    for found in (b"markerdrugname", secret.encode()):
        assert found not in stored


def test_each_answer_that_is_shown_is_kept_with_hashes_alone(service: Service, reader: httpx.Client) -> None:
    page = entered(reader, opened(reader), tumours__count="3", medications="markerdrugname")
    entered(reader, page, tumours__count="two")
    with closing(sqlite3.connect(service.folder / "audit.db")) as store:
        store.row_factory = sqlite3.Row
        rows = store.execute("SELECT * FROM decision WHERE service = 'clinician-page' ORDER BY made_at").fetchall()[-3:]
    assert [(row["outcome"], row["status"]) for row in rows] == [("answered", 200), ("answered", 200), ("refused", 422)]
    assert len({row["hook_instance"] for row in rows}) == 1
    assert len({row["input_sha256"] for row in rows}) == 3
    assert all(row["request"] in (None, "null") and row["response"] in (None, "null") for row in rows)


def test_too_much_at_once_is_refused(reader: httpx.Client) -> None:
    page = opened(reader)
    assert entered(reader, page, medications="x" * 300_000).status_code == 413
    many = {f"x{number}": "1" for number in range(2_100)}
    assert entered(reader, page, **many).status_code == 400


def test_it_is_off_unless_configured(tmp_path: Any) -> None:
    with running(tmp_path) as plain:
        assert plain.get("/app").status_code == 404
        links = plain.call(request()).json()["cards"][0]["links"]
    assert [link["label"] for link in links] == ["The full advisory, with its evidence", "The same as FHIR resources"]


def test_beyond_this_machine_it_needs_an_ehr_to_log_in_at() -> None:
    with pytest.raises(InvalidSettings, match="beyond loopback its readers log in at an EHR"):
        read_settings(public_url="https://cds.example", clinician_page={}, clients=[])


# From an EHR


@pytest.fixture
def record(ehr: SmartEhr) -> SmartEhr:
    """The EHR with a child with heart failure in it, as it should be."""
    ehr.record = {
        "Patient": [patient(birthDate=born(12))],
        "Condition": [condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE)],
    }
    ehr.patient, ehr.scope, ehr.refuses_writing = CHILD, None, False
    ehr.capabilities, ehr.challenge_methods = ("permission-v2",), ("S256",)
    ehr.kept.clear()
    ehr.authorised.clear()
    return ehr


def launched(reader: httpx.Client, ehr: SmartEhr, launch: str | None = "xyz") -> httpx.Response:
    return reader.get("/app/launch", params={"iss": ehr.base, **({"launch": launch} if launch else {})})


def test_a_launch_from_the_ehr_ends_at_the_answer_for_its_child(reader: httpx.Client, record: SmartEhr) -> None:
    page = launched(reader, record)
    assert page.status_code == 200
    assert DANGER in answer(page)
    (asked,) = record.authorised
    assert asked["launch"] == "xyz"
    assert asked["scope"].split()[:2] == ["launch", "patient/Patient.rs"]
    assert "patient/QuestionnaireResponse.c" in asked["scope"]


def test_a_standalone_launch_asks_the_ehr_for_the_child(reader: httpx.Client, record: SmartEhr) -> None:
    assert "Choose a child in The ward" in reader.get("/app").text
    assert DANGER in answer(launched(reader, record, launch=None))
    (asked,) = record.authorised
    assert asked["scope"].startswith("launch/patient ")
    assert "launch" not in asked


def test_the_scopes_are_of_version_1_where_the_ehr_knows_no_other(reader: httpx.Client, record: SmartEhr) -> None:
    record.capabilities = ()
    launched(reader, record)
    scopes = record.authorised[0]["scope"].split()
    assert "patient/Condition.read" in scopes
    assert "patient/QuestionnaireResponse.write" in scopes


def test_answers_are_kept_in_the_record_and_read_from_it(reader: httpx.Client, record: SmartEhr) -> None:
    page = entered(reader, launched(reader, record), "keep", surgery__risk="high")
    assert "Kept in the record as QuestionnaireResponse/kept-1." in answer(page)
    again = entered(reader, page, "keep", surgery__risk="high")
    assert "These answers are in the record already." in answer(again)
    (kept,) = record.kept
    assert (kept["status"], kept["subject"]) == ("completed", {"reference": f"Patient/{CHILD}"})
    record.record["QuestionnaireResponse"] = [{**kept, "id": "kept-1"}]
    again = launched(reader, record)
    assert "On record: high (QuestionnaireResponse/kept-1" in unescape(re.sub(r"<[^>]+>", "", again.text))


def test_answers_that_the_ehr_refuses_are_said_not_to_be_kept(reader: httpx.Client, record: SmartEhr) -> None:
    record.refuses_writing = True
    page = entered(reader, launched(reader, record), "keep", surgery__risk="high")
    assert "Not kept in the record: the server answered 403." in answer(page)
    assert checked(page)["surgery.risk"] == "high"


def test_nothing_is_offered_that_the_ehr_did_not_allow(reader: httpx.Client, record: SmartEhr) -> None:
    record.scope = "launch patient/Patient.rs patient/Condition.rs"
    assert "Keep the answers in the record" not in launched(reader, record).text


def test_a_part_of_the_record_that_is_not_had_is_said(reader: httpx.Client, record: SmartEhr) -> None:
    del record.record["Patient"]
    assert launched(reader, record).status_code == 502


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"challenge_methods": ("plain",)}, "does not offer PKCE"),
        ({"patient": None}, "named no patient"),
        ({"patient": "../../evil"}, "named no patient"),
    ],
)
def test_an_ehr_that_does_it_wrong_is_told_of_in_words(
    reader: httpx.Client, record: SmartEhr, fault: Json, words: str
) -> None:
    for name, value in fault.items():
        setattr(record, name, value)
    response = launched(reader, record)
    assert response.status_code == 502
    assert words in response.text


def test_an_ehr_that_is_not_configured_is_never_asked(reader: httpx.Client) -> None:
    response = reader.get("/app/launch", params={"iss": "https://evil.example/fhir", "launch": "x"})
    assert response.status_code == 404


def test_a_code_counts_once_and_in_the_session_that_asked_for_it(
    service: Service, reader: httpx.Client, record: SmartEhr
) -> None:
    reader.follow_redirects = False
    to_ehr = launched(reader, record)
    back = reader.get(to_ehr.headers["location"]).headers["location"]
    with httpx.Client(base_url=service.url) as another:
        another.get("/app")
        assert another.get(back).status_code == 400
    assert reader.get(back).status_code == 303
    assert reader.get(back).status_code == 400


def test_a_reader_whom_the_ehr_turned_away_is_told(reader: httpx.Client, record: SmartEhr) -> None:
    reader.follow_redirects = False
    to_ehr = launched(reader, record)
    back = reader.get(to_ehr.headers["location"]).headers["location"]
    response = reader.get(f"{back}&error=access_denied")
    assert response.status_code == 400
    assert "did not let the page be opened" in response.text


def test_a_launch_from_nowhere_is_told_in_words(reader: httpx.Client) -> None:
    response = reader.get("/app/launch")
    assert (response.status_code, "No such EHR is configured" in response.text) == (404, True)


def test_an_answer_corrected_today_counts_over_the_one_kept_before(reader: httpx.Client, record: SmartEhr) -> None:
    entered(reader, launched(reader, record), "keep", symptoms__syncope="no")
    record.record["QuestionnaireResponse"] = [{**record.kept[0], "id": "kept-1"}]
    page = entered(reader, launched(reader, record), symptoms__syncope="yes")
    assert said_at(page, "symptoms.syncope") == "The record says no. The answer given here counts."
    assert DANGER in answer(page)


def test_a_card_of_that_ehr_launches_the_page(service: Service, record: SmartEhr) -> None:
    (link, *_) = service.call(request(fhirServer=record.base)).json()["cards"][0]["links"]
    assert link == {"label": "Answer what is missing", "url": f"{service.url}/app/launch", "type": "smart"}


def test_the_token_is_kept_sealed_and_never_logged(service: Service, reader: httpx.Client, record: SmartEhr) -> None:
    launched(reader, record)
    stored = b"".join(path.read_bytes() for path in service.folder.iterdir() if path.is_file())
    assert record.tokens
    assert [token for token in record.tokens if token.encode() in stored] == []


def test_an_answer_counts_as_of_today(reader: httpx.Client, record: SmartEhr) -> None:
    file = entered(reader, launched(reader, record), "download", surgery__risk="high")
    assert file.json()["authored"].startswith(date.today().isoformat()[:8])
