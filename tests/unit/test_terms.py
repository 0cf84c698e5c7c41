"""The terms handed to the engine prove exactly what the evaluator says, for any condition and any child."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdecide.evaluation.semantics import truth
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Field, Not, Value
from crdecide.language.normal_form import MAX_TERMS, Term, TooManyTerms, proofs, runs
from crdecide.language.partition import Regions
from crdecide.language.truth import FALSE, TRUE

FIELDS = {
    "fever": Field("fever", ("yes", "no")),
    "risk": Field("risk", ("low", "moderate", "high", "inoperable"), ordered=True),
    "size": Field("size", None),
}
BOUNDS = st.sampled_from([0, 2.5, 7, 1e-5, 1e22])
ATOMS = st.one_of(
    st.builds(Among, st.just("fever"), st.sampled_from([("yes",), ("no",), ("yes", "no")])),
    st.builds(Among, st.just("risk"), st.sets(st.sampled_from(FIELDS["risk"].values), min_size=1).map(tuple)),
    st.builds(AtLeast, st.just("size"), BOUNDS),
    st.builds(Below, st.just("size"), BOUNDS),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
CHILDREN = st.fixed_dictionaries({
    "fever": st.sampled_from([None, "yes", "no"]),
    "risk": st.sampled_from([None, "low", "moderate", "high", "inoperable"]),
    "size": st.one_of(st.none(), st.sampled_from([-1, 0, 2.5, 2.4999, 6.9, 7, 1e-5, 1e22, 1e30]), st.floats(-9, 9)),
})  # fmt: skip


def holds(term: Term, child: dict[str, Value | None], regions: Regions) -> bool:
    return all(regions.region(field, child[field]) in allowed for field, allowed in term.items())


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, CHILDREN)
def test_a_condition_is_true_where_a_term_proves_it_and_false_where_one_refutes_it(
    condition: Condition, child: dict[str, Value | None]
) -> None:
    regions = Regions.of(FIELDS, [condition])
    for wanted in (TRUE, FALSE):
        proved = any(holds(term, child, regions) for term in proofs(condition, wanted, regions))
        if proved:
            assert truth(condition, child) is wanted
    # Kleene cannot see that "fever or not fever" holds: a proof is needed only where it decides.
    if truth(condition, child) in (TRUE, FALSE):
        assert any(holds(t, child, regions) for t in proofs(condition, truth(condition, child), regions))


@given(st.floats(-20, 20), st.sets(st.integers(-10, 10), max_size=5))
def test_a_value_and_the_representative_of_its_region_fall_in_one_region(value: float, bounds: set[int]) -> None:
    regions = Regions.of({"size": FIELDS["size"]}, [AtLeast("size", bound) for bound in bounds])
    region = regions.region("size", value)
    assert regions.region("size", regions.representative("size", region)) == region


@given(st.frozensets(st.integers(1, 12)))
def test_runs_hold_the_same_regions_without_gaps(allowed: frozenset[int]) -> None:
    spans = runs(allowed)
    assert frozenset(region for low, high in spans for region in range(low, high + 1)) == allowed
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(spans))


def test_a_condition_with_too_many_alternatives_is_refused() -> None:
    pair = AnyOf((Among("fever", ("yes",)), AtLeast("size", 1)))
    many = All(tuple(AnyOf((pair, Among("risk", ("low",)), Below("size", bound))) for bound in range(12)))
    with pytest.raises(TooManyTerms, match="512"):
        proofs(many, TRUE, Regions.of(FIELDS, [many]))


def test_as_many_alternatives_as_the_engine_is_given_are_taken() -> None:
    ages = tuple(AtLeast("size", bound) for bound in range(MAX_TERMS + 1))
    regions = Regions.of(FIELDS, ages)
    assert len(proofs(AnyOf(ages[:MAX_TERMS]), TRUE, regions)) == MAX_TERMS
    with pytest.raises(TooManyTerms):
        proofs(AnyOf(ages), TRUE, regions)


def test_of_nothing_all_is_proved_and_any_is_not() -> None:
    regions = Regions.of(FIELDS, [])
    assert proofs(All(()), TRUE, regions) == [{}]
    assert proofs(AnyOf(()), TRUE, regions) == []


def test_terms_allow_the_regions_that_there_are_and_no_other() -> None:
    regions = Regions.of(FIELDS, [AtLeast("size", 7)])
    assert regions.satisfying(AtLeast("size", 7)) == {2}
    assert regions.satisfying(Below("size", 7)) == {1}
    assert proofs(AtLeast("size", 7), FALSE, regions) == [{"size": frozenset({1})}]
    assert proofs(Among("risk", ("low",)), FALSE, regions) == [{"risk": frozenset({2, 3, 4})}]
    assert proofs(Among("fever", ("yes", "no")), FALSE, regions) == []
