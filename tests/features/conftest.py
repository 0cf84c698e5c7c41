"""pytest-bdd over the steps of `crdecide.assurance.scenarios.steps`, and what the tags of a scenario promise."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from pytest_bdd import given, parsers, then, when
from pytest_bdd.parser import Feature, Scenario, Step

from crdecide import Advisory, Patient, advise
from crdecide.assurance.scenarios.rule_outcome import OUTCOMES, cited, outcome
from crdecide.assurance.scenarios.steps import GIVEN, THEN, WHEN, Record, empty_record, nearest_step
from crdecide.assurance.scenarios.tags import EVIDENCE_TAG, named
from crdecide.errors import nearest
from crdecide.language.loading import default_ruleset

RULESET = default_ruleset()
KNOWN = {
    "rule": {card.id for card in RULESET.rules},
    "evidence": {f"{source.id}#{name}" for source in RULESET.sources.values() for name in source.statements},
}
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
    """``@rule:<id>`` and ``@evidence:<source>#<statement>`` become marks; an unknown id stops the collection."""
    kind, _, name = tag.partition(":")
    if kind not in KNOWN:
        return None
    if name not in KNOWN[kind]:
        raise pytest.UsageError(f"no such {kind} as '{name}'{nearest(name, KNOWN[kind])}")
    getattr(pytest.mark, kind)(name)(function)
    return True


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """A scenario does what its tag says: the rule holds, is known not to, or is left undecided."""
    if scenario.rule is None:
        return
    [rule] = [tag.removeprefix("rule:") for tag in scenario.rule.tags if tag.startswith("rule:")]
    patient = Patient.model_validate(request.getfixturevalue("record"))
    [tagged] = [name for name in OUTCOMES if name in scenario.tags]
    assert outcome(rule, patient, RULESET) == tagged, f"{rule} in '{scenario.name}'"
    assert named((f"@{tag}" for tag in scenario.rule.tags), EVIDENCE_TAG) == tuple(sorted(cited(rule, RULESET)))
