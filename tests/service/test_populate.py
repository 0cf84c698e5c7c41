"""The questions over HTTP: the Questionnaire, and SDC's $populate."""

from __future__ import annotations

from typing import Any

import httpx
from support.fhir_records import CHILD, HEART_FAILURE, RHABDOMYOMA, bundle, condition, patient
from support.peers import objections
from support.service import Service, born

from crdecide import Ruleset
from crdecide.publish.fhir_questionnaire import questionnaire

Json = dict[str, Any]
FORM = "/fhir/Questionnaire/crdecide"
POPULATE = f"{FORM}/$populate"


def parameters(*resources: Json, subject: str = f"Patient/{CHILD}") -> Json:
    context = {"name": "context", "part": [{"name": "name", "valueString": "patient"}]}
    contents = [
        {**context, "part": [*context["part"], {"name": "content", "resource": resource}]} for resource in resources
    ]
    asked = {"name": "subject", "valueReference": {"reference": subject}}
    return {"resourceType": "Parameters", "parameter": [asked, *contents]}


def populated(service: Service, sent: Json) -> httpx.Response:
    return service.post(POPULATE, sent)


def test_the_questionnaire_is_that_of_the_rules(service: Service, ruleset: Ruleset) -> None:
    answer = service.get(FORM, Authorization=f"Bearer {service.token(FORM)}")
    assert answer.json() == questionnaire(ruleset)


def test_nobody_gets_it_without_a_token(service: Service) -> None:
    assert service.get(FORM).status_code == 401
    assert service.post(POPULATE, parameters(), Authorization="Bearer x").status_code == 401


def test_what_the_resources_say_is_filled_in_with_its_source_and_nothing_else(service: Service) -> None:
    record = bundle(condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
    answer = populated(service, parameters(patient(birthDate=born(12)), record)).json()
    found = {part["name"]: part["resource"] for part in answer["parameter"]}
    answers = {item["linkId"]: item["answer"] for group in found["response"]["item"] for item in group["item"]}
    assert set(answers) == {"age_days", "symptoms.heart_failure", "tsc.major_features"}
    assert answers["age_days"][0]["valueInteger"] == 12
    told = [issue["diagnostics"] for issue in found["issues"]["issue"]]
    assert "symptoms.heart_failure: Condition/hf" in told
    assert objections(found["response"], found["issues"]) == []


def test_what_is_not_read_is_told(service: Service) -> None:
    local = condition("x", ("urn:oid:1.2.3", "42"))
    found = {part["name"]: part["resource"] for part in populated(service, parameters(local)).json()["parameter"]}
    assert "item" not in found["response"]
    assert any("Condition/x" in issue["diagnostics"] for issue in found["issues"]["issue"])


def test_resources_of_another_child_are_refused(service: Service) -> None:
    other = {**condition("hf", HEART_FAILURE), "subject": {"reference": "Patient/other"}}
    assert populated(service, parameters(other)).status_code == 422


def test_what_are_no_parameters_is_said(service: Service) -> None:
    for sent in ({"resourceType": "Bundle"}, {"resourceType": "Parameters", "parameter": []}, [1]):
        refused = service.post(POPULATE, sent)
        assert refused.status_code == 400
        assert "expected Parameters with a subject" in refused.text
