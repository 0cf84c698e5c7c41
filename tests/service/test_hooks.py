"""The four services, called as an EHR calls them."""

from __future__ import annotations

from typing import Any

import pytest
from support.fhir_records import (
    ATC,
    CHILD,
    HEART_FAILURE,
    RHABDOMYOMA,
    RXNORM,
    Json,
    bundle,
    concept,
    condition,
    observation,
    patient,
)
from support.fhir_records import (
    request as order,
)
from support.peers import objections
from support.service import KEYS, Service, prefetch, request

from crdecide import Ruleset
from crdecide.guideline.named_ids import MTOR_CAVEATS

EVEROLIMUS, CLARITHROMYCIN, CARBAMAZEPINE = (ATC, "L04AH02"), (ATC, "J01FA09"), (ATC, "N03AF01")
SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))


def cards(response: Any) -> list[Json]:
    assert response.status_code == 200, response.text
    sent: list[Json] = response.json()["cards"]
    return sent


def topics(sent: list[Json]) -> list[str]:
    return [card["source"]["topic"]["code"] for card in sent]


def of_topic(sent: list[Json], topic: str) -> Json:
    (card,) = (card for card in sent if card["source"]["topic"]["code"] == topic)
    return card


def draft(code: tuple[str, str] | None, name: str = "o1", **more: Any) -> Json:
    given = order(name, code or ("", ""), "draft", **more)
    return given if code else {k: v for k, v in given.items() if k not in ("medicationCodeableConcept", "intent")}


def ordering(hook: str, *drafts: Json, data: Json | None = None, selections: list[str] | None = None) -> Json:
    context: Json = {"draftOrders": bundle(*drafts)}
    if hook == "order-select":
        context["selections"] = selections or [f"MedicationRequest/{item['id']}" for item in drafts]
    return request(hook, data=data, context=context)


def test_discovery_lists_one_service_a_hook_with_templates_of_plain_tokens(service: Service) -> None:
    services = service.get("/cds-services").json()["services"]
    assert [(entry["hook"], entry["id"]) for entry in services] == [
        (hook, f"crdecide-{hook}") for hook in ("patient-view", "order-select", "order-sign", "encounter-discharge")
    ]
    for entry in services:
        assert set(entry["prefetch"]) == set(KEYS)
        assert all(template.count("{{") == 1 for template in entry["prefetch"].values())
        assert all("{{context.patientId}}" in template for template in entry["prefetch"].values())
        assert {"title", "description", "usageRequirements", "version"} < set(entry)


def test_a_child_in_danger_gets_that_first_and_then_the_options_with_their_caveats(
    service: Service, ruleset: Ruleset
) -> None:
    danger, card, *others = cards(service.call(request(data=prefetch(*SYMPTOMATIC))))
    assert (danger["indicator"], danger["source"]["topic"]["code"]) == ("critical", "danger")
    assert "immediate specialist assessment" in danger["summary"]
    assert "On record: heart failure." in danger["detail"]
    assert card["summary"].startswith("Cardiac rhabdomyoma: usual course: ")
    assert "specialist review, immediate" in card["summary"]
    assert (card["indicator"], card["source"]["topic"]["code"]) == ("info", "options")
    assert card["source"]["url"] == "https://doi.org/10.3390/ijerph18094907"
    for words in ("**mTOR inhibitor, temporary**: may be considered", "**surgery**", "not a recommendation to treat"):
        assert words in card["detail"]
    assert all(ruleset.caveats[name].short in card["detail"] for name in MTOR_CAVEATS)
    assert {reason["code"] for reason in card["overrideReasons"]} >= {"cds-not-applicable", "patient-contraindication"}
    assert others == []


def test_a_danger_that_is_not_excluded_is_said_first(service: Service) -> None:
    card, *_ = cards(service.call(request(data=prefetch(condition("cr", RHABDOMYOMA)))))
    assert card["source"]["topic"]["code"] == "options"
    assert card["summary"].startswith("A danger is not excluded. ")
    assert card["detail"].startswith("**NOT EXCLUDED** A danger is not excluded; not recorded: ")


