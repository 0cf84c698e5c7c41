"""What a mutilated feed can never say, on the diagrams, is what enumeration by the specification never meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError
from support.feeds import european, registry, us_core_bundles

from crdecide import Patient, Ruleset
from crdecide.assurance.feed.feed_openings import Openings, Power
from crdecide.assurance.feed.feed_outcomes import Outcome, outcomes
from crdecide.assurance.feed.feed_sample import FeedSample
from crdecide.assurance.feed.open_states import ANY, OpenStates
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import Decision, decide
from crdecide.evaluation.semantics import evaluate
from crdecide.evaluation.symbolic.representatives import domain
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS, DANGER_SENTENCE
from crdecide.guideline.record_paths import filled, is_list

MOST_CHILDREN = 3_000
"""Of a feed with more the fields that hold most are left out, until it has no more."""


def mutilated(seed: int, ruleset: Ruleset) -> FeedSample:
    """A feed of a few records, of which most of the entries are gone."""
    draw = Random(seed)
    sample = FeedSample(ruleset, date(2026, 11, 26))
    for record in draw.sample([*european(), *registry(), *us_core_bundles()], 3):
        sample.add("made up", _without_most(record, draw))
    assert sample.not_read == []
    return sample


def _without_most(record: dict[str, Any], draw: Random) -> dict[str, Any]:
    if "entry" in record:
        return {**record, "entry": [record["entry"][0], *draw.sample(record["entry"][1:], 5)]}
    if "prefetch" not in record:
        return {**record, "phenotypicFeatures": draw.sample(record["phenotypicFeatures"], 2)}
    kept = {key: value for key, value in record["prefetch"].items() if draw.random() < 0.7 or key == "patient"}
    bundles = {key: value for key, value in kept.items() if key != "patient" and value is not None}
    for key, value in bundles.items():
        kept[key] = {**value, "entry": [entry for entry in value["entry"] if draw.random() < 0.5]}
    return {**record, "prefetch": kept}


def bounded(sample: FeedSample, ruleset: Ruleset) -> dict[str, frozenset[Any]]:
    """What the fields of the feed may hold, few enough to go through."""
    values = {path: frozenset(held) for path, held in sample.values.items()}
    while len(list(_choices(values, ruleset, count=True))) > MOST_CHILDREN:
        largest = max(values, key=lambda path: (path not in ("age_days", "tsc.major_features"), len(values[path])))
        del values[largest]
    return values


def _choices(values: Mapping[str, frozenset[Any]], ruleset: Ruleset, *, count: bool = False) -> Iterator[Any]:
    fields: list[list[tuple[str, Any]]] = []
    for path, held in values.items():
        fields.append([(path, None), *((path, value) for value in _of_field(path, held, ruleset))])
    for number, choice in enumerate(product(*fields)):
        if count and number > MOST_CHILDREN:
            return
        yield choice if not count else number


def _of_field(path: str, held: frozenset[Any], ruleset: Ruleset) -> Iterator[Any]:
    if ANY in held:
        yield from domain(ruleset)[path]
    elif is_list(path):
        for size in range(1, len(held) + 1):
            yield from map(list, combinations(sorted(held), size))
    else:
        yield from held


def met_by_enumeration(values: Mapping[str, frozenset[Any]], ruleset: Ruleset) -> set[tuple[str, str, str]]:
    met: set[tuple[str, str, str]] = set()
    for choice in _choices(values, ruleset):
        record: dict[str, Any] = {"medications_complete": False} if dict(choice).get("medications") else {}
        for path, value in choice:
            record = filled(record, path, value) if value is not None else record
        drug = record.get("treatment", {}).get("mtor_inhibitor", {})
        if drug.get("trough_ng_ml") is not None and drug.get("drug") == "sirolimus":
            continue  # the one code for a trough is that of everolimus
        try:
            patient = Patient.model_validate(record)
        except ValidationError:
            continue
        conclusions = evaluate(ruleset, observe(patient, ruleset))
        met.update(_met(decide(ruleset, conclusions)))
        if conclusions.values[DANGER_CONCERNS] == "yes" and conclusions.values[DANGER] is not None:
            met.add(("danger", "danger", str(conclusions.values[DANGER])))
    return met


def _met(decision: Decision) -> Iterator[tuple[str, str, str]]:
    yield "scope", "scope", decision.scope
    for option in decision.options:
        yield "option", option.option, f"{option.stance}{'_especially' if option.especially else ''}"
    for alert in decision.alerts:
        yield ("alert", alert.alert.id, "shown") if alert.certain else ("check", alert.alert.id, "open")


def name_of(outcome: Outcome) -> tuple[str, str, str]:
    return outcome.kind, outcome.id, outcome.value


@pytest.mark.parametrize("seed", range(6))
def test_what_can_be_said_is_what_enumeration_meets(seed: int, ruleset: Ruleset) -> None:
    values = bounded(mutilated(seed, ruleset), ruleset)
    openings = Openings(ruleset)
    known = {name_of(outcome) for outcome in outcomes(ruleset)}
    said = {name_of(one) for one in outcomes(ruleset) if openings.is_open(one, Power(values, {}))}
    assert said == met_by_enumeration(values, ruleset) & known
    assert 0 < len(said) < len(known)


CRAFTED: Mapping[str, Mapping[str, frozenset[Any]]] = {
    "the trough of either drug": {
        "age_days": frozenset({ANY}),
        "tsc.major_features": frozenset({"cardiac_rhabdomyoma"}),
        "treatment.mtor_inhibitor.status": frozenset({"current", "stopped"}),
        "treatment.mtor_inhibitor.drug": frozenset({"everolimus", "sirolimus"}),
        "treatment.mtor_inhibitor.trough_ng_ml": frozenset({ANY}),
    },
    "drugs beside an allergy": {
        "age_days": frozenset({ANY}),
        "tsc.major_features": frozenset({"cardiac_rhabdomyoma"}),
        "symptoms.heart_failure": frozenset({True}),
        "treatment.mtor_inhibitor.drug": frozenset({"sirolimus"}),
        "medications": frozenset({"carbamazepine", "erythromycin", "midazolam"}),
        "safety.rapamycin_hypersensitivity": frozenset({True, False}),
    },
    "denials alone": {
        "age_days": frozenset({ANY}),
        "tumours.count": frozenset({0}),
        "tsc.status": frozenset({"definite", "excluded"}),
        "symptoms.arrhythmia": frozenset({False}),
        "symptoms.respiratory_distress": frozenset({False}),
    },
    "sizes": {
        "age_days": frozenset({ANY}),
        "tumours.largest_mm": frozenset({ANY}),
        "tumours.measurements": frozenset({ANY}),
        "tumours.locations": frozenset({"left_ventricle"}),
        "symptoms.cyanosis": frozenset({True}),
    },
}


@pytest.mark.parametrize("name", CRAFTED)
def test_what_can_be_said_by_a_feed_made_for_it_is_what_enumeration_meets(name: str, ruleset: Ruleset) -> None:
    openings, values = Openings(ruleset), CRAFTED[name]
    known = {name_of(outcome) for outcome in outcomes(ruleset)}
    said = {name_of(one) for one in outcomes(ruleset) if openings.is_open(one, Power(values, {}))}
    assert said == met_by_enumeration(values, ruleset) & known


def test_every_outcome_but_that_nothing_is_told_is_asked_for(ruleset: Ruleset) -> None:
    """What enumeration meets and no outcome stands for is that something cannot be assessed, or the danger itself."""
    values = bounded(mutilated(1, ruleset), ruleset)
    known = {name_of(outcome) for outcome in outcomes(ruleset)}
    others = met_by_enumeration(values, ruleset) - known
    assert {name for name in others if name[2] != "cannot_assess" and name[1] != DANGER_SENTENCE} == set()


def test_what_a_record_of_the_feed_is_told_is_never_called_never(ruleset: Ruleset) -> None:
    openings = Openings(ruleset)
    for records in (european(), registry()):
        sample = FeedSample(ruleset)
        for record in records:
            sample.add("made up", record)
        open_now = {name_of(one) for one in outcomes(ruleset) if openings.is_open(one, sample.power)}
        for record in records:
            one = FeedSample(ruleset)
            one.add("made up", record)
            alone = {name_of(out) for out in outcomes(ruleset) if openings.is_open(out, one.power)}
            assert alone <= open_now


@pytest.mark.parametrize("path", ["tsc.major_features", "tsc.minor_features", "medications", "tumours.locations"])
def test_a_list_grows_into_every_state_that_some_list_has(path: str, ruleset: Ruleset) -> None:
    items = {
        "tsc.major_features": (
            "cardiac_rhabdomyoma", "shagreen_patch", "lymphangioleiomyomatosis", "angiomyolipomas",
            "multiple_cardiac_rhabdomyomas",
        ),
        "tsc.minor_features": ("confetti_lesions", "multiple_renal_cysts", "dental_enamel_pits"),
        "medications": ("carbamazepine", "erythromycin", "captopril", "midazolam", "amiodarone", "paracetamol"),
        "tumours.locations": ("left_ventricle", "right_atrium"),
    }[path]  # fmt: skip
    states = OpenStates(ruleset)
    grown = states.of_field(path, frozenset(items))
    found: dict[int, set[int]] = {part: set() for part in grown}
    for size in range(1, len(items) + 1):
        for entries in combinations(items, size):
            record = filled({"medications_complete": False} if path == "medications" else {}, path, list(entries))
            place = states.of_patient(Patient.model_validate(record))
            for part in grown:
                found[part].add(place[part])
    for part, reached in found.items():
        assert reached - {0} == grown[part] - {0}
