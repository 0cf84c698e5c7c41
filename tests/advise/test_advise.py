"""`advise`, as a library user meets it: the contract, the laws, the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from support.children import random_children

import crdecide
from crdecide import Advisory, EngineError, Patient, Ruleset, advise
from crdecide.advisory.one_child import ENGINES
from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.record_sections import Measurement

CHILDREN = random_children(900, seed=41)
MTOR_CAVEATS = {"temporary_only", "evidence_limits", "spontaneous_regression", "off_label", "specialist_supervision"}


@pytest.fixture(scope="module")
def advisories() -> list[Advisory]:
    return [advise(child) for child in CHILDREN]


def test_the_public_names_are_these_and_at_most_twelve() -> None:
    assert len(crdecide.__all__) <= 12
    assert all(hasattr(crdecide, name) for name in crdecide.__all__)


PARTS = {
    "findings": ["id", "value", "rules", "because"],
    "options": [
        "option", "stance", "especially", "temporary", "timing", "certainty", "certainty_of", "certainty_rated_by",
        "turns_on", "rationale", "notes", "rules", "evidence", "caveats",
    ],
    "alerts": ["id", "severity", "short", "text", "bears_on", "rules", "evidence"],
    "checks": ["id", "asks", "bears_on", "text", "rules", "evidence"],
    "drugs": ["name", "per_drug", "evidence"],
    "monitoring": ["id", "text", "interval", "rules", "evidence"],
    "missing": ["field", "worth_asking", "label", "question", "could_change"],
    "would_change": ["field", "from", "to", "effect"],
    "caveats": ["id", "short", "text", "own", "evidence"],
    "evidence": ["id", "short", "citation", "doi", "url", "read_in", "locator", "statement", "figure"],
    "trace": ["rule", "version", "title", "matched", "withheld_by"],
}  # fmt: skip


def test_the_advisory_has_the_fields_of_the_contract(published_child: bytes) -> None:
    child = {**json.loads(published_child), "medications": ["clarithromycin"]}
    shape = json.loads(advise(child).model_dump_json())
    assert list(shape) == [
        "schema_version", "child", "danger", "scope", "summary", *list(PARTS), "provenance", "disclaimer",
        "short_disclaimer",
    ]  # fmt: skip
    assert shape["schema_version"] == "2"
    assert list(shape["danger"]) == ["value", "text", "because", "asks", "rules", "evidence"]
    assert list(shape["scope"]) == ["status", "reasons", "asks"]
    assert list(shape["provenance"]) == ["crdecide", "ruleset", "ruleset_sha256", "input_sha256"]
    for name, keys in PARTS.items():
        assert shape[name], name
        assert {tuple(part) for part in shape[name]} == {tuple(keys)}, name
    notes = [note for option in shape["options"] for note in option["notes"]]
    assert {tuple(note) for note in notes} == {("id", "on_the_page", "text", "evidence")}
    figures = [part["figure"] for part in shape["evidence"] if part["figure"]]
    assert {tuple(figure) for figure in figures} == {("numerator", "denominator", "of")}


def test_a_danger_is_no_alert_and_a_check_is_none_either(advisories: list[Advisory]) -> None:
    for advisory in advisories:
        alerts, checks = {alert.id for alert in advisory.alerts}, {check.id for check in advisory.checks}
        assert not alerts & checks
        assert "life_threatening_presentation" not in alerts | checks
        assert (advisory.danger.text is not None) == bool(advisory.danger.because) == (advisory.danger.value == "yes")
        assert advisory.danger.value == "unknown" or not advisory.danger.asks
        unknown = {missing.field for missing in advisory.missing}
        for check in advisory.checks:
            # A drug that could not be checked leaves a check open although the list of drugs is recorded.
            assert {*check.asks} - {"medications"} <= unknown, check.id
            assert check.asks, check.id
    assert {advisory.danger.value for advisory in advisories} == {"yes", "no", "unknown"}


def test_certainty_is_of_a_named_effect_or_of_nothing(advisories: list[Advisory]) -> None:
    for advisory in advisories:
        for option in advisory.options:
            named = {part is None for part in (option.certainty, option.certainty_of, option.certainty_rated_by)}
            assert len(named) == 1
            if option.stance in ("cannot_assess", "not_applicable", "outside_evidence"):
                assert option.certainty is None
            if option.option in ("specialist_review", "tsc_evaluation"):
                assert option.certainty is None
            assert (option.timing is not None) == (option.option == "specialist_review")


def test_an_advisory_is_read_back_from_its_json(advisories: list[Advisory]) -> None:
    for advisory in advisories[:200]:
        assert Advisory.model_validate_json(advisory.model_dump_json()) == advisory


def test_every_option_stands_in_every_in_scope_advisory_in_order_and_in_no_other(advisories: list[Advisory]) -> None:
    for advisory in advisories:
        expected = OPTIONS if advisory.scope.status == "in_scope" else ()
        assert tuple(option.option for option in advisory.options) == expected
    assert {advisory.scope.status for advisory in advisories} == {"in_scope", "out_of_scope", "cannot_assess"}


def test_every_mtor_inhibitor_option_carries_its_caveats_and_stays_temporary(advisories: list[Advisory]) -> None:
    stances = set()
    for advisory in advisories:
        for option in advisory.options:
            if option.option == "mtor_inhibitor":
                stances.add(option.stance)
                assert set(option.caveats) >= MTOR_CAVEATS
                assert {caveat.id for caveat in advisory.caveats} >= MTOR_CAVEATS
                assert option.temporary
                assert option.certainty in ("very_low", None)
                assert option.certainty == "very_low" or option.stance != "may_be_considered"
                assert option.stance != "usual_course"
    assert stances == {"may_be_considered", "not_supported", "not_applicable", "outside_evidence", "cannot_assess"}


def test_everything_cited_is_listed_with_its_locator_and_nothing_else_is(advisories: list[Advisory]) -> None:
    for advisory in advisories:
        notes = [note for option in advisory.options for note in option.notes]
        shown = (*advisory.options, *notes, *advisory.alerts, *advisory.checks, *advisory.drugs)
        parts = (advisory.danger, *shown, *advisory.monitoring, *advisory.caveats)
        cited = {reference for part in parts for reference in part.evidence}
        listed = {item.id for item in advisory.evidence}
        assert cited <= listed
        assert all(item.locator and item.citation and item.statement for item in advisory.evidence)
        if advisory.scope.status != "cannot_assess":
            assert listed - cited <= {
                reference for reference in listed if "#population" in reference or "#fetal" in reference
            }


def test_every_stance_that_is_taken_names_its_rules_and_evidence(advisories: list[Advisory]) -> None:
    for advisory in advisories:
        for option in advisory.options:
            if option.stance not in ("cannot_assess", "outside_evidence"):
                assert option.rules
                assert option.evidence
            assert option.rationale


def test_the_rules_of_options_and_alerts_stand_in_the_trace_with_what_they_matched(advisories: list[Advisory]) -> None:
    for advisory in advisories:
        trace = {entry.rule: entry for entry in advisory.trace}
        for rule in (rule for option in advisory.options for rule in option.rules):
            assert trace[rule].matched
            assert not trace[rule].withheld_by


def test_both_engines_give_the_same_advisory(advisories: list[Advisory]) -> None:
    for child, advisory in zip(CHILDREN, advisories, strict=True):
        assert advise(child, engine="reference") == advisory


def test_an_empty_record_gives_no_option_and_no_reassurance() -> None:
    advisory = advise({})
    assert advisory.scope.status == "cannot_assess"
    assert (advisory.options, advisory.alerts, advisory.monitoring) == ((), (), ())
    assert {missing.field for missing in advisory.missing} >= {"age_days", "tumours.count"}
    assert "Not recorded: " in advisory.summary


def growth_cannot_be_told(measurements: tuple[Measurement, ...]) -> bool:
    """Whether no place is measured on two days."""
    days: dict[object, set[int]] = {}
    for one in measurements:
        days.setdefault(one.location, set()).add(one.on_age_days)
    return all(len(on) < 2 for on in days.values())


def test_missing_fields_are_unknown_fields_of_the_record_with_a_question(advisories: list[Advisory]) -> None:
    for child, advisory in zip(CHILDREN, advisories, strict=True):
        for missing in advisory.missing:
            value = Patient.model_validate(child)
            for name in missing.field.split("."):
                value = getattr(value, name)
            if missing.field == "tumours.measurements":
                assert not value or growth_cannot_be_told(value)
            elif missing.field == "medications":
                assert value is None or child["medications_complete"] is False
            else:
                assert value is None or any(event.grade is None for event in value), missing.field
            assert missing.question.endswith("?")
            assert missing.could_change


def test_out_of_scope_nothing_is_asked_for_that_could_change_scope_or_options(advisories: list[Advisory]) -> None:
    """Unless the child is out only by a complete list of features, which a tumour that is counted overturns."""
    overturned = 0
    for child, advisory in zip(CHILDREN, advisories, strict=True):
        if advisory.scope.status == "out_of_scope":
            changed = {what for missing in advisory.missing for what in missing.could_change} & {"scope", *OPTIONS}
            if child["tsc"]["features_complete"] and child["tumours"]["count"] is None:
                overturned += bool(changed)
            else:
                assert not changed
    assert overturned


SCRIPT = """
import json, sys
from crdecide import advise
print(advise(json.loads(sys.stdin.read())).model_dump_json())
"""


def test_the_same_input_and_rules_give_the_same_bytes_in_any_process(published_child: bytes) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], input=published_child, capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
        ).stdout
        for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Tokyo"), ("77", "de_DE.UTF-8", "UTC"))
    }  # fmt: skip
    assert outputs == {advise(json.loads(published_child)).model_dump_json().encode() + b"\n"}


def test_threads_do_not_disturb_each_other(advisories: list[Advisory]) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(advise, CHILDREN[:400])) == advisories[:400]


def test_provenance_tells_rules_and_input_apart(ruleset: Ruleset) -> None:
    one, other = advise({"age_days": 1}).provenance, advise({"age_days": 2}).provenance
    assert one.ruleset == "cardiac-rhabdomyoma-tsc 0.2.0"
    assert one.ruleset_sha256 == other.ruleset_sha256 == ruleset.sha256
    assert one.input_sha256 != other.input_sha256
    assert len(one.ruleset_sha256) == len(one.input_sha256) == 64


def test_a_rule_set_of_the_callers_own_is_used(ruleset: Ruleset) -> None:
    without_notes = replace(ruleset, cards=tuple(card for card in ruleset.cards if card.kind != "note"))
    child = {"age_days": 4, "tumours": {"count": 2}}
    assert "95 %" in " ".join(note.text for note in advise(child).option("tsc_evaluation").notes)
    assert advise(child, ruleset=without_notes).option("tsc_evaluation").notes == ()


def test_rules_named_by_the_environment_are_used(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=b"{}",
        capture_output=True,
        env={**os.environ, "CRDECIDE_RULES": str(tmp_path)},
    )
    assert b"InvalidRuleset" in run.stderr
    assert b"this file is missing" in run.stderr


def test_the_engine_that_is_asked_for_is_the_one_that_answers(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Ruleset) -> SettleCluster:
        raise EngineError("planted")

    mine = replace(ruleset)
    monkeypatch.setitem(ENGINES, "reference", broken)  # type: ignore[call-overload]
    with pytest.raises(EngineError, match="planted"):
        advise({}, ruleset=mine, engine="reference")
    assert advise({}, ruleset=mine).scope.status == "cannot_assess"
