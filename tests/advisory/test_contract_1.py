"""Advisories that were stored under contract 1 are still read, shown and traced, and nothing is made up for them.

The three in ``contract_1/`` were written by the program of commit 3986ba3, the last but a few of contract 1.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner

from crdecide import Advisory, CrdecideError, Ruleset
from crdecide.advisory.contract_1 import OPEN
from crdecide.advisory.render.html import to_html
from crdecide.advisory.render.text import to_text
from crdecide.assurance.past_advisories import read_advisory, recall
from crdecide.cli.trace import trace_command
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.records.fhir import Occasion, to_bundle
from crdecide.service.hooks.reports import REPORT

STORED = {path.stem: path for path in sorted((Path(__file__).parent / "contract_1").glob("*.json"))}


def then(name: str) -> dict[str, Any]:
    advisory: dict[str, Any] = json.loads(STORED[name].read_text(encoding="utf-8"))
    assert advisory["schema_version"] == "1"
    return advisory


def now(name: str) -> Advisory:
    return read_advisory(STORED[name].read_bytes())


@pytest.mark.parametrize("name", STORED)
def test_one_of_contract_1_is_read_as_one_of_contract_2(name: str) -> None:
    old, advisory = then(name), now(name)
    assert advisory.schema_version == "2"
    assert read_advisory(advisory.model_dump_json().encode()) == advisory
    written = json.loads(advisory.model_dump_json())
    assert written["scope"] == {**old["scope"], "asks": []}
    for kept in ("summary", "findings", "monitoring", "would_change", "trace", "provenance", "disclaimer"):
        assert written[kept] == old[kept]


@pytest.mark.parametrize("name", STORED)
def test_every_alert_is_an_alert_or_a_check_or_the_danger_and_its_words_are_kept(name: str) -> None:
    old, advisory = then(name)["alerts"], now(name)
    open_then = {alert["id"]: alert for alert in old if alert["text"].startswith(OPEN)}
    held_then = {alert["id"]: alert for alert in old if alert["id"] not in open_then}
    assert {alert.id: alert.text for alert in advisory.alerts} == {
        name: alert["text"] for name, alert in held_then.items() if name != DANGER_SENTENCE
    }
    assert {check.id: f"{OPEN}{check.text}" for check in advisory.checks} == {
        name: alert["text"] for name, alert in open_then.items() if name != DANGER_SENTENCE
    }
    if DANGER_SENTENCE in held_then:
        assert (advisory.danger.value, advisory.danger.text) == ("yes", held_then[DANGER_SENTENCE]["text"])
    assert bool(advisory.danger.asks) == (DANGER_SENTENCE in open_then)


def test_the_danger_says_what_it_rests_on_and_what_leaves_it_open() -> None:
    assert now("danger_out_of_scope").danger.because == ("heart failure", "duct dependent circulation")
    assert now("measured_on_treatment").danger.because == ("outflow obstruction",)
    assert "symptoms.outflow_obstruction" in now("no_danger").danger.asks
    assert not {DANGER_SENTENCE} & {what for missing in now("no_danger").missing for what in missing.could_change}


def test_what_contract_1_does_not_say_is_not_made_up() -> None:
    advisory = now("measured_on_treatment")
    assert {item.read_in for item in advisory.evidence} == {None}
    assert {check.asks for check in advisory.checks} == {()}
    assert advisory.drugs == ()
    assert {option.timing for option in advisory.options} == {None}
    assert [caveat.id for caveat in advisory.caveats if caveat.own] == ["specialist_supervision"]
    rated = {option.option: option.certainty_of for option in advisory.options if option.certainty}
    assert set(rated) == {"surveillance", "mtor_inhibitor", "surgery"}
    assert set(rated.values()) == {"of an outcome that was not named"}


@pytest.mark.parametrize("name", STORED)
def test_it_is_shown_in_every_format_with_its_caveats(name: str) -> None:
    advisory = now(name)
    for shown in (to_text(advisory), advisory.to_markdown(), to_html(advisory)):
        plain = " ".join(shown.split())
        assert advisory.provenance.ruleset_sha256[:8] in plain
        assert advisory.danger.text is None or advisory.danger.text in plain
    for caveat in advisory.caveats:
        assert caveat.text in " ".join(to_text(advisory).split())


@pytest.mark.parametrize("name", STORED)
def test_it_is_written_as_fhir_with_no_check_as_an_issue(name: str) -> None:
    advisory = now(name)
    occasion = Occasion(UUID(int=7), datetime(2026, 11, 23, tzinfo=UTC), "https://crdecide.example/module")
    resources = [entry["resource"] for entry in to_bundle(advisory, occasion)["entry"]]
    issues = [resource for resource in resources if resource["resourceType"] == "DetectedIssue"]
    assert len(issues) == len(advisory.alerts) + (advisory.danger.text is not None)
    assert not any(OPEN in issue["detail"] for issue in issues)


@pytest.mark.parametrize("name", STORED)
def test_it_is_traced(name: str, ruleset: Ruleset) -> None:
    run = CliRunner().invoke(trace_command, [str(STORED[name])])
    assert run.exit_code == 0, run.output
    assert f"Made with {then(name)['provenance']['ruleset']}" in run.output
    traced = {basis.what for basis in recall(now(name), ruleset)}
    assert traced == {entry["rule"] for entry in then(name)["trace"]} | {item["id"] for item in then(name)["evidence"]}


def test_a_report_that_was_kept_under_contract_1_is_opened() -> None:
    occasion = {"request": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "made": "2026-11-23T12:00:00Z", "module": "urn:x"}
    stored = {"advisory": then("no_danger"), "patient": {}, "occasion": occasion}
    report = REPORT.validate_json(json.dumps(stored))
    assert report.advisory == now("no_danger")
    assert REPORT.validate_json(REPORT.dump_json(report)) == report


def test_what_is_no_advisory_of_either_contract_is_refused_by_name() -> None:
    broken = then("no_danger") | {"scope": {"status": "anywhere", "reasons": []}}
    with pytest.raises(CrdecideError, match=r"scope\.status"):
        read_advisory(json.dumps(broken).encode())
    with pytest.raises(CrdecideError, match="schema_version"):
        read_advisory(json.dumps(then("no_danger") | {"schema_version": "3"}).encode())
