"""durable-rules and the evaluator give the same conclusions, on every region and on random children."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from support.children import random_children

from crdecide import Patient, Ruleset
from crdecide.cards import Finding, Holdable
from crdecide.conclusions import Values
from crdecide.conditions import fields_read
from crdecide.engine import engine_for
from crdecide.engine.pool import Pool
from crdecide.engine.program import Program
from crdecide.evaluate import evaluate, finding_value, truth
from crdecide.observe import observe
from crdecide.regions import regions_of
from crdecide.ruleset import conditions_of

LAYERS = 4


def layer_alone(ruleset: Ruleset, number: int) -> tuple[Program, tuple[Finding, ...], tuple[Holdable, ...]]:
    """One layer of the program, with the findings of earlier layers as its inputs, and what stands in it."""
    program = Program.of(ruleset)
    layer = program.layers[number]
    cards = () if layer.findings else ruleset.cards
    return replace(program, layers=(layer,), cards=cards), layer.findings, cards


def every_region(ruleset: Ruleset, part: Finding | Holdable) -> Iterator[Values]:
    """Every combination of regions, unknown included, of the fields that the card itself reads."""
    regions = regions_of(ruleset)
    names = [*ruleset.vocabulary.inputs, *(finding.id for finding in ruleset.findings)]
    read = dict.fromkeys(name for condition in conditions_of(part) for name in fields_read(condition))
    for choice in product(*(range(regions.size(name) + 1) for name in read)):
        known = {name: regions.representative(name, region) for name, region in zip(read, choice, strict=True)}
        yield {**dict.fromkeys(names), **known}


def test_the_layers_tested_one_by_one_are_all_there_are(ruleset: Ruleset) -> None:
    assert len(Program.of(ruleset).layers) == LAYERS


@pytest.mark.parametrize("number", range(LAYERS))
def test_both_agree_on_every_region_of_each_cards_inputs(ruleset: Ruleset, number: int) -> None:
    program, findings, cards = layer_alone(ruleset, number)
    pool = Pool(program)
    checked = 0
    for part in (*findings, *cards):
        for values in every_region(ruleset, part):
            conclusions = pool.run(lambda handles, values=values: program.run(handles, values))
            for finding in findings:
                assert conclusions.values[finding.id] == finding_value(finding, values), (finding.id, values)
            for card in cards:
                assert conclusions.truths[card.id] is truth(card.applies_when, values), (card.id, values)
            checked += 1
    assert checked >= len(findings) + len(cards)


def test_both_agree_on_20_000_random_children(ruleset: Ruleset) -> None:
    engine = engine_for(ruleset)
    seen: set[tuple[str, ...]] = set()
    for child in random_children(20_000, seed=2021):
        observations = observe(Patient.model_validate(child), ruleset)
        expected = evaluate(ruleset, observations)
        assert engine.conclude(observations) == expected, child
        seen.add(expected.fired)
    assert len(seen) > 1000, "the children differ enough to mean something"


def test_both_agree_whatever_the_order_of_the_cards(ruleset: Ruleset) -> None:
    shuffled_cards = random.Random(7).sample(ruleset.cards, len(ruleset.cards))
    shuffled = replace(ruleset, cards=tuple(shuffled_cards))
    for child in random_children(500, seed=7):
        observations = observe(Patient.model_validate(child), ruleset)
        answer, other = engine_for(ruleset).conclude(observations), engine_for(shuffled).conclude(observations)
        assert (answer.values, answer.truths) == (other.values, other.truths)


def test_the_comparison_would_see_a_wrong_engine(ruleset: Ruleset) -> None:
    cards = list(ruleset.cards)
    position = next(index for index, card in enumerate(cards) if card.id == "surgery_high_risk")
    low: Any = next(card for card in cards if card.id == "surgery_low_or_moderate_risk")
    cards[position] = cards[position].model_copy(update={"applies_when": low.applies_when})
    wrong = engine_for(replace(ruleset, cards=tuple(cards)))
    children = random_children(300, seed=1)
    observed = [observe(Patient.model_validate(child), ruleset) for child in children]
    assert any(wrong.conclude(values).truths != evaluate(ruleset, values).truths for values in observed)
