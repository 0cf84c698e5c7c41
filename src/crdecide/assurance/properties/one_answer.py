"""Every child gets one answer: a scope, one stance an option, and never two that contradict each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from itertools import chain, combinations
from operator import eq

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.evaluation.symbolic.outcomes import ConflictingStances
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.language.cards import OptionCard
from crdecide.language.truth import TRUE, Truth

from .counterexample import Counterexample
from .property import STATES, Outcome, Property
from .subject import Subject


def _total(subject: Subject) -> Outcome:
    complete = subject.complete
    nodes = [subject.says.scope, *subject.says.options.values()]
    found = filter(None, _undecided(subject, complete))
    return Outcome(subject.size(nodes), STATES, next(found, None))


def _undecided(subject: Subject, complete: Node) -> Iterator[Counterexample | None]:
    for name, node in subject.says.options.items():
        silent = subject.node(lambda said, status: (said is None) == (status == "in_scope"), [node, subject.says.scope])
        yield subject.violation(silent, f"in scope without a stance on {name}, or out of scope with one")
        open_still = subject.node(lambda said, whole: whole and _is_undecided(said), [node, complete])
        yield subject.violation(open_still, f"all is known, and {name} still cannot be assessed")
    unscoped = subject.node(lambda status, whole: whole and status == CANNOT_ASSESS, [subject.says.scope, complete])
    yield subject.violation(unscoped, "all is known, and the scope still cannot be assessed")


def _is_undecided(said: Hashable) -> bool:
    return isinstance(said, OptionOutcome) and said.stance == CANNOT_ASSESS


def _no_contradiction(subject: Subject) -> Outcome:
    found = chain(_conflicts(subject), _double_values(subject))
    return Outcome(subject.size(subject.says.options.values()), STATES, next(filter(None, found), None))


def _conflicts(subject: Subject) -> Iterator[Counterexample | None]:
    for name, node in subject.says.options.items():
        for conflict in (value for value in subject.values(node) if isinstance(value, ConflictingStances)):
            there = subject.node(partial(eq, conflict), [node])
            what = f"{' and '.join(conflict.cards)} hold together and differ in their stance on {name}"
            yield subject.violation(there, what)


def _double_values(subject: Subject) -> Iterator[Counterexample | None]:
    """A finding whose lines rank what was found so far may hold at two values; the first of them is taken."""
    for finding in subject.ruleset.findings:
        for one, other in combinations(finding.lines, 2) if not finding.so_far else ():
            if one.value != other.value:
                truths = [subject.rules.truth(one.when), subject.rules.truth(other.when)]
                both = subject.node(lambda a, b: a is TRUE and b is TRUE, truths)
                yield subject.violation(both, f"{finding.id} is both {one.value} and {other.value}")


def _withholding_wins(subject: Subject) -> Outcome:
    pairs = [(card, name) for card in subject.ruleset.cards for name in card.withheld_by]
    found = (_withheld(subject, card, name) for card, name in pairs if isinstance(card, OptionCard))
    counterexample = next(filter(None, found), None)
    return Outcome(subject.size(subject.says.options.values()), STATES, counterexample)


def _withheld(subject: Subject, card: OptionCard, name: str) -> Counterexample | None:
    """Where a card that withholds speaks, the option stands as it says; the cards beside the withheld one too."""
    holder = next((other for other in subject.ruleset.options if other.id == name), None)
    if holder is None or holder.says.option != card.says.option:
        return None
    stance = holder.says.stance

    def otherwise(truth: Truth, said: Hashable) -> bool:
        return truth is TRUE and said is not None and not (isinstance(said, OptionOutcome) and said.stance == stance)

    node = subject.node(otherwise, [subject.rules.effective[name], subject.says.options[card.says.option]])
    return subject.violation(node, f"{name} holds and withholds {card.id}, yet its stance is not that of the option")


TOTAL = Property(
    name="total",
    claims="every child has one scope, and in scope one stance an option; where all is known nothing is undecided",
    reason="a gap in the rules must never be taken for an answer, nor leave a question that nothing can settle",
    not_proved="that the stance is the right one",
    check=_total,
)
NO_CONTRADICTION = Property(
    name="no_contradiction",
    claims="no two cards that hold for one child differ in the stance of an option, and no finding has two values",
    reason="advice that contradicts itself is read as whichever half the reader expects",
    not_proved="that the words of two notes or alerts agree with each other",
    check=_no_contradiction,
)
WITHHOLDING_WINS = Property(
    name="withholding_wins",
    claims="where a card that withholds another holds, the option has its stance, whatever else speaks for another",
    reason="a contraindication that is known must not be outvoted by cards in favour",
    not_proved="that every contraindication in the literature has a card",
    check=_withholding_wins,
)
