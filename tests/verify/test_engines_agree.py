"""An engine that answers wrongly is found by the property, with a child."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from crdecide import Ruleset
from crdecide.assurance.properties import engines_agree
from crdecide.assurance.properties.engines_agree import ENGINES_AGREE
from crdecide.assurance.properties.property import Outcome
from crdecide.assurance.properties.subject import Subject
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.semantics import Conclusions
from crdecide.language.partition import Fact
from crdecide.language.truth import FALSE, TRUE


def agreement(ruleset: Ruleset) -> Outcome:
    return ENGINES_AGREE.check(Subject(ruleset))


def test_an_engine_that_gets_one_region_wrong_is_found_with_a_child(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = engine_for(ruleset).settle

    def wrong(number: int, fact: Fact) -> Conclusions:
        found = right(number, fact)
        if found.truths.get("mtor_inhibitor_hypersensitivity") is TRUE:
            return Conclusions(found.values, {**found.truths, "mtor_inhibitor_hypersensitivity": FALSE}, found.fired)
        return found

    monkeypatch.setattr(engines_agree, "engine_for", lambda _: SimpleNamespace(settle=wrong))
    counterexample = agreement(ruleset).counterexample
    assert counterexample is not None
    assert counterexample.what == "the engines differ on mtor_inhibitor_hypersensitivity"
    [child] = counterexample.children
    assert child["safety"] == {"rapamycin_hypersensitivity": True}


def test_an_engine_whose_trace_differs_is_found(ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    right = engine_for(ruleset).settle

    def silent(number: int, fact: Fact) -> Conclusions:
        found = right(number, fact)
        return Conclusions(found.values, found.truths, tuple(name for name in found.fired if name != "born"))

    monkeypatch.setattr(engines_agree, "engine_for", lambda _: SimpleNamespace(settle=silent))
    found = agreement(ruleset).counterexample
    assert found is not None
    assert found.what == "the engines differ on born"
