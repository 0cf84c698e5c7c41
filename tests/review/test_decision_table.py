"""The decision table of a card says what the evaluator says, for every combination of what the card reads."""

from __future__ import annotations

import random
from itertools import product
from math import prod

import pytest

from crdecide import Ruleset
from crdecide.evaluation.semantics import truth
from crdecide.language.conditions import Among, AnyOf, Condition, Not
from crdecide.language.partition import Regions, regions_of
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth
from crdecide.publish.site.card_tables import DecisionTable, applies, decision_table


def read_off(table: DecisionTable, places: tuple[tuple[str, int], ...]) -> Truth:
    if any(applies(row, places) for row in table.holds):
        return TRUE
    return FALSE if any(applies(row, places) for row in table.fails) else UNKNOWN


def disagreements(condition: Condition, regions: Regions, most: int) -> int:
    """In how many states the table says otherwise; of a condition with more states than so many, as many are drawn."""
    table = decision_table(condition, regions)
    sizes = [regions.size(name) + 1 for name in table.fields]
    rng = random.Random(6)
    drawn = ([rng.randrange(size) for size in sizes] for _ in range(most))
    wrong = 0
    for choice in drawn if prod(sizes) > most else product(*map(range, sizes)):
        places = tuple(zip(table.fields, choice, strict=True))
        values = {name: regions.representative(name, region) for name, region in places}
        wrong += read_off(table, places) is not truth(condition, values)
    return wrong


@pytest.mark.parametrize("most", [300, pytest.param(10**9, marks=pytest.mark.nightly, id="every state")])
def test_every_table_agrees_with_the_evaluator(ruleset: Ruleset, most: int) -> None:
    regions = regions_of(ruleset)
    for card in ruleset.rules:
        for condition in card.conditions:
            assert disagreements(condition, regions, most) == 0, card.id


def test_no_row_could_be_left_out_or_widened(ruleset: Ruleset) -> None:
    """A dash stands only where the field does not matter, and a value only where it does."""
    regions = regions_of(ruleset)
    [card] = [card for card in ruleset.cards if card.id == "mtor_inhibitor_especially"]
    table = decision_table(card.applies_when, regions)
    for place, row in enumerate(table.fails):
        for field in row:
            wider = {name: allowed for name, allowed in row.items() if name != field}
            fails = (*table.fails[:place], wider, *table.fails[place + 1 :])
            changed = DecisionTable(table.fields, table.holds, fails)
            places = tuple((name, 0) for name in table.fields)
            assert read_off(changed, places) is not read_off(table, places)


def test_a_row_that_another_covers_is_left_out() -> None:
    regions = Regions({"a": ("yes", "no"), "b": ("yes", "no")}, {})
    table = decision_table(
        AnyOf((Among("a", ("yes",)), Not(AnyOf((Among("a", ("no",)), Among("b", ("no",))))))), regions
    )
    assert table.holds == ({"a": frozenset({1})},)


@pytest.mark.parametrize("field", ["age_days", "surgical_risk"])
def test_unknown_is_in_no_row(ruleset: Ruleset, field: str) -> None:
    regions = regions_of(ruleset)
    for card in ruleset.cards:
        table = decision_table(card.applies_when, regions)
        assert all(0 not in row.get(field, ()) for row in (*table.holds, *table.fails))
