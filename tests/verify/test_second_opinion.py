"""Z3, with an encoding of its own, is of the same opinion as the enumeration."""

from __future__ import annotations

import pytest
from support.refuted import BROKEN, Break

from crdecide import Ruleset
from crdecide.assurance.z3 import CLAIMS, opinion

LONG = ("more_danger_never_fewer_alerts", "alerts_fail_safe", "unknown_is_not_absent")
"""The claims over which Z3 thinks longest: for `make nightly`."""
CLAIMED = [pytest.param(name, marks=[pytest.mark.nightly] if name in LONG else []) for name in CLAIMS]
REFUTED = [
    pytest.param(name, broken, marks=[pytest.mark.nightly] if name in LONG else [])
    for name in CLAIMS
    for broken, _ in BROKEN[name]
]


@pytest.mark.parametrize("name", CLAIMED)
def test_z3_is_of_the_same_opinion_about_the_rules(ruleset: Ruleset, name: str) -> None:
    assert opinion(name, ruleset) is True


@pytest.mark.parametrize(("name", "broken"), REFUTED)
def test_z3_refutes_what_the_enumeration_refutes(ruleset: Ruleset, name: str, broken: Break) -> None:
    assert opinion(name, broken(ruleset)) is False


def test_a_property_that_is_not_for_a_prover_has_no_second_opinion(ruleset: Ruleset) -> None:
    assert opinion("never_directs", ruleset) is None
