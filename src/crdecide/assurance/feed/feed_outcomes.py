"""What an advisory may say, outcome by outcome: each is one value of one function over what is known."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.outcomes import Answer, Answers, answers_of, danger_answer
from crdecide.explanation.reachable_answers import Allowed, reachable
from crdecide.guideline.named_ids import DANGER, DANGER_SENTENCE
from crdecide.guideline.options import CANNOT_ASSESS, OPTIONS
from crdecide.language.ruleset import Ruleset

OutcomeKind = Literal["scope", "danger", "option", "alert", "check"]
SHOWN, OPEN = "shown", "open"


@dataclass(frozen=True)
class Outcome:
    """One thing that may be said: the scope, a danger or none, an option at a stance, an alert, a check."""

    kind: OutcomeKind
    id: str
    value: str
    label: str
    answer: Answer
    leaf: Hashable


@lru_cache(maxsize=8)
def outcomes(ruleset: Ruleset) -> tuple[Outcome, ...]:
    """Every outcome that some child may have, in the order of an advisory; that nothing can be told is none."""
    answers = answers_of(ruleset)
    every = [frozenset(range(len(part.states))) for part in answers.parts]
    named = [*_scope(answers), *_danger(ruleset), *_options(ruleset, answers), *_alerts(ruleset, answers)]
    return tuple(outcome for outcome in named if can_be(answers, outcome, every))


def can_be(answers: Answers, outcome: Outcome, allowed: Allowed) -> bool:
    """Whether some child whose parts are in allowed states has the outcome."""
    return outcome.leaf in reachable(answers.diagrams, outcome.answer.node, allowed)


def _scope(answers: Answers) -> Iterator[Outcome]:
    answer = answers.by_name["scope"]
    yield Outcome("scope", "scope", "in_scope", "in scope", answer, "in_scope")
    yield Outcome("scope", "scope", "out_of_scope", "out of scope", answer, "out_of_scope")


def _danger(ruleset: Ruleset) -> Iterator[Outcome]:
    answer = danger_answer(ruleset)
    for value in ("yes", "no"):
        yield Outcome("danger", "danger", value, f"{ruleset.finding_by_id[DANGER].label}: {value}", answer, value)


def _options(ruleset: Ruleset, answers: Answers) -> Iterator[Outcome]:
    vocabulary = ruleset.vocabulary
    for name in OPTIONS:
        answer = answers.by_name[name]
        leaves = {answers.diagrams.value(leaf) for leaf in answers.diagrams.leaves(answer.node)}
        stances = [leaf for leaf in leaves if isinstance(leaf, OptionOutcome) and leaf.stance != CANNOT_ASSESS]
        for leaf in sorted(stances, key=lambda one: (list(vocabulary.stances).index(one.stance), one.especially)):
            label = vocabulary.options[name].label
            said = vocabulary.stances[leaf.stance] + (", especially" if leaf.especially else "")
            value = f"{leaf.stance}{'_especially' if leaf.especially else ''}"
            yield Outcome("option", name, value, f"{label}: {said}", answer, leaf)


def _alerts(ruleset: Ruleset, answers: Answers) -> Iterator[Outcome]:
    cards = [card for card in ruleset.alerts if card.id != DANGER_SENTENCE]
    for card in cards:
        yield Outcome("alert", card.id, SHOWN, card.title, answers.by_name[card.id], SHOWN)
    for card in cards:
        yield Outcome("check", card.id, OPEN, card.title, answers.by_name[card.id], OPEN)
