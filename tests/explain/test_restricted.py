"""Diagrams restricted to one scope: the same answers for every child in it, and fewer questions on the way."""

from __future__ import annotations

import pytest
from support.children import random_children

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import observe
from crdecide.evaluation.symbolic.answer_functions import SCOPE
from crdecide.evaluation.symbolic.outcomes import answers_of
from crdecide.evaluation.symbolic.restricted import Restricted
from crdecide.guideline.options import SCOPES, ScopeStatus


@pytest.mark.parametrize("status", SCOPES)
def test_an_answer_restricted_to_a_scope_is_the_same_for_every_child_in_it(
    ruleset: Ruleset, status: ScopeStatus
) -> None:
    answers, met = answers_of(ruleset), 0
    scope = answers.by_name[SCOPE]
    restricted = Restricted(answers.diagrams, scope.node, status)
    within = [restricted.of(answer.node) for answer in answers.answers]
    for child in random_children(200, seed=31):
        values = observe(Patient.model_validate(child), ruleset)
        place = answers.place(answers.regions.fact(values))
        if answers.value(scope, place) == status:
            met += 1
            for answer, node in zip(answers.answers, within, strict=True):
                assert answers.diagrams.at(node, place) == answers.value(answer, place), (answer.name, child)
    assert met > 30


@pytest.mark.parametrize("status", SCOPES)
def test_within_a_scope_nothing_is_asked_to_tell_the_scope(ruleset: Ruleset, status: ScopeStatus) -> None:
    answers = answers_of(ruleset)
    restricted = Restricted(answers.diagrams, answers.by_name[SCOPE].node, status)
    assert answers.diagrams.leaves(restricted.of(answers.by_name[SCOPE].node)) != ()
    before = sum(len(answers.diagrams.support(answer.node)) for answer in answers.answers)
    within = sum(len(answers.diagrams.support(restricted.of(answer.node))) for answer in answers.answers)
    assert within < before / 2
