"""Every child gets one answer: a scope, one stance an option, and never two that contradict each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from itertools import chain, combinations
from operator import eq

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.answer_functions import ConflictingStances
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.language.cards import OptionCard
from crdecide.language.truth import TRUE, Truth

from .counterexample import Counterexample, first_of
from .property import STATES, Outcome, Property
from .subject import Subject


def _total(subject: Subject) -> Outcome:
    complete = subject.complete
    nodes = [subject.outcomes.scope, *subject.outcomes.options.values()]
    return Outcome(subject.size(nodes), STATES, first_of(_undecided(subject, complete)))


def _undecided(subject: Subject, complete: Node) -> Iterator[Counterexample | None]:
    for name, node in subject.outcomes.options.items():
        silent = subject.node(_is_silent_or_out_of_turn, [node, subject.outcomes.scope])
        yield subject.violation(silent, f"in scope without a stance on {name}, or out of scope with one")
        open_still = subject.node(lambda outcome, whole: whole and _is_undecided(outcome), [node, complete])
        yield subject.violation(open_still, f"all is known, and {name} still cannot be assessed")
    unscoped = subject.node(lambda status, whole: whole and status == CANNOT_ASSESS, [subject.outcomes.scope, complete])
    yield subject.violation(unscoped, "all is known, and the scope still cannot be assessed")


def _is_silent_or_out_of_turn(outcome: Hashable, status: str) -> bool:
    """Whether an option has no outcome in scope, or has one elsewhere."""
    return (outcome is None) == (status == "in_scope")


def _is_undecided(outcome: Hashable) -> bool:
    return isinstance(outcome, OptionOutcome) and outcome.stance == CANNOT_ASSESS


def _no_contradiction(subject: Subject) -> Outcome:
    counterexample = first_of(chain(_conflicts(subject), _double_values(subject)))
    return Outcome(subject.size(subject.outcomes.options.values()), STATES, counterexample)


def _conflicts(subject: Subject) -> Iterator[Counterexample | None]:
    for name, node in subject.outcomes.options.items():
        for outcome in subject.values(node):
            if isinstance(outcome, ConflictingStances):
                there = subject.node(partial(eq, outcome), [node])
                what = f"{' and '.join(outcome.cards)} hold together and differ in their stance on {name}"
                yield subject.violation(there, what)


def _double_values(subject: Subject) -> Iterator[Counterexample | None]:
    """A finding whose lines rank what was found so far may hold at two values; the first of them is taken."""
    for finding in subject.ruleset.findings:
        if finding.so_far:
            continue
        for one, other in combinations(finding.lines, 2):
            if one.value != other.value:
                truths = [subject.rules.truth(one.when), subject.rules.truth(other.when)]
                both = subject.node(lambda a, b: a is TRUE and b is TRUE, truths)
                yield subject.violation(both, f"{finding.id} is both {one.value} and {other.value}")


def _withholding_wins(subject: Subject) -> Outcome:
    counterexample = first_of(_outvoted(subject))
    return Outcome(subject.size(subject.outcomes.options.values()), STATES, counterexample)


def _outvoted(subject: Subject) -> Iterator[Counterexample | None]:
    for card in subject.ruleset.cards:
        if isinstance(card, OptionCard):
            for name in card.withheld_by:
                yield _withheld(subject, card, name)


def _withheld(subject: Subject, card: OptionCard, name: str) -> Counterexample | None:
    """Where a card that withholds speaks, the option stands as it says; the cards beside the withheld one too."""
    holder = {other.id: other for other in subject.ruleset.options}.get(name)
    # A card about something else, as an alert, may withhold too; it gives the option no stance to be held to.
    if holder is None or holder.says.option != card.says.option:
        return None
    stance = holder.says.stance

    def otherwise(truth: Truth, outcome: Hashable) -> bool:
        if truth is not TRUE or outcome is None:
            return False
        return not isinstance(outcome, OptionOutcome) or outcome.stance != stance

    node = subject.node(otherwise, [subject.rules.effective[name], subject.outcomes.options[card.says.option]])
    return subject.violation(node, f"{name} holds and withholds {card.id}, yet its stance is not that of the option")


TOTAL = Property(
    name="total",
    claims="every child has one scope, and in scope one stance an option; where all is known nothing is undecided",
    shown="all states",
    reason="a gap in the rules must never be taken for an answer, nor leave a question that nothing can settle",
    not_proved="that the stance is the right one",
    check=_total,
)
NO_CONTRADICTION = Property(
    name="no_contradiction",
    claims="no two cards that hold for one child differ in the stance of an option, and no finding has two values",
    shown="all states",
    reason="advice that contradicts itself is read as whichever half the reader expects",
    not_proved="that the words of two notes or alerts agree with each other",
    check=_no_contradiction,
)
WITHHOLDING_WINS = Property(
    name="withholding_wins",
    claims="where a card that withholds another holds, the option has its stance, whatever else speaks for another",
    shown="all states",
    reason="a contraindication that is known must not be outvoted by cards in favour",
    not_proved="that every contraindication in the literature has a card",
    check=_withholding_wins,
)
