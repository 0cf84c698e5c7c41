"""What a report says would open something does, where the code is sent; and none of a list can be left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

import pytest
from support.feeds import european, registry, us_core_bundles
from support.fhir_records import CHILD, bundle, patient
from support.sent_codes import ON, STATES, sent

from crdecide import Patient, Ruleset
from crdecide.assurance.feed.feed_analysis import FeedAnalysis, feed_report
from crdecide.assurance.feed.feed_openings import Addition, Openings
from crdecide.assurance.feed.feed_outcomes import Outcome, outcomes
from crdecide.assurance.feed.feed_report import FeedReport
from crdecide.assurance.feed.feed_sample import FeedSample
from crdecide.assurance.feed.greedy_cover import shortest_list
from crdecide.assurance.feed.open_states import ANY
from crdecide.records.fhir.write.populate import prefilled

DAY = date.fromisoformat(ON)
FEEDS = ("us_core", "european", "registry", "nothing")


def sample_of(name: str, ruleset: Ruleset) -> FeedSample:
    sample = FeedSample(ruleset, DAY)
    for record in {"us_core": us_core_bundles, "european": european, "registry": registry, "nothing": list}[name]():
        sample.add("made up", record)
    assert sample.not_read == []
    return sample


@lru_cache
def analysis_of(name: str, ruleset: Ruleset) -> FeedAnalysis:
    return FeedAnalysis(sample_of(name, ruleset))


def still_never(sample: FeedSample, openings: Openings) -> set[Outcome]:
    return {one for one in outcomes(sample.ruleset) if not openings.is_open(one, sample.power)}


def send(sample: FeedSample, additions: Sequence[Addition]) -> None:
    """Send what each addition says, in one of its codes, from now on."""
    for addition in additions:
        effect = addition.effects[0]
        if effect.way == "element":
            sample.add("sent", {"resourceType": "Patient", "birthDate": "2026-11-01", "deceasedBoolean": True})
            sample.add("sent", {"resourceType": "Patient", "birthDate": "2026-11-01", "deceasedBoolean": False})
            packet = {"id": "x", "subject": {"timeAtLastEncounter": {"gestationalAge": {}}}, "metaData": {}}
            sample.add("sent", packet)
        else:
            for state in STATES if effect.way == "drug" else ("current",):
                sample.add("sent", sent(effect, effect.codes[0], sample.ruleset, state))


OTHER_FEEDS = [pytest.param(name, marks=pytest.mark.nightly) for name in ("european", "registry")]


@pytest.mark.parametrize("name", ["us_core", *OTHER_FEEDS])
def test_what_one_code_is_said_to_open_is_open_once_it_is_sent(name: str, ruleset: Ruleset) -> None:
    openings = analysis_of(name, ruleset).openings
    never = still_never(sample_of(name, ruleset), openings)
    tried: dict[str, set[Outcome]] = {}
    for outcome in sorted(never, key=lambda one: (one.kind, one.id, one.value)):
        opening = openings.of(outcome, sample_of(name, ruleset).power, openings.coded, 1)
        for additions in opening.sets[:1]:
            effect = additions[0].effects[0]
            if f"{effect.way} {effect.entry}" not in tried:
                sample = sample_of(name, ruleset)
                send(sample, additions)
                tried[f"{effect.way} {effect.entry}"] = still_never(sample, openings)
            assert outcome not in tried[f"{effect.way} {effect.entry}"], (outcome.label, additions)
    assert tried


@pytest.mark.parametrize("name", FEEDS)
def test_with_all_codes_of_the_lists_sent_only_questions_are_left(name: str, ruleset: Ruleset) -> None:
    analysis = analysis_of(name, ruleset)
    sample = sample_of(name, ruleset)
    for tier in ("record", "code"):
        steps = shortest_list(
            analysis.openings, analysis.tiers[tier].power, analysis.tiers[tier].additions, analysis.tiers[tier].outcomes
        )
        # The list of codes begins where everything of the kinds that the feed sends was sent.
        send(sample, analysis.tiers["record"].additions if tier == "record" else ())
        send(sample, [addition for step in steps for addition in step.additions])
    assert still_never(sample, analysis.openings) == set(analysis.tiers["question"].outcomes)


@pytest.mark.parametrize("name", FEEDS)
def test_nothing_of_a_list_can_be_left_out(name: str, ruleset: Ruleset) -> None:
    analysis = analysis_of(name, ruleset)
    openings = analysis.openings
    for tier in analysis.tiers.values():
        steps = shortest_list(openings, tier.power, tier.additions, tier.outcomes)
        assert {one for step in steps for one in step.opens} == set(tier.outcomes)
        every = [step.additions for step in steps]
        for left_out in every:
            others = [addition for additions in every if additions is not left_out for addition in additions]
            assert not openings.opens(tier.outcomes, tier.power, others)


def test_the_smallest_sets_are_smallest_and_complete(ruleset: Ruleset) -> None:
    """Against trying every addition, and every pair, one by one."""
    analysis = analysis_of("registry", ruleset)
    openings, power = analysis.openings, sample_of("registry", ruleset).power
    additions = [one for one in openings.coded if one.effects[0].way != "drug"][:24]
    for outcome in still_never(sample_of("registry", ruleset), openings):
        alone = [one for one in additions if openings.opens([outcome], power, [one])]
        assert openings.alone([outcome], power, additions) == [sum(1 << additions.index(one) for one in alone)]
        pairs = [
            (a, b) for a in additions for b in additions if a is not b and openings.opens([outcome], power, [a, b])
        ]
        size = 1 if alone else 2 if pairs else 0
        assert openings.of(outcome, power, additions, 2).size == size


def test_two_of_one_list_open_what_neither_opens_alone(ruleset: Ruleset) -> None:
    openings, power = analysis_of("us_core", ruleset).openings, sample_of("us_core", ruleset).power
    features = [one for one in openings.coded if "tsc.minor_features" in one.says]
    [outcome] = [one for one in outcomes(ruleset) if (one.id, one.value) == ("tsc_definite_beyond_features", "shown")]
    assert not any(openings.alone([outcome], power, features))
    opening = openings.of(outcome, power, features, 2)
    assert opening.size == 2
    assert all(openings.opens([outcome], power, both) for both in opening.sets)


def report_on(name: str, ruleset: Ruleset) -> FeedReport:
    return feed_report(sample_of(name, ruleset), 1)


def test_us_core_with_its_tumour_code_is_never_in_scope_and_one_code_opens_that(ruleset: Ruleset) -> None:
    report = report_on("us_core", ruleset)
    [scope] = [one for one in report.never if one.kind == "scope" and one.value == "in_scope"]
    assert scope.opened_by == "code"
    [[addition]] = scope.openings
    assert addition.label == "cardiac rhabdomyoma"
    assert report.codes_to_send[0].additions[0].codes[0].code == "HP:0009729"
    met = {one.code.code: one.why for one in report.unread_codes}
    assert "may be a rhabdomyoma or another benign tumour" in met["D15.1"]


def test_a_registry_of_phenopackets_says_no_drugs_and_its_denials(ruleset: Ruleset) -> None:
    report = report_on("registry", ruleset)
    assert any(kind.startswith("drugs") for kind in report.kinds_never_sent)
    taken = [one for one in report.never if one.id == "course_is_temporary"]
    assert [one.opened_by for one in taken] == ["code"]
    [no_arrhythmia] = [one for one in report.never if (one.id, one.value) == ("antiarrhythmic", "not_applicable")]
    assert no_arrhythmia.opened_by == "record"


def test_what_no_code_says_is_told_as_a_question(ruleset: Ruleset) -> None:
    report = report_on("european", ruleset)
    [risk] = [one for one in report.never if (one.id, one.value) == ("surgery", "not_supported")]
    assert risk.opened_by == "question"
    [[addition]] = risk.openings
    assert (addition.says, addition.codes) == ({"surgery.risk": ("inoperable",)}, ())
    assert "risk of surgery" in str(addition.question)


def test_what_a_form_answers_is_bound_by_no_code_and_no_typed_name_is_shown(ruleset: Ruleset) -> None:
    """The form may give any number of tumours, and the trough of either drug."""
    drug = {"status": "current", "drug": "sirolimus", "trough_ng_ml": 7}
    known = {"tumours": {"count": 0}, "treatment": {"mtor_inhibitor": drug}, "medications": ["Zyxwvut Jane"]}
    filled_in = prefilled(
        Patient.model_validate(known), ruleset, subject=f"Patient/{CHILD}", authored=datetime(2026, 11, 20, tzinfo=UTC)
    )
    record = bundle(patient(), {**filled_in, "status": "completed"})
    sample = sample_of("registry", ruleset)
    before = {one.id for one in still_never(sample, Openings(ruleset)) if one.kind == "alert"}
    sample.add("form", record)
    assert sample.not_read == []
    after = {one.id for one in still_never(sample, Openings(ruleset)) if one.kind == "alert"}
    assert "sirolimus_trough_below_range" in before - after
    assert sample.values["tumours.count"] == {ANY, 0}
    report = feed_report(sample, 1)
    assert "Zyxwvut" not in report.model_dump_json()
    [medications] = [one for one in report.fields if one.field == "medications"]
    assert medications.values == ("a drug that is in no list",)
    # Every question may be answered of another child, so that nothing needs a form that the feed has not.
    assert report.questions_to_ask == ()


def test_an_empty_feed_says_nothing_at_all(ruleset: Ruleset) -> None:
    report = report_on("nothing", ruleset)
    assert len(report.never) == report.outcomes
    assert report.fields_known == 0
    assert report.codes_to_send


def test_a_size_or_a_place_opens_nothing_without_the_tumour_that_it_is_of(ruleset: Ruleset) -> None:
    openings, nothing = Openings(ruleset), sample_of("nothing", ruleset).power
    by_entry = {
        addition.effects[0].entry: addition for addition in openings.coded if addition.effects[0].way != "absent"
    }
    born, tumour = by_entry["Patient.birthDate"], by_entry["cardiac_rhabdomyoma"]
    [in_scope] = [one for one in outcomes(ruleset) if one.value == "in_scope"]
    assert openings.opens([in_scope], nothing, [born, tumour])
    for name in ("tumour_size", "left_ventricle"):
        assert not openings.opens([in_scope], nothing, [born, by_entry[name]])
        assert openings.readable(nothing, [born, by_entry[name]]) == (born,)
        assert openings.readable(nothing, [by_entry[name], tumour]) == (by_entry[name], tumour)
    entries = {one.effects[0].entry for both in openings.of(in_scope, nothing, openings.coded).sets for one in both}
    assert entries == {"Patient.birthDate", "cardiac_rhabdomyoma"}