def test_notes_on_the_record_are_a_card_of_their_own_by_the_service(service: Service) -> None:
    provisional = condition("hf", HEART_FAILURE, verified="provisional")
    sent = cards(service.call(request(data=prefetch(condition("cr", RHABDOMYOMA), provisional))))
    note = of_topic(sent, "record")
    assert "Condition/hf" in note["detail"]
    assert note["source"]["url"] == service.url
    assert note["source"]["label"].startswith("crdecide ")
    assert "Condition/hf" not in of_topic(sent, "options")["detail"]


def test_a_suggestion_keeps_the_options_as_proposals_and_orders_nothing(service: Service) -> None:
    card = of_topic(cards(service.call(request(data=prefetch(*SYMPTOMATIC)))), "options")
    assert card["selectionBehavior"] == "any"
    (action,) = card["suggestions"][0]["actions"]
    assert (action["type"], action["resource"]["resourceType"]) == ("create", "RequestGroup")
    assert action["resource"]["intent"] == "proposal"
    assert objections(action["resource"]) == []
    assert action["resource"]["subject"] == {"reference": f"Patient/{CHILD}"}


def test_a_suggestion_puts_the_open_questions_into_the_record_with_what_is_known(service: Service) -> None:
    card = of_topic(cards(service.call(request(data=prefetch(*SYMPTOMATIC)))), "options")
    (action,) = card["suggestions"][1]["actions"]
    response = action["resource"]
    assert (response["resourceType"], response["status"]) == ("QuestionnaireResponse", "in-progress")
    assert response["subject"] == {"reference": f"Patient/{CHILD}"}
    filled_in = {item["linkId"] for group in response["item"] for item in group["item"]}
    assert "symptoms.heart_failure" in filled_in
    assert "surgery.risk" not in filled_in
    assert objections(response) == []


def test_where_no_rhabdomyoma_is_on_record_there_is_nothing_to_say(service: Service) -> None:
    for data in (
        prefetch(),
        prefetch(condition("hf", HEART_FAILURE)),
        prefetch(condition("cr", RHABDOMYOMA, verified="refuted")),
    ):
        assert service.call(request(data=data)).content == b'{"cards":[]}'


def test_a_record_that_may_be_of_a_rhabdomyoma_is_said_to_be_unusable(service: Service) -> None:
    provisional = condition("cr", RHABDOMYOMA, verified="provisional")
    benign = condition("cr", ("http://hl7.org/fhir/sid/icd-10-cm", "D15.1"))
    for tumour, words in ((provisional, "provisional"), (benign, "another benign tumour")):
        (card,) = cards(service.call(request(data=prefetch(tumour))))
        assert card["source"]["topic"]["code"] == "record_not_usable"
        assert words in card["detail"]


def test_an_adult_with_a_rhabdomyoma_is_told_to_be_outside_the_evidence(service: Service) -> None:
    data = prefetch(*SYMPTOMATIC, patient=patient(birthDate="1990-01-01"))
    danger, card = cards(service.call(request(data=data)))
    assert danger["indicator"] == "critical"
    assert card["summary"].startswith("Outside the scope of the evidence: Over 18 years")
    assert "that is no advice against one" in card["detail"]
    assert "suggestions" not in card
    asked = ordering("order-sign", draft(EVEROLIMUS), data=data)
    assert topics(cards(service.call(asked))) == ["danger", "scope"]


def test_a_warning_that_certainly_applies_is_a_card_of_its_own_with_its_source(service: Service) -> None:
    data = prefetch(*SYMPTOMATIC, medicationRequests=bundle(order("e", EVEROLIMUS), order("c", CLARITHROMYCIN)))
    sent = cards(service.call(request(data=data)))
    warning = next(card for card in sent if card["source"]["topic"]["code"] == "strong_inhibitor_with_everolimus")
    assert warning["indicator"] == "warning"
    assert "Named in the record: clarithromycin" in warning["detail"]
    assert warning["source"]["url"].startswith("https://")
    assert warning["summary"] == (
        "clarithromycin: Strong inhibitor on record; published guidance does not combine it with everolimus"
    )
    assert topics(sent) == ["danger", "options", "strong_inhibitor_with_everolimus"]


