"""Every named property holds of the rules, and is refuted by a rule set that was broken on purpose, with a child."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.altered import altered, card, concluding, saying, stating, when

from crdecide import Patient, Ruleset
from crdecide.advising import ENGINES
from crdecide.conclusions import Conclusions
from crdecide.conditions import All, Among, AtLeast, Condition
from crdecide.regions import Fact
from crdecide.truth import FALSE, TRUE
from crdecide.verify.catalogue import PROPERTIES
from crdecide.verify.counterexample import Counterexample
from crdecide.verify.property import Outcome
from crdecide.verify.second_opinion import CLAIMS, opinion
from crdecide.verify.subject import Subject

BY_NAME = {found.name: found for found in PROPERTIES}
README = Path(__file__).parents[2] / "README.md"
Break = Callable[[Ruleset], Ruleset]

SYMPTOMATIC, TSC = Among("symptomatic", ("yes",)), Among("tsc", ("definite",))
LOW_RISK = Among("surgical_risk", ("low",))
ARRHYTHMIA, NO_ARRHYTHMIA = Among("has_arrhythmia", ("yes",)), Among("arrhythmia", ("no",))
NOT_BORN, PRENATAL = Among("born", ("no",)), Among("life_stage", ("prenatal",))


def both(*parts: Condition) -> Condition:
    return All(parts)


def outvoted(ruleset: Ruleset) -> Ruleset:
    return altered(ruleset, "mtor_inhibitor_especially", withheld_by=())


def named_no_longer(ruleset: Ruleset) -> Ruleset:
    """Symptoms that are all absent no longer say that there are none."""
    found = card(ruleset, "symptomatic")
    return concluding(ruleset, "symptomatic", ("yes", found.concludes[0].when), ("no", Among("asymptomatic", ("yes",))))


BROKEN: Mapping[str, list[tuple[Break, str]]] = {
    "never_directs": [
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", because="Start everolimus now."), "'Start' in"),
        (lambda r: stating(r, "sugalska2021", "conclusion", says="We recommend everolimus."), "'recommend' in"),
    ],
    "mtor_always_caveated": [
        (lambda r: altered(r, "mtor_inhibitor_symptomatic", caveats=("off_label",)), "lacks the caveat temporary_only"),
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", temporary=False), "without 'temporary'"),
        (
            lambda r: altered(
                r,
                "mtor_inhibitor_symptomatic",
                certainty=card(r, "mtor_inhibitor_symptomatic").certainty.model_copy(update={"level": "low"}),
            ),
            "above very_low",
        ),
    ],
    "unknown_is_not_absent": [
        (lambda r: altered(r, "tsc", so_far=False), "overturned when more becomes known"),
        (lambda r: altered(r, "rhabdomyoma_present", so_far=False), "overturned when more becomes known"),
    ],
    "total": [(named_no_longer, "all is known, and ")],
    "withholding_wins": [(outvoted, "mtor_inhibitor_hypersensitivity holds and withholds")],
    "no_contradiction": [
        (outvoted, "differ in their stance on mtor_inhibitor"),
        (lambda r: when(r, "surgery_inoperable", SYMPTOMATIC), "differ in their stance on surgery"),
    ],
    "monotone_in_surgical_risk": [
        (
            lambda r: when(r, "mtor_inhibitor_especially", both(SYMPTOMATIC, LOW_RISK, TSC)),
            "the mTOR inhibitor is put forward less strongly",
        ),
        (lambda r: saying(r, "surgery_high_risk", especially=True), "surgery is put forward more strongly"),
    ],
    "more_danger_never_fewer_alerts": [
        (
            lambda r: when(r, "infection_before_mtor_inhibitor", Among("active_infection", ("no",))),
            "fewer warnings are shown where active_infection is worse",
        )
    ],
    "every_rule_matters": [
        (lambda r: when(r, "surgery_high_risk", both(ARRHYTHMIA, NO_ARRHYTHMIA)), "is true of no child"),
        (lambda r: when(r, "scope_prenatal", both(NOT_BORN, PRENATAL)), "alters nothing"),
        (lambda r: when(r, "scope_over_18_years", both(AtLeast("age_days", 6575), AtLeast("age_days", 9))), "alters"),
        (lambda r: altered(r, "surgery_high_risk", withheld_by=("surgery_asymptomatic",)), "never hold together"),
        (
            lambda r: when(r, "surgery_low_or_moderate_risk", card(r, "surgery_high_risk").applies_when),
            "hold of the same children",
        ),
    ],
    "everything_cited": [
        (lambda r: altered(r, "surgery_high_risk", evidence=()), "surgery_high_risk cites nothing"),
        (lambda r: altered(r, "surgery_high_risk", evidence=("sugalska2021#nowhere",)), "which is not there"),
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", because="31 of 33 improved."), "says 31, which none"),
        (lambda r: stating(r, "sugalska2021", "size_reduction", says="Smaller in 96.1 %."), "which 39 of 41 is not"),
    ],
    "out_of_scope_is_silent": [
        (
            lambda r: altered(r, "course_is_temporary", speaks_in=("in_scope", "out_of_scope")),
            "course_is_temporary speaks about a treatment",
        )
    ],
    "alerts_fail_safe": [
        (lambda r: altered(r, "infection_before_mtor_inhibitor", bears_on=()), "infection_before_mtor_inhibitor reads")
    ],
    "order_free": [(outvoted, "depends on the order of the rules")],
    "quiet_on_nothing": [
        (lambda r: concluding(r, "born", ("yes", both()), ("no", PRENATAL)), "a finding has a value")
    ],
}  # fmt: skip
CASES = [(name, broken, says) for name, breaks in BROKEN.items() for broken, says in breaks]


@pytest.fixture(scope="module")
def subject(ruleset: Ruleset) -> Subject:
    return Subject(ruleset)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_property_holds_of_the_rules(subject: Subject, name: str) -> None:
    outcome = BY_NAME[name].check(subject)
    assert outcome.counterexample is None
    assert outcome.cases > 0


@pytest.mark.parametrize(("name", "broken", "says"), CASES, ids=[f"{name}-{says}" for name, _, says in CASES])
def test_a_broken_rule_set_is_refuted(ruleset: Ruleset, name: str, broken: Break, says: str) -> None:
    outcome = BY_NAME[name].check(Subject(broken(ruleset)))
    assert outcome.counterexample is not None
    assert says in outcome.counterexample.what
    for child in outcome.counterexample.children:
        Patient.model_validate(child)


def test_every_property_has_a_broken_rule_set() -> None:
    assert {*BROKEN, "engines_agree"} == {*BY_NAME}


def test_properties_that_are_about_children_show_them(ruleset: Ruleset) -> None:
    about = {
        "unknown_is_not_absent": 2,
        "total": 1,
        "withholding_wins": 1,
        "no_contradiction": 1,
        "monotone_in_surgical_risk": 2,
        "more_danger_never_fewer_alerts": 2,
        "out_of_scope_is_silent": 1,
    }
    for name, number in about.items():
        outcome = BY_NAME[name].check(Subject(BROKEN[name][0][0](ruleset)))
        assert outcome.counterexample is not None
        assert len(outcome.counterexample.children) == number, name


def test_the_child_shown_is_a_smallest_one(ruleset: Ruleset) -> None:
    outcome = BY_NAME["no_contradiction"].check(Subject(outvoted(ruleset)))
    assert outcome.counterexample is not None
    [child] = outcome.counterexample.children
    assert child["safety"] == {"rapamycin_hypersensitivity": True}
    assert sum(len(v) if isinstance(v, dict) else 1 for v in child.values()) <= 5, child


@pytest.mark.parametrize("name", CLAIMS)
def test_z3_is_of_the_same_opinion_about_the_rules(ruleset: Ruleset, name: str) -> None:
    assert opinion(name, ruleset) is True


@pytest.mark.parametrize(("name", "broken"), [(name, broken) for name, broken, _ in CASES if name in CLAIMS])
def test_z3_refutes_what_the_enumeration_refutes(ruleset: Ruleset, name: str, broken: Break) -> None:
    assert opinion(name, broken(ruleset)) is False


def test_a_property_that_is_not_for_a_prover_has_no_second_opinion(ruleset: Ruleset) -> None:
    assert opinion("never_directs", ruleset) is None


def agreement(ruleset: Ruleset) -> Outcome:
    return BY_NAME["engines_agree"].check(Subject(ruleset))


def test_an_engine_that_gets_one_region_wrong_is_found_with_a_child(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = ENGINES["durable_rules"](ruleset)

    def wrong(number: int, fact: Fact) -> Conclusions:
        found = right(number, fact)
        if found.truths.get("surgery_high_risk") is TRUE:
            return Conclusions(found.values, {**found.truths, "surgery_high_risk": FALSE}, found.fired)
        return found

    monkeypatch.setitem(ENGINES, "durable_rules", lambda _: wrong)  # type: ignore[call-overload]
    found = agreement(ruleset).counterexample
    assert found == Counterexample(
        "the engines differ on surgery_high_risk",
        ({"symptoms": {"syncope": True}, "surgery": {"risk": "high"}},),
    )


def test_an_engine_whose_trace_differs_is_found(ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    right = ENGINES["durable_rules"](ruleset)

    def silent(number: int, fact: Fact) -> Conclusions:
        found = right(number, fact)
        return Conclusions(found.values, found.truths, tuple(name for name in found.fired if name != "born"))

    monkeypatch.setitem(ENGINES, "durable_rules", lambda _: silent)  # type: ignore[call-overload]
    found = agreement(ruleset).counterexample
    assert found is not None
    assert found.what == "the engines differ on born"


def test_the_readme_lists_every_property_in_a_line() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert {name: told.get(name) for name in BY_NAME} == {found.name: found.claims for found in PROPERTIES}


def test_every_property_says_why_and_what_it_does_not_prove() -> None:
    for found in PROPERTIES:
        assert min(map(len, (found.claims, found.reason, found.not_proved))) > 20, found.name
