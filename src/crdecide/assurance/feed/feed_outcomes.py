"""What an advisory may say, outcome by outcome: each is one value of one function over what is known."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.answer_functions import Answer
from crdecide.evaluation.symbolic.constrained import INVALID
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.evaluation.symbolic.outcomes import RuleAnswers, answers_of
from crdecide.evaluation.symbolic.representatives import read_from
from crdecide.explanation.reachable_answers import Allowed, reachable
from crdecide.guideline.named_ids import DANGER, DANGER_SENTENCE
from crdecide.guideline.options import CANNOT_ASSESS, OPTIONS
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.ruleset import Ruleset
from crdecide.records.effects_of_codes import bonds

OutcomeKind = Literal["scope", "danger", "option", "alert", "check"]
SHOWN, OPEN = "shown", "open"
_Named = tuple[OutcomeKind, str, str, str, Answer, Hashable]


@dataclass(frozen=True)
class Outcome:
    """One thing that may be said: the scope, a danger or none, an option at a stance, an alert, a check."""

    kind: OutcomeKind
    id: str
    value: str
    label: str
    answer: Answer
    leaf: Hashable
    bound: Node
    """The answer, of no value where a number that codes give stands beside what they do not give it with."""


def outcomes(ruleset: Ruleset) -> tuple[Outcome, ...]:
    """Every outcome that some child may have, in the order of an advisory; that nothing can be told is none."""
    return _outcomes_of(answers_of(ruleset))


# By the answers and not by the rules: an outcome goes only with the very diagrams that it is a function of.
@lru_cache(maxsize=8)
def _outcomes_of(answers: RuleAnswers) -> tuple[Outcome, ...]:
    ruleset = answers.rules.ruleset
    every = [frozenset(range(len(part.states))) for part in answers.parts]
    named = [*_scope(answers), *_danger(answers), *_options(ruleset, answers), *_alerts(ruleset, answers)]
    made: list[Outcome] = []
    for kind, name, value, label, answer, leaf in named:
        if leaf in reachable(answers.diagrams, answer.node, every):
            made.append(Outcome(kind, name, value, label, answer, leaf, _bound(answers, answer)))
    return tuple(made)


def can_be(answers: RuleAnswers, outcome: Outcome, allowed: Allowed, *, bound: bool = True) -> bool:
    """Whether some child whose parts are in allowed states has the outcome; `bound` while all is said by codes."""
    return outcome.leaf in reachable(answers.diagrams, outcome.bound if bound else outcome.answer.node, allowed)


def _bound(answers: RuleAnswers, answer: Answer) -> Node:
    rules, node = answers.rules, answer.node
    ruleset = rules.ruleset
    for bond in bonds(ruleset):
        [number], [other] = _inputs(bond.number, ruleset), _inputs(bond.field, ruleset)
        allowed = {UNKNOWN_REGION, *(rules.regions.region(other, value) for value in bond.values)}
        # An answer that depends on one of the two alone leaves the other free to be unknown.
        if {rules.of_input[number], rules.of_input[other]} <= set(answer.support):

            def kept(value: Hashable, one: int, beside: int, allowed: Container[int] = allowed) -> Hashable:
                return value if one == UNKNOWN_REGION or beside in allowed else INVALID

            node = rules.diagrams.combined(kept, [node, rules.region(number), rules.region(other)])
    return node


def _inputs(path: str, ruleset: Ruleset) -> list[str]:
    return [name for name, _ in read_from(ruleset)[path]]


def _scope(answers: RuleAnswers) -> Iterator[_Named]:
    answer = answers.by_name["scope"]
    yield ("scope", "scope", "in_scope", "in scope", answer, "in_scope")
    yield ("scope", "scope", "out_of_scope", "out of scope", answer, "out_of_scope")


def _danger(answers: RuleAnswers) -> Iterator[_Named]:
    answer, ruleset = answers.danger, answers.rules.ruleset
    for value in ("yes", "no"):
        yield ("danger", "danger", value, f"{ruleset.finding_by_id[DANGER].label}: {value}", answer, value)


def _options(ruleset: Ruleset, answers: RuleAnswers) -> Iterator[_Named]:
    vocabulary = ruleset.vocabulary
    for name in OPTIONS:
        answer = answers.by_name[name]
        leaves = {answers.diagrams.value(leaf) for leaf in answers.diagrams.leaves(answer.node)}
        stances = [leaf for leaf in leaves if isinstance(leaf, OptionOutcome) and leaf.stance != CANNOT_ASSESS]
        for leaf in sorted(stances, key=lambda one: (list(vocabulary.stances).index(one.stance), one.especially)):
            label = vocabulary.options[name].label
            said = vocabulary.stances[leaf.stance] + (", especially" if leaf.especially else "")
            value = f"{leaf.stance}{'_especially' if leaf.especially else ''}"
            yield ("option", name, value, f"{label}: {said}", answer, leaf)


def _alerts(ruleset: Ruleset, answers: RuleAnswers) -> Iterator[_Named]:
    cards = [card for card in ruleset.alerts if card.id != DANGER_SENTENCE]
    for card in cards:
        yield ("alert", card.id, SHOWN, card.title, answers.by_name[card.id], SHOWN)
    for card in cards:
        yield ("check", card.id, OPEN, card.title, answers.by_name[card.id], OPEN)