@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
def test_an_order_of_everolimus_gets_the_evidence_with_its_limits_and_the_warnings(
    service: Service, hook: str, ruleset: Ruleset
) -> None:
    data = prefetch(*SYMPTOMATIC, medicationRequests=bundle(order("c", CLARITHROMYCIN)))
    danger, first, *others = cards(service.call(ordering(hook, draft(EVEROLIMUS), data=data)))
    assert danger["indicator"] == "critical"
    assert first["source"]["topic"]["code"] == "evidence_limits"
    assert first["summary"] == (
        "mTOR inhibitor in cardiac rhabdomyoma: may be considered, certainty that symptoms improve: very low; "
        "read its caveats"
    )
    assert all(ruleset.caveats[name].short in first["detail"] for name in MTOR_CAVEATS)
    assert "active infection" in first["detail"]
    assert "**surgery**" not in first["detail"]
    assert topics(others) == ["strong_inhibitor_with_everolimus", "remarks"]
    assert "hepatitis B" in others[-1]["detail"]


def test_an_order_of_a_drug_that_interacts_warns_where_everolimus_is_taken(service: Service) -> None:
    data = prefetch(*SYMPTOMATIC, medicationRequests=bundle(order("e", EVEROLIMUS)))
    sent = cards(service.call(ordering("order-sign", draft(CLARITHROMYCIN), data=data)))
    assert topics(sent) == ["strong_inhibitor_with_everolimus"]


def test_an_order_is_answered_about_the_drug_ordered_alone(service: Service) -> None:
    taken = bundle(order("e", EVEROLIMUS), order("c", CLARITHROMYCIN))
    data = prefetch(*SYMPTOMATIC, medicationRequests=taken)
    sent = cards(service.call(ordering("order-sign", draft(CARBAMAZEPINE), data=data)))
    assert topics(sent) == ["inducer_with_everolimus"]
    assert sent[0]["summary"].startswith("carbamazepine: Inducer on record")


def test_an_order_without_a_drug_or_not_selected_or_of_no_interest_is_answered_quietly(service: Service) -> None:
    quiet = (
        ordering("order-select", draft(None)),
        ordering("order-select", draft(EVEROLIMUS), selections=["MedicationRequest/other"]),
        ordering("order-select", draft((RXNORM, "5640"))),
        ordering("order-sign", draft(None)),
        ordering("order-sign"),
        ordering("order-select", draft(EVEROLIMUS), data=prefetch()),
    )
    assert [service.call(asked).text for asked in quiet] == ['{"cards":[]}'] * len(quiet)


def test_a_drug_about_to_be_signed_that_is_not_recognised_is_said_to_be_unchecked(service: Service) -> None:
    (card,) = cards(service.call(ordering("order-sign", draft((RXNORM, "1")))))
    assert card["source"]["topic"]["code"] == "drug_not_recognised"


BENIGN = ("http://hl7.org/fhir/sid/icd-10-cm", "D15.1")
TAKING = {"medicationRequests": bundle(order("e", (RXNORM, "845518")))}
"""A product of everolimus, as an EHR orders it."""


@pytest.mark.parametrize("others", [(), (condition("b", BENIGN),), (condition("n", RHABDOMYOMA, verified="refuted"),)])
def test_drugs_that_interact_are_warned_of_whether_or_not_the_tumour_is_on_record(
    service: Service, others: tuple[Json, ...]
) -> None:
    sent = cards(service.call(ordering("order-sign", draft(CLARITHROMYCIN), data=prefetch(*others, **TAKING))))
    assert topics(sent)[0] == "strong_inhibitor_with_everolimus"
    assert "clarithromycin" in sent[0]["summary"]
    assert sent[0]["source"]["url"].startswith("https://doi.org/")
    assert topics(sent)[1:] == (["record_not_usable"] if others and others[0]["id"] == "b" else [])


def test_an_order_of_everolimus_beside_a_drug_that_interacts_warns_without_a_tumour(service: Service) -> None:
    taken = {"medicationRequests": bundle(order("c", CLARITHROMYCIN))}
    sent = cards(service.call(ordering("order-sign", draft(EVEROLIMUS), data=prefetch(**taken))))
    assert topics(sent) == ["strong_inhibitor_with_everolimus"]


def test_an_order_beside_a_tumour_in_doubt_asks_what_it_is(service: Service) -> None:
    sent = cards(service.call(ordering("order-sign", draft(EVEROLIMUS), data=prefetch(condition("b", BENIGN)))))
    assert topics(sent) == ["scope", "record_not_usable"]
    assert sent[1]["summary"].startswith("Is it a cardiac rhabdomyoma?")


