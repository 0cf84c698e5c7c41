"""What is missing, held to brute force: every completion of what is unknown, answered by the rules."""

from __future__ import annotations

import os
import random
from collections.abc import Hashable, Mapping
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import pytest
from pydantic import ValidationError
from support.children import random_children

from crdecide import Patient, Ruleset, advise
from crdecide.evaluation.observation import lasting_unknowns, observe
from crdecide.evaluation.precedence import decide
from crdecide.evaluation.semantics import Values, evaluate
from crdecide.evaluation.symbolic.outcomes import INVALID, answers_of
from crdecide.evaluation.symbolic.representatives import domain
from crdecide.explanation.answer_bits import answer_bits_of
from crdecide.explanation.missing import MissingFields
from crdecide.guideline.record_paths import filled
from crdecide.language.partition import regions_of

MOST_COMPLETIONS = 90
MOST_UNKNOWN = 4
CHILDREN = int(os.environ.get("CRDECIDE_CHILDREN", "100"))


def said(values: Values, ruleset: Ruleset) -> Mapping[str, Hashable]:
    """Every answer by the rules themselves: the scope, each stance, each alert."""
    decision = decide(ruleset, evaluate(ruleset, values))
    alerts = {shown.alert.id: "shown" if shown.certain else "open" for shown in decision.alerts}
    options = {option.option: (option.stance, option.especially) for option in decision.options}
    return {"scope": decision.scope, **options, **alerts}


