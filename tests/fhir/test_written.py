"""Decisions as FHIR R4: valid by two validators, proposals and never orders, with caveats, citations and trail."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from support.children import random_children
from support.peers import objections
from support.reports import CHILDREN

from crdecide import CrdecideError, advise
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.guideline.options import STANCES
from crdecide.guideline.spelling import spoken
from crdecide.records.fhir import Occasion, to_bundle
from crdecide.records.fhir.write.proposals import ToldOption, guidance_response, request_group

ENDPOINT = "https://crdecide.example/cds-services/crdecide-patient-view"
OCCASION = Occasion(
    request=UUID("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"),
    made=datetime(2026, 11, 23, 12, tzinfo=UTC),
    module=ENDPOINT,
    endpoint=ENDPOINT,
    patient="Patient/child-1",
    encounter="Encounter/e1",
    client="https://ehr.example",
    user="Practitioner/p1",
)
BARE = Occasion(request=OCCASION.request, made=OCCASION.made, module=ENDPOINT)


def written(child: dict[str, Any], occasion: Occasion = OCCASION) -> dict[str, list[dict[str, Any]]]:
    """The resources of a decision by type."""
    by_type: dict[str, list[dict[str, Any]]] = {}
    for entry in to_bundle(advise(child), occasion)["entry"]:
        by_type.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return by_type


def test_every_resource_written_passes_both_validators() -> None:
    children = [*CHILDREN.values(), *random_children(12, seed=5)]
    bundles = [to_bundle(advise(child), occasion) for child in children for occasion in (OCCASION, BARE)]
    assert objections(*bundles, *(entry["resource"] for bundle in bundles for entry in bundle["entry"])) == []


def test_the_validators_do_object_to_a_broken_resource() -> None:
    group = copy.deepcopy(written(CHILDREN["published_newborn"])["RequestGroup"][0])
    group["intent"] = "wish"
    del group["action"][0]["resource"]
    objected = "\n".join(objections(group))
    assert "rqg-1" in objected
    assert "wish" in objected


def test_a_guidance_response_has_what_the_draft_profile_demands() -> None:
    (response,) = written(CHILDREN["published_newborn"])["GuidanceResponse"]
    assert response["extension"] == [
        {"url": "http://hl7.org/fhir/StructureDefinition/cqf-cdsHooksEndpoint", "valueUri": ENDPOINT}
    ]
    assert response["requestIdentifier"] == {"value": str(OCCASION.request)}
    assert (len(response["identifier"]), response["moduleUri"], response["status"]) == (1, ENDPOINT, "success")
    assert response["result"]["reference"] == OCCASION.url_of("RequestGroup")
    assert written(CHILDREN["nothing_recorded"])["GuidanceResponse"][0]["status"] == "data-required"


def test_options_are_proposals_with_their_caveats_and_citations_and_none_is_an_order() -> None:
    advisory = advise(CHILDREN["published_newborn"])
    (group,) = written(CHILDREN["published_newborn"])["RequestGroup"]
    assert (group["intent"], group["instantiatesUri"], len(group["identifier"])) == ("proposal", [ENDPOINT], 1)
    assert {task["intent"] for task in group["contained"]} == {"proposal"}
    assert {task["resourceType"] for task in group["contained"]} == {"Task"}
    action = next(action for action in group["action"] if action["title"] == "mTOR inhibitor")
    option = next(option for option in advisory.options if option.option == "mtor_inhibitor")
    caveats = [caveat for caveat in advisory.caveats if caveat.id in option.caveats]
    assert len(caveats) >= 5
    assert all(caveat.text in action["description"] for caveat in caveats)
    assert "Certainty that symptoms improve: very low, rated by crdecide." in action["description"]
    assert option.notes
    assert all(note.text in action["description"] for note in option.notes)
    cited = {artifact["label"]: artifact for artifact in action["documentation"]}
    assert set(option.evidence) <= set(cited)
    assert cited["sugalska2021#conclusion"]["url"] == "https://doi.org/10.3390/ijerph18094907"
    assert all(artifact["type"] == "citation" for artifact in cited.values())
    set_aside = [note["text"] for note in group["note"] if note["text"].startswith("Weighed and set aside: ")]
    assert len(group["action"]) + len(set_aside) == len(advisory.options)


@pytest.mark.parametrize("name", MTOR_CAVEATS)
@pytest.mark.parametrize("child", ["published_newborn", "measured_on_treatment", "refractory_arrhythmia"])
def test_nothing_is_written_of_an_mtor_inhibitor_without_its_caveats(child: str, name: str) -> None:
    """Put forward or set aside: in a Task, in an action and in a note of the group or of the answer."""
    advisory = advise(CHILDREN[child])
    option = next(option for option in advisory.options if option.option == "mtor_inhibitor")
    lacking = [caveat for caveat in advisory.caveats if caveat.id != name]
    dropped = advisory.model_copy(update={"caveats": tuple(lacking)})
    writing: list[Callable[[], Any]] = [
        lambda: ToldOption.of(option, caveats=lacking),
        lambda: request_group(advisory, OCCASION, caveats=lacking),
        lambda: guidance_response(advisory, OCCASION, caveats=lacking),
        lambda: to_bundle(dropped, OCCASION),
    ]
    for write in writing:
        with pytest.raises(CrdecideError, match=f"mtor_inhibitor: not to be spoken of without its caveats: {name}$"):
            write()


def texts(part: Any) -> Iterator[str]:
    """Every text in a resource."""
    if isinstance(part, str):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from texts(inner)


@pytest.mark.parametrize("name", CHILDREN)
def test_every_text_that_gives_the_stance_on_an_mtor_inhibitor_has_its_caveats_in_full(name: str) -> None:
    advisory = advise(CHILDREN[name])
    told = [text for text in texts(to_bundle(advisory, OCCASION)) if advisory.options and _names_the_option(text)]
    assert bool(told) == bool(advisory.options)
    for caveat in advisory.caveats:
        if caveat.id in MTOR_CAVEATS:
            assert [text for text in told if caveat.text not in text] == []


def _names_the_option(text: str) -> bool:
    return "course of an mTOR inhibitor" in text or any(f"mTOR inhibitor: {spoken(s)}" in text for s in STANCES)


@pytest.mark.parametrize("written", [ToldOption.of, request_group, guidance_response])
def test_the_caveats_have_to_be_given_by_name(written: Callable[..., Any]) -> None:
    caveats = inspect.signature(written).parameters["caveats"]
    assert (caveats.kind, caveats.default) == (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty)


def test_tsc_is_a_risk_assessment_without_a_number() -> None:
    (risk,) = written(CHILDREN["published_newborn"])["RiskAssessment"]
    assert risk["prediction"][0]["qualitativeRisk"] == {"text": "definite"}
    assert "probabilityDecimal" not in risk["prediction"][0]


@pytest.mark.parametrize("name", CHILDREN)
def test_the_danger_and_every_alert_is_a_detected_issue_and_a_check_is_none(name: str) -> None:
    advisory = advise(CHILDREN[name])
    issues = written(CHILDREN[name]).get("DetectedIssue", [])
    alerts = [f"{alert.severity}: {alert.text}" for alert in advisory.alerts]
    in_danger = advisory.danger.text is not None
    assert [issue["detail"] for issue in issues[in_danger:]] == alerts
    assert {issue["status"] for issue in issues} <= {"final"}
    assert [issue.get("severity") for issue in issues] == ["high"] * in_danger + [None] * len(alerts)
    if in_danger:
        assert issues[0]["detail"].startswith(str(advisory.danger.text))
        assert all(ground in issues[0]["detail"] for ground in advisory.danger.because)
        assert issues[0]["reference"].startswith("https://")


def test_what_could_not_be_excluded_is_said_in_the_answer_alone() -> None:
    advisory = advise(CHILDREN["published_newborn"])
    assert advisory.checks
    resources = written(CHILDREN["published_newborn"])
    (answer,) = resources["GuidanceResponse"]
    said = [note["text"] for note in answer["note"]]
    assert said[0] == advisory.danger.text
    for check in advisory.checks:
        assert [text for text in said if text.endswith(check.text)]
        assert check.text not in "".join(texts(resources["DetectedIssue"]))


def test_an_open_danger_comes_first_and_is_no_detected_issue() -> None:
    child = {"age_days": 30, "tsc": {"status": "definite"}, "tumours": {"count": 2}}
    advisory, resources = advise(child), written(child)
    assert advisory.danger.asks
    for kind in ("GuidanceResponse", "RequestGroup"):
        first = resources[kind][0]["note"][0]["text"]
        assert first.startswith("A danger is not excluded; not recorded: ")
        assert "duct-dependent circulation" in first
    assert [issue for issue in resources.get("DetectedIssue", []) if issue.get("severity") == "high"] == []


def test_the_trail_names_rules_record_sources_and_who_asked() -> None:
    advisory = advise(CHILDREN["published_newborn"])
    bundle = to_bundle(advisory, OCCASION)
    provenance, audit = bundle["entry"][-2]["resource"], bundle["entry"][-1]["resource"]
    assert [target["reference"] for target in provenance["target"]] == [e["fullUrl"] for e in bundle["entry"][:-2]]
    stood_on = [entity["what"]["display"] for entity in provenance["entity"]]
    assert advisory.provenance.ruleset_sha256 in stood_on[0]
    assert advisory.provenance.input_sha256 in stood_on[1]
    assert {item.citation for item in advisory.evidence} == set(stood_on[2:])
    assert [agent["who"] for agent in audit["agent"]] == [
        {"display": "https://ehr.example"},
        {"reference": "Practitioner/p1"},
    ]
    assert audit["entity"][0]["what"] == {"reference": "Patient/child-1"}


def test_the_same_occasion_writes_the_same_bytes() -> None:
    child = CHILDREN["published_newborn"]
    assert to_bundle(advise(child), OCCASION) == to_bundle(advise(child), OCCASION)


@pytest.mark.parametrize("name", CHILDREN)
def test_nothing_written_is_empty_or_null(name: str) -> None:
    def parts(value: Any) -> Any:
        yield value
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from parts(part)

    assert [part for part in parts(to_bundle(advise(CHILDREN[name]), BARE)) if part in (None, "", [], {})] == []