@pytest.mark.parametrize(
    ("unclear", "note"),
    [
        (draft(CLARITHROMYCIN) | {"status": "on-hold"}, "clarithromycin: whether it is taken cannot be told"),
        (draft(CLARITHROMYCIN) | {"intent": 7}, "left out, it cannot be read: intent"),
        (draft(CLARITHROMYCIN) | {"implicitRules": "https://example.org"}, "left out: it carries a modifierExtension"),
    ],
)
def test_a_drug_about_to_be_signed_that_cannot_be_checked_is_said_with_why(
    service: Service, unclear: Json, note: str
) -> None:
    (card,) = cards(service.call(ordering("order-sign", unclear)))
    assert card["source"]["topic"]["code"] == "drug_not_recognised"
    assert f"- MedicationRequest/o1: {note}" in card["detail"]


def test_an_order_that_does_not_say_whose_it_is_is_the_patients_of_the_context(service: Service) -> None:
    bare = {k: v for k, v in draft(EVEROLIMUS).items() if k not in ("subject", "status", "intent")}
    assert topics(cards(service.call(ordering("order-sign", bare))))[0] == "evidence_limits"


def test_before_discharge_the_follow_up_is_told(service: Service) -> None:
    asked = request("encounter-discharge", data=prefetch(*SYMPTOMATIC), context={"encounterId": "e1"})
    sent = cards(service.call(asked))
    assert topics(sent) == ["danger", "options", "follow_up"]
    assert "Echocardiography" in sent[-1]["detail"]
    assert "](https://" in sent[-1]["detail"]


def test_the_diagnosis_of_another_encounter_does_not_count(service: Service) -> None:
    category = [concept(("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis"))]
    old = condition("hf", HEART_FAILURE, category=category, encounter={"reference": "Encounter/e0"})
    asked = request(data=prefetch(condition("cr", RHABDOMYOMA), old), context={"encounterId": "e1"})
    sent = cards(service.call(asked))
    assert "danger" not in topics(sent)
    assert "it is the diagnosis of another encounter" in of_topic(sent, "record")["detail"]


def test_a_wrong_patient_is_refused_and_said(service: Service) -> None:
    another = {"subject": {"reference": "Patient/child-2"}}
    wrong = (
        request(data=prefetch(patient=patient(id="child-2"))),
        request(data=prefetch({**condition("hf", HEART_FAILURE), **another})),
        ordering("order-sign", {**draft(EVEROLIMUS), **another}),
    )
    for asked in wrong:
        response = service.call(asked)
        assert response.status_code == 422
        outcome = response.json()
        assert (outcome["resourceType"], outcome["issue"][0]["code"]) == ("OperationOutcome", "business-rule")
        assert "another" in outcome["issue"][0]["diagnostics"] or "not the one" in outcome["issue"][0]["diagnostics"]
        assert "child-" not in response.text


def every_part(value: Any) -> Any:
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every_part(part)


def test_no_card_holds_null_or_anything_empty_or_html(service: Service) -> None:
    data = prefetch(*SYMPTOMATIC, medicationRequests=bundle(order("e", EVEROLIMUS), order("c", CLARITHROMYCIN)))
    sent = cards(service.call(request(data=data)))
    assert [part for part in every_part(sent) if part in (None, "", [], {})] == []
    for card in sent:
        assert len(card["summary"]) <= 139
        assert "<" not in card["detail"].replace("\\<", "")
        assert {"uuid", "summary", "indicator", "source", "detail", "overrideReasons"} <= set(card)
    assert len({card["uuid"] for card in sent}) == len(sent)


def test_what_a_record_holds_cannot_be_marked_up_in_a_card(service: Service) -> None:
    evil = "<img src=x onerror=alert(1)>[x](javascript:alert(1))"
    seen = observation("o", HEART_FAILURE, f"2026-11-20T00:00:00Z{evil}", valueBoolean=True, meta={"versionId": evil})
    response = service.call(request(data=prefetch(condition("cr", RHABDOMYOMA), observations=bundle(seen))))
    assert response.status_code == 200
    assert "onerror" not in response.text
    assert "javascript" not in response.text
