"""Every small change of a rule is noticed by a scenario, or changes no answer at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.children import random_children

from crdecide import CrdecideError, Ruleset, advise
from crdecide.review.mutants import Mutant, mutants, survives
from crdecide.review.scenarios import Scenario, read_scenarios

FEATURES = Path(__file__).parents[2] / "features"


@pytest.fixture(scope="module")
def scenarios() -> tuple[Scenario, ...]:
    return read_scenarios(FEATURES)


def test_every_scenario_passes_with_the_rules_as_they_are(ruleset: Ruleset, scenarios: tuple[Scenario, ...]) -> None:
    assert [scenario.name for scenario in scenarios if not scenario.passes(ruleset)] == []
    assert len(scenarios) > 350


def tells_apart(mutant: Mutant, ruleset: Ruleset) -> bool:
    """Whether some random child is answered differently; the trace of how the answer came about is left aside."""
    for child in random_children(400, seed=8):
        try:
            changed = advise(child, ruleset=mutant.ruleset, engine="reference")
        except AssertionError:
            return True
        whole = advise(child, ruleset=ruleset, engine="reference")
        if changed.model_copy(update={"trace": ()}) != whole.model_copy(update={"trace": ()}):
            return True
    return False


def test_every_change_of_a_rule_is_noticed_or_changes_no_answer(
    ruleset: Ruleset, scenarios: tuple[Scenario, ...]
) -> None:
    all_mutants = list(mutants(ruleset))
    survivors = [mutant for mutant in all_mutants if survives(mutant, scenarios)]
    assert [f"{m.rule}: {m.change}" for m in survivors if tells_apart(m, ruleset)] == []
    assert len(all_mutants) > 500
    assert len(survivors) < 20, "conditions that change no answer are few, and each could go"


def test_a_step_that_is_not_of_the_set_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text("Feature: A\n  Scenario: B\n    Given a foetus\n", encoding="utf-8")
    with pytest.raises(CrdecideError, match="no such step as 'a foetus'; did you mean 'a fetus'"):
        read_scenarios(tmp_path)
