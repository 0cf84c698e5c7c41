"""Every caveat is used, and every percentage recomputes."""

from __future__ import annotations

import re

import pytest

from crdecide import Ruleset
from crdecide.advisory.proportions import interval, proportion
from crdecide.language.evidence import Figure


def test_every_caveat_is_used(ruleset: Ruleset) -> None:
    assert {name for card in ruleset.options for name in card.caveats} == set(ruleset.caveats)


def test_a_proportion_is_shown_as_counted_with_its_interval() -> None:
    assert proportion(Figure(numerator=30, denominator=33)) == (
        "30/33 = 90.9 % (95 % CI 76.4–96.9 %, Wilson, computed here)"
    )
    assert proportion(Figure(numerator=0, denominator=7)).startswith("0/7 = 0.0 % (95 % CI 0.0–35.4 %")


@pytest.mark.parametrize("most", [40, pytest.param(120, marks=pytest.mark.nightly)])
def test_the_interval_is_that_of_scipy_for_every_proportion_of_up_to(most: int) -> None:
    from scipy.stats import binomtest  # here, since every worker would wait for it: it takes seconds to load

    for whole in range(1, most + 1):
        for part in range(whole + 1):
            ours = interval(Figure(numerator=part, denominator=whole))
            theirs = binomtest(part, whole).proportion_ci(confidence_level=0.95, method="wilson")
            assert ours == pytest.approx((theirs.low, theirs.high), abs=3e-16, rel=0)
            assert [f"{100 * end:.1f}" for end in ours] == [f"{100 * end:.1f}" for end in (theirs.low, theirs.high)]


def test_every_counted_proportion_in_the_words_of_a_statement_is_its_figure(ruleset: Ruleset) -> None:
    """'30 of 33' in the words is 30/33 in the figure, wherever a statement has both."""
    for source in ruleset.sources.values():
        for name, statement in source.statements.items():
            counted = re.findall(r"\b(\d+) of (?:the |its )?(\d+)\b", statement.says)
            if statement.figure and counted:
                figure = (str(statement.figure.numerator), str(statement.figure.denominator))
                assert figure in counted, f"{source.id}#{name}"


def test_every_interval_holds_its_percentage(ruleset: Ruleset) -> None:
    for source in ruleset.sources.values():
        for figure in (statement.figure for statement in source.statements.values() if statement.figure):
            low, high = interval(figure)
            assert low <= figure.numerator / figure.denominator <= high
