"""An engine that answers wrongly is found by the property, with a child."""

from __future__ import annotations

import pytest

from crdecide import Ruleset
from crdecide.advising import ENGINES
from crdecide.conclusions import Conclusions
from crdecide.regions import Fact
from crdecide.truth import FALSE, TRUE
from crdecide.verify.counterexample import Counterexample
from crdecide.verify.engines import ENGINES_AGREE
from crdecide.verify.property import Outcome
from crdecide.verify.subject import Subject


def agreement(ruleset: Ruleset) -> Outcome:
    return ENGINES_AGREE.check(Subject(ruleset))


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