def at(record: Mapping[str, Any], path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value[name]
    return value


def differing(one: Mapping[str, Hashable], other: Mapping[str, Hashable]) -> set[str]:
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def brute_force(record: dict[str, Any], unknown: list[str], ruleset: Ruleset) -> dict[str, set[str]]:
    """For each unknown field, what some value of it changes while the others have any value or none."""
    choices = {path: (None, *domain_of(ruleset)[path]) for path in unknown}
    answers: dict[tuple[int, ...], Mapping[str, Hashable]] = {}
    for places in product(*(range(len(options)) for options in choices.values())):
        child = record
        for (path, options), place in zip(choices.items(), places, strict=True):
            child = filled(child, path, options[place])
        try:
            answers[places] = said(observe(Patient.model_validate(child), ruleset), ruleset)
        except ValidationError:
            continue
    changes: dict[str, set[str]] = {path: set() for path in unknown}
    for places, answer in answers.items():
        for index, path in enumerate(unknown):
            left_open = (*places[:index], 0, *places[index + 1 :])
            if left_open in answers:
                changes[path] |= differing(answer, answers[left_open])
    return {path: changed for path, changed in changes.items() if changed}


@lru_cache
def domain_of(ruleset: Ruleset) -> Mapping[str, tuple[Any, ...]]:
    return domain(ruleset)


def is_open(path: str, value: Any) -> bool:
    """Whether a field is known only in part: an event without its grade, or sizes on fewer than two days."""
    if path == "adverse_events":
        return any(event["grade"] is None for event in value)
    return path == "tumours.measurements" and len(value) < 2


def almost_complete(rng: random.Random, ruleset: Ruleset) -> tuple[dict[str, Any], list[str]] | None:
    """A random child with every field known but a few; None where it contradicts itself."""
    fields = dict(domain_of(ruleset))
    unknown = rng.sample(list(fields), MOST_UNKNOWN)
    while prod(len(fields[path]) + 1 for path in unknown) > MOST_COMPLETIONS:
        unknown.pop()
    record: dict[str, Any] = {}
    for path, values in fields.items():
        known = [value for value in values if not is_open(path, value)]
        record = filled(record, path, None if path in unknown else rng.choice(known))
    try:
        Patient.model_validate(record)
    except ValidationError:
        return None
    return record, unknown


@pytest.mark.parametrize("seed", range(4))
def test_missing_is_exactly_what_brute_force_finds(ruleset: Ruleset, seed: int) -> None:
    rng, checked, missing = random.Random(seed), 0, MissingFields(ruleset)
    while checked < CHILDREN // 4:
        made = almost_complete(rng, ruleset)
        if made is None:
            continue
        record, unknown = made
        patient = Patient.model_validate(record)
        listed = missing.of(patient, fact_of(patient, ruleset), lasting_unknowns(patient, ruleset))
        found = {m.field: {*answer_bits_of(ruleset).names(m.could_change)} for m in listed}
        expected: dict[str, set[str]] = {}
        for path, changed in brute_force(record, unknown, ruleset).items():
            for asked in (path, asked_of(path, record)):
                expected.setdefault(asked, set()).update(changed)
        assert found == {path: changed for path, changed in expected.items() if at(record, path) is None}, record
        checked += 1


def fact_of(patient: Patient, ruleset: Ruleset) -> dict[str, int]:
    return regions_of(ruleset).fact(observe(patient, ruleset))


def asked_of(path: str, record: Mapping[str, Any]) -> str:
    """The field that is asked for: that there is a tumour by their number, that an operation is planned by itself."""
    asked = {
        "tumours.largest_mm": "tumours.count",
        "tumours.locations": "tumours.count",
        "surgery.planned_within_days": "surgery.planned",
    }.get(path, path)
    return asked if at(record, asked) is None else path


def test_a_field_that_settles_what_another_is_asked_for_is_missing_too_and_not_asked() -> None:
    """The size of a tumour says that there is one: it settles the scope, as their number does, which is asked."""
    child: dict[str, Any] = {"life_stage": "postnatal", "age_days": 12, "surgery": {"risk": "low"}}
    listed = {m.field: m for m in advise(child).missing}
    count = listed["tumours.count"]
    for field in ("tumours.largest_mm", "tumours.locations"):
        assert listed[field].could_change[0] == "scope"
        assert {*listed[field].could_change} <= {*count.could_change}
        assert (count.worth_asking, listed[field].worth_asking) == (True, False)
    assert listed["tumours.largest_mm"].question != count.question
    settled = advise({**child, "tumours": {"largest_mm": 8.0}})
    assert settled.scope.status == "in_scope"
    assert "tumours.locations" not in {m.field for m in settled.missing}
    empty = {m.field for m in advise({**child, "tumours": {"locations": []}}).missing}
    assert "tumours.largest_mm" in empty
    assert "tumours.locations" not in empty


@pytest.mark.parametrize("field", ["tumours.largest_mm", "tumours.locations", "surgery.planned_within_days"])
def test_whatever_settles_an_input_is_missing_where_that_input_matters(ruleset: Ruleset, field: str) -> None:
    """Of the whole kind: every field that is filled in for an input and is not the one by which it is asked."""
    several = [
        (path, entry.path)
        for entry in ruleset.vocabulary.inputs.values()
        for path in entry.to_fill_in
        if path != entry.path
    ]
    assert field in dict(several)
    by_field = {
        m.field: m.could_change for m in advise({"treatment": {"mtor_inhibitor": {"status": "planned"}}}).missing
    }
    assert {path for path, _ in several} <= by_field.keys()
    assert all({*by_field[path]} <= {*by_field[asked]} for path, asked in several)


def test_the_diagrams_answer_as_the_rules_do(ruleset: Ruleset) -> None:
    answers = answers_of(ruleset)
    for child in random_children(500, seed=21):
        values = observe(Patient.model_validate(child), ruleset)
        place, expected = answers.place(answers.regions.fact(values)), said(values, ruleset)
        for answer in answers.answers:
            assert answers.value(answer, place) == expected.get(answer.name), (answer.name, child)


def test_a_contradiction_has_no_answer(ruleset: Ruleset) -> None:
    answers = answers_of(ruleset)
    values = {**observe(Patient(), ruleset), "asymptomatic": "yes", "syncope": "yes"}
    place = answers.place(answers.regions.fact(values))
    [syncope] = [number for number, part in enumerate(answers.parts) if "syncope" in part.inputs]
    assert not answers.may_exist(place, syncope)
    assert answers.may_exist(answers.place(fact_of(Patient(), ruleset)), syncope)
    assert answers.value(answers.by_name["surveillance"], place) == INVALID


def test_the_scope_comes_first_then_what_could_change_most_options() -> None:
    missing = advise({"tumours": {"count": 2}}).missing
    assert [m.field for m in missing[:3]] == ["tsc.status", "life_stage", "age_days"]
    in_scope = advise(
        {"life_stage": "postnatal", "age_days": 4, "tumours": {"count": 2}, "tsc": {"status": "definite"}}
    ).missing
    assert in_scope[0].field == "symptoms.arrhythmia"
    assert in_scope[0].could_change[:4] == ("surveillance", "mtor_inhibitor", "surgery", "antiarrhythmic")


@pytest.mark.parametrize(
    ("child", "questions"),
    [
        ({}, ["Has the child been born?"]),
        ({"age_days": 4}, ["Is the child alive?"]),
        ({"birth_date": "2026-11-01", "assessed_on": "2026-11-20"}, ["Is the child alive?"]),
        ({"age_days": 4, "life_stage": "postnatal"}, []),
        ({"age_days": 4, "life_stage": "deceased"}, []),
        ({"life_stage": "prenatal"}, []),
    ],
)
def test_a_child_with_an_age_is_not_asked_to_have_been_born(child: dict[str, Any], questions: list[str]) -> None:
    missing = advise({"tumours": {"count": 2}, **child}).missing
    assert [entry.question for entry in missing if entry.field == "life_stage"] == questions


def test_what_changes_nothing_is_not_asked_for(ruleset: Ruleset) -> None:
    """In heart failure with an unknown surgical risk, an arrhythmia gives surgery no other stance."""
    child = {"age_days": 4, "tumours": {"count": 2}, "symptoms": {"heart_failure": True}}
    changes = {m.field: m.could_change for m in advise(child).missing}
    assert "surgery" not in changes["symptoms.arrhythmia"]
    assert "surgery" in changes["surgery.risk"]
    assert "tumours.count" not in changes


def test_a_drug_that_was_not_checked_is_not_asked_for_again() -> None:
    child = {"age_days": 4, "tumours": {"count": 2}, "medications": ["unheardofine"]}
    assert "medications" not in {m.field for m in advise(child).missing}


@pytest.mark.parametrize("drugs", [None, [], ["unheardofine"]])
def test_a_whole_list_of_drugs_is_neither_asked_for_nor_said_to_be_missing(drugs: list[str] | None) -> None:
    advisory = advise({"life_stage": "postnatal", "age_days": 30, "tumours": {"count": 2}, "medications": drugs})
    (option,) = (option for option in advisory.options if option.option == "antiarrhythmic")
    nothing_given = drugs is None
    assert ("medications" in {m.field for m in advisory.missing}) == nothing_given
    assert ("medications" in option.turns_on) == nothing_given
    assert ("drugs taken or planned" in option.rationale) == nothing_given
    said = [because for finding in advisory.findings for because in finding.because]
    assert any("drugs taken or planned" in because for because in said) == nothing_given


def test_an_option_turns_on_what_is_missing_for_it_and_names_nothing_else_as_not_recorded(ruleset: Ruleset) -> None:
    labels = {entry.path: entry.label for entry in reversed(ruleset.vocabulary.inputs.values())}
    told = 0
    for child in random_children(300, seed=17):
        child |= {"life_stage": "postnatal", "age_days": 30, "tumours": {"count": 2}}
        child["medications"] = [None, [], ["unheardofine"], ["propranolol"]][told % 4]
        advisory = advise(child, ruleset=ruleset)
        for option in advisory.options:
            missing = [m.field for m in advisory.missing if option.option in m.could_change]
            about_scope = [m.field for m in advisory.missing if "scope" in m.could_change]
            assert list(option.turns_on) == [field for field in missing if field not in about_scope]
            named = option.rationale.partition("Not recorded: ")[2].rstrip(".").split(", ")
            assert {*filter(None, named)} <= {labels[field] for field in option.turns_on}, child
            told += bool(named[0])
    assert told > 100


def test_every_region_has_a_state(ruleset: Ruleset) -> None:
    answers, regions = answers_of(ruleset), regions_of(ruleset)
    for part in answers.parts:
        for place, name in enumerate(part.inputs):
            reached = {state[place] for state in part.states}
            expected = set(range(regions.size(name) + 1)) - impossible(name)
            assert reached == expected, name


def impossible(name: str) -> set[int]:
    """Regions that no record can bring about: below day 0, or what is never known to be absent."""
    never_denied = ("tumour_described", "tumour_measured", "operation_dated", "antiarrhythmic_drug_taken")
    return {"age_days": {1}}.get(name, {2} if name in never_denied else set())
