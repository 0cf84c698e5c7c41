"""A rule that is kept by the fields that settle it rests on what it rests on when it is read whole."""

from __future__ import annotations

from support.children import random_children

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate
from crdecide.explanation.kept_grounds import KeptGrounds
from crdecide.explanation.matched_values import finding_matched, matched
from crdecide.language.cards import Finding
from crdecide.language.partition import regions_of


def test_a_rule_cut_to_what_settles_it_rests_on_the_same(ruleset: Ruleset) -> None:
    grounds, regions, cut = KeptGrounds(ruleset), regions_of(ruleset), 0
    rules = {rule.id: rule for rule in ruleset.rules}
    for child in random_children(60, seed=91):
        concluded = evaluate(ruleset, observe(Patient.model_validate(child), ruleset))
        fact = regions.fact(concluded.values)
        for name in concluded.fired:
            rule, read = rules[name], grounds.readers[name](fact)
            whole = {field: regions.representative(field, fact[field]) for field in fact}
            expected = finding_matched(rule, whole) if isinstance(rule, Finding) else matched(rule.applies_when, whole)
            assert [*grounds.at(name, read).values.items()] == [*expected.items()], (name, child)
            cut += isinstance(read, tuple) and read.count(0) > len(expected)
    assert cut > 0
