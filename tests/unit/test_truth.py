"""Strong Kleene logic, against its printed table."""

import pytest

from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation

AND = {
    (TRUE, TRUE): TRUE, (TRUE, UNKNOWN): UNKNOWN, (TRUE, FALSE): FALSE,
    (UNKNOWN, TRUE): UNKNOWN, (UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, FALSE): FALSE,
    (FALSE, TRUE): FALSE, (FALSE, UNKNOWN): FALSE, (FALSE, FALSE): FALSE,
}  # fmt: skip


@pytest.mark.parametrize(("pair", "expected"), AND.items())
def test_all_follows_the_table(pair: tuple[Truth, Truth], expected: Truth) -> None:
    assert conjunction(pair) is expected


@pytest.mark.parametrize("pair", AND)
def test_any_is_the_dual_of_all(pair: tuple[Truth, Truth]) -> None:
    assert disjunction(pair) is negation(conjunction(map(negation, pair)))


def test_not_leaves_the_unknown_unknown() -> None:
    assert [negation(truth) for truth in (TRUE, FALSE, UNKNOWN)] == [FALSE, TRUE, UNKNOWN]
