"""pytest-bdd over the steps of `crdecide.review.steps`, and what the tags of a scenario promise."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from pytest_bdd import given, parsers, then, when
from pytest_bdd.parser import Feature, Scenario, Step

from crdecide import Advisory, Patient, advise
from crdecide.loading import default_ruleset
from crdecide.review.outcome import OUTCOMES, outcome
from crdecide.review.steps import GIVEN, THEN, WHEN, Record, empty_record, nearest_step

RULES = {card.id for card in (*default_ruleset().findings, *default_ruleset().cards)}
KINDS = {"given": "Given", "when": "When", "then": "Then"}


def claimed(claim: Callable[..., bool]) -> Callable[..., None]:
    """A claim about the advisory as a step that fails where the claim is not so."""

    @functools.wraps(claim)
    def step(**arguments: object) -> None:
        assert claim(**arguments), f"{claim.__name__} is not so"

    return step


for pattern, change in GIVEN.items():
    given(parsers.re(pattern))(change)
for pattern, claim in THEN.items():
    then(parsers.re(pattern))(claimed(claim))


@pytest.fixture
def record() -> Record:
    return empty_record()


@when(WHEN, target_fixture="advisory")
def consult(record: Record) -> Advisory:
    return advise(record)


def pytest_bdd_step_func_lookup_error(step: Step, scenario: Scenario, exception: Exception) -> None:
    """An unknown step fails with the nearest known one."""
    pytest.fail(f"no such step as '{step.name}' in '{scenario.name}'{nearest_step(KINDS[step.type], step.name)}")


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool | None:
    """``@rule:<id>`` is read after the scenario; it is no pytest mark. An unknown id stops the collection."""
    if not tag.startswith("rule:"):
        return None
    if tag.removeprefix("rule:") not in RULES:
        raise pytest.UsageError(f"no such rule as '{tag.removeprefix('rule:')}'")
    return True


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """A scenario does what its tag says: the rule holds, is known not to, or is left undecided."""
    if scenario.rule is None:
        return
    [rule] = [tag.removeprefix("rule:") for tag in scenario.rule.tags if tag.startswith("rule:")]
    patient = Patient.model_validate(request.getfixturevalue("record"))
    [tagged] = [name for name in OUTCOMES if name in scenario.tags]
    assert outcome(rule, patient, default_ruleset()) == tagged, f"{rule} in '{scenario.name}'"
