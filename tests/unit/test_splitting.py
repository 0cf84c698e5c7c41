"""Long conditions in pieces: the same truth for every child, and tables that grow with the rules."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdecide import Ruleset
from crdecide.evaluation.clusters import clusters_of
from crdecide.evaluation.semantics import Values, finding_value, truth
from crdecide.language.cards import Finding, Line
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Condition, Not, fields_read
from crdecide.language.loading.check_names import MAX_FIELDS, fnv1a_32
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import fields_of
from crdecide.language.splitting import MOST_COMBINATIONS, Derivation, SplitRules, split


def with_symptoms(ruleset: Ruleset, number: int) -> Ruleset:
    """The rules with more yes/no symptoms: each an input, and a part of every condition that lists the symptoms."""
    inputs = dict(ruleset.vocabulary.inputs)
    names = [f"symptom_{n}" for n in range(number)]
    syncope = inputs["syncope"]
    inputs |= {name: syncope.model_copy(update={"label": name}) for name in names}
    vocabulary = ruleset.vocabulary.model_copy(update={"inputs": inputs})

    def widened(condition: Condition) -> Condition:
        match condition:
            case Not(part):
                return Not(widened(part))
            case All(parts) | AnyOf(parts):
                likes = [part for part in parts if isinstance(part, Among) and part.field == "syncope"]
                more = [Among(name, part.values) for part in likes for name in names]
                return type(condition)((*map(widened, parts), *more))
        return condition

    def changed(finding: Finding) -> Finding:
        lines = tuple(Line(line.value, widened(line.when)) for line in finding.concludes)
        return finding.model_copy(update={"concludes": lines})

    strata = tuple(tuple(map(changed, layer)) for layer in ruleset.strata)
    return replace(ruleset, vocabulary=vocabulary, strata=strata)


def derived(rules: SplitRules, observations: Values) -> Values:
    """Every finding and every piece, layer by layer."""
    values = dict(observations)
    for layer in rules.layers:
        values |= {rule.id: finding_value(rule, values) for rule in layer if isinstance(rule, Derivation)}
    return values


FIELDS = [f"symptom_{n}" for n in range(12)]
ATOMS = st.builds(Among, st.sampled_from(FIELDS), st.sampled_from([("yes",), ("no",)]))
TREES: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=8).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=8).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=30,
)
KNOWN = st.fixed_dictionaries({name: st.sampled_from(["yes", "no", None]) for name in FIELDS})


@settings(deadline=None, max_examples=300)
@given(condition=TREES, known=KNOWN)
def test_the_pieces_have_the_truth_of_the_whole(ruleset: Ruleset, condition: Condition, known: Values) -> None:
    larger = with_symptoms(ruleset, 12)
    card = ruleset.alerts[0].model_copy(update={"id": "long", "applies_when": condition})
    rules = split(replace(larger, strata=(), cards=(card,)))
    judged = rules.rules["long"]
    assert truth(judged.conditions[0], derived(rules, known)) is truth(condition, known)


def test_no_piece_reads_more_combinations_than_it_may(ruleset: Ruleset) -> None:
    rules = split(with_symptoms(ruleset, 20))
    assert len(rules.pieces) > 4
    for name, condition in rules.pieces.items():
        assert prod(rules.regions.size(field) + 1 for field in fields_read(condition)) <= MOST_COMBINATIONS, name


@pytest.mark.parametrize("more", [1, 2, 4, 8, 16])
def test_tables_grow_with_the_symptoms_and_not_with_their_product(ruleset: Ruleset, more: int) -> None:
    before = sum(cluster.rows for cluster in clusters_of(ruleset))
    after = sum(cluster.rows for cluster in clusters_of(with_symptoms(ruleset, more)))
    assert after < before + 1_500 * more


def test_pieces_are_named_after_their_rule_and_are_no_finding(ruleset: Ruleset) -> None:
    rules = split(ruleset)
    assert rules.pieces
    assert {name.rpartition("__")[0] for name in rules.pieces} <= {rule.id for rule in ruleset.rules}
    assert not {*rules.pieces} & {*regions_of(ruleset).values}
    assert not {*rules.pieces} & {finding.id for finding in ruleset.findings}


def test_a_layer_reads_only_what_earlier_layers_derive(ruleset: Ruleset) -> None:
    larger = with_symptoms(ruleset, 30)
    known = set(larger.vocabulary.inputs)
    for layer in split(larger).layers:
        for rule in layer:
            read = {field for condition in rule.conditions for field in fields_read(condition)}
            assert read <= known, rule.id
        known |= {rule.id for rule in layer}


def test_a_condition_that_is_small_stays_as_it_is_written(ruleset: Ruleset) -> None:
    for card in ruleset.cards:
        if prod(regions_of(ruleset).size(field) + 1 for field in fields_of(card)) <= MOST_COMBINATIONS:
            assert split(ruleset).rules[card.id].conditions == card.conditions


def test_there_are_names_for_more_pieces_than_one_fact_has_fields(ruleset: Ruleset) -> None:
    """Each on a threshold of its own: looking for a free name once went on for ever."""
    known = [Among(name, ("yes",)) for name in ("cyanosis", "heart_failure")]
    alert, cards = ruleset.alerts[0], []
    for number in range(1, 301):
        either = AnyOf((AtLeast("age_days", number), Among("syncope", ("yes",))))
        cards.append(alert.model_copy(update={"id": f"alert_{number}", "applies_when": All((either, *known))}))
    rules = split(replace(ruleset, cards=tuple(cards)))
    assert len(rules.pieces) > MAX_FIELDS
    assert len({fnv1a_32(name) for name in rules.pieces}) == len(rules.pieces)
