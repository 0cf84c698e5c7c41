"""pytest-bdd over the steps of `crdecide.assurance.scenarios.steps`, and what the tags of a scenario promise."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when
from pytest_bdd.parser import Feature, Scenario, Step

from crdecide import Advisory, Patient, advise
from crdecide.assurance.scenarios.rule_outcome import OUTCOMES, cited, outcome
from crdecide.assurance.scenarios.steps import GIVEN, THEN, WHEN, Record, complaint, empty_record, nearest_step
from crdecide.assurance.scenarios.tags import EVIDENCE_TAG, named
from crdecide.errors import nearest
from crdecide.language.loading import default_ruleset

RULESET = default_ruleset()
RETIRED = {card.id for card in RULESET.retired}
KNOWN = {
    "rule": {card.id for card in RULESET.rules} | RETIRED,
    "evidence": {f"{source.id}#{name}" for source in RULESET.sources.values() for name in source.statements},
}
KINDS = {"given": "Given", "when": "When", "then": "Then"}


def claimed(claim: Callable[..., bool]) -> Callable[..., None]:
    """A claim about the advisory as a step that fails where it is not so, with file, line and what was answered."""

    def step(step_place: list[str], **arguments: object) -> None:
        advisory = arguments.pop("advisory")
        said = complaint(claim, advisory, arguments, step_place[1])
        if said is not None:
            pytest.fail(f"{step_place[0]}: {said}", pytrace=False)

    # pytest-bdd reads from the signature what a step needs.
    parameters = inspect.signature(claim).parameters.values()
    own = inspect.Parameter("step_place", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    step.__signature__ = inspect.Signature([own, *parameters])
    return step


for pattern, change in GIVEN.items():
    given(parsers.re(pattern))(change)
for pattern, claim in THEN.items():
    then(parsers.re(pattern))(claimed(claim))


@pytest.fixture
def record() -> Record:
    return empty_record()


@pytest.fixture
def step_place() -> list[str]:
    """File and line of the step that runs, and its text."""
    return ["", ""]


def pytest_bdd_before_step_call(request: pytest.FixtureRequest, feature: Feature, step: Step) -> None:
    request.getfixturevalue("step_place")[:] = [where(request, feature, step), step.name]


def where(request: pytest.FixtureRequest, feature: Feature, step: Step) -> str:
    """The place of a step, as the clinician who reads it opens the file."""
    path = Path(feature.filename).relative_to(request.config.rootpath)
    return f"{path.as_posix()}:{step.line_number}"


@when(WHEN, target_fixture="advisory")
def consult(record: Record) -> Advisory:
    return advise(record)


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, feature: Feature, step: Step) -> None:
    """An unknown step fails with its place and the nearest known one."""
    said = f"no such step as '{step.name}'{nearest_step(KINDS[step.type], step.name)}"
    pytest.fail(f"{where(request, feature, step)}: {said}", pytrace=False)


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool | None:
    """``@rule:<id>`` and ``@evidence:<source>#<statement>`` become marks; an unknown id stops the collection."""
    kind, _, name = tag.partition(":")
    if kind not in KNOWN:
        return None
    if name not in KNOWN[kind]:
        raise pytest.UsageError(f"no such {kind} as '{name}'{nearest(name, KNOWN[kind])}")
    getattr(pytest.mark, kind)(name)(function)
    if name in RETIRED:
        pytest.mark.skip(reason=f"{name} is retired")(function)
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
