"""Every named property holds of the rules, and is refuted by a rule set that was broken on purpose, with a child."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.altered import card, when
from support.refuted import BROKEN, Break, both, outvoted

from crdecide import Patient, Ruleset
from crdecide.assurance.properties import adding_never_hides
from crdecide.assurance.properties.catalogue import PROPERTIES
from crdecide.assurance.properties.subject import Subject
from crdecide.language.conditions import Among

BY_NAME = {found.name: found for found in PROPERTIES}
README = Path(__file__).parents[2] / "README.md"
CHILDREN_SHOWN = {
    "unknown_is_not_absent": 2,
    "total": 1,
    "withholding_wins": 1,
    "no_contradiction": 1,
    "monotone_in_surgical_risk": 2,
    "more_danger_never_fewer_alerts": 2,
    "out_of_scope_is_silent": 1,
}
"""How many children show what is wrong with a rule set, for the properties that are about children."""
LONGEST = "adding_never_hides"
"""It is refuted by a search through many children."""
WHOLE_AT_NIGHT = (LONGEST, "engines_agree")
"""What `make test` holds to a sample: here, and by the tests of `tests/differential`."""
HELD = [pytest.param(name, marks=[pytest.mark.nightly] if name in WHOLE_AT_NIGHT else []) for name in BY_NAME]
CASES = [
    pytest.param(
        name, broken, says, id=f"{name}-{says}", marks=[pytest.mark.nightly] if number or name == LONGEST else []
    )
    for name, breaks in BROKEN.items()
    for number, (broken, says) in enumerate(breaks)
]
"""Every way in which a rule set is broken; those beside the first of a property are for `make nightly`."""


@pytest.fixture(scope="module")
def subject(ruleset: Ruleset) -> Subject:
    return Subject(ruleset)


@pytest.mark.parametrize("name", HELD)
def test_the_property_holds_of_the_rules(subject: Subject, name: str) -> None:
    outcome = BY_NAME[name].check(subject)
    assert outcome.counterexample is None
    assert outcome.cases > 0


def test_adding_hides_nothing_in_the_first_of_the_records(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding_never_hides, "RECORDS", 30)
    outcome = BY_NAME[LONGEST].check(subject)
    assert outcome.counterexample is None
    assert 1_000 < outcome.cases < 10_000


def test_the_first_of_the_records_show_a_warning_that_a_symptom_hides(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding_never_hides, "RECORDS", 30)
    name = "hypersensitivity_to_rapamycin"
    hidden = when(ruleset, name, both(card(ruleset, name).applies_when, Among("syncope", ("no",))))
    outcome = BY_NAME[LONGEST].check(Subject(hidden))
    assert outcome.counterexample is not None
    assert outcome.counterexample.what == f"the warning {name} goes when more is recorded"


@pytest.mark.parametrize(("name", "broken", "says"), CASES)
def test_a_broken_rule_set_is_refuted(ruleset: Ruleset, name: str, broken: Break, says: str) -> None:
    outcome = BY_NAME[name].check(Subject(broken(ruleset)))
    assert outcome.counterexample is not None
    assert says in outcome.counterexample.what
    children = outcome.counterexample.children
    assert name not in CHILDREN_SHOWN or len(children) == CHILDREN_SHOWN[name]
    for child in children:
        Patient.model_validate(child)


def test_every_property_has_a_broken_rule_set() -> None:
    assert {*BROKEN, "engines_agree"} == {*BY_NAME}


def test_the_child_shown_is_a_smallest_one(ruleset: Ruleset) -> None:
    outcome = BY_NAME["no_contradiction"].check(Subject(outvoted(ruleset)))
    assert outcome.counterexample is not None
    [child] = outcome.counterexample.children
    assert child["safety"] == {"rapamycin_hypersensitivity": True}
    assert sum(len(v) if isinstance(v, dict) else 1 for v in child.values()) <= 5, child


def test_the_readme_lists_every_property_in_a_line() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: (claims, shown) for name, claims, shown in rows}
    assert {name: told.get(name) for name in BY_NAME} == {
        found.name: (found.claims, found.shown) for found in PROPERTIES
    }


def test_every_property_says_why_and_what_it_does_not_prove() -> None:
    for found in PROPERTIES:
        assert min(map(len, (found.claims, found.reason, found.not_proved))) > 20, found.name
