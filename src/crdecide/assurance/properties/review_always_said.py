"""Specialist review is said of every child in scope, with one timing; routine only where nothing is against it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.guideline.named_ids import DANGER
from crdecide.guideline.options import ROUTINE, SPECIALIST_REVIEW, USUAL_COURSE

from .counterexample import Counterexample, first_of
from .property import STATES, Outcome, Property
from .subject import Subject
from .timing import timing_of


def _review_is_always_said(subject: Subject) -> Outcome:
    nodes = [subject.outcomes.options[SPECIALIST_REVIEW], *timing_of(subject).values()]
    counterexample = first_of(chain(_unsaid(subject), _untimed(subject), _routine_in_doubt(subject)))
    return Outcome(subject.size([*nodes, *subject.outcomes.alerts.values()]), STATES, counterexample)


def _unsaid(subject: Subject) -> Iterator[Counterexample | None]:
    option, scope = subject.outcomes.options[SPECIALIST_REVIEW], subject.outcomes.scope
    unsaid = subject.node(lambda status, outcome: status == "in_scope" and not _is_usual(outcome), [scope, option])
    yield subject.violation(unsaid, "in scope, and specialist review is not the usual course")


def _untimed(subject: Subject) -> Iterator[Counterexample | None]:
    times = list(timing_of(subject).values())
    untimed = subject.node(
        lambda status, *said: status == "in_scope" and sum(said) != 1, [subject.outcomes.scope, *times]
    )
    yield subject.violation(untimed, "in scope, and the review has no timing, or more than one")


def _routine_in_doubt(subject: Subject) -> Iterator[Counterexample | None]:
    """Routine beside a warning, or beside a danger that is there or not excluded."""
    routine = timing_of(subject)[ROUTINE]
    safe = subject.where({DANGER: [subject.regions.region(DANGER, "no")]})
    doubtful = subject.node(lambda is_routine, is_safe: is_routine and not is_safe, [routine, safe])
    yield subject.violation(doubtful, "the review is routine, and a danger is not excluded")
    for card in subject.ruleset.alerts:
        if card.says.severity == "warning":
            beside = subject.node(
                lambda is_routine, shown: is_routine and shown == "shown", [routine, subject.outcomes.alerts[card.id]]
            )
            yield subject.violation(beside, f"the review is routine, and the warning {card.id} is shown")


def _is_usual(outcome: Hashable) -> bool:
    return isinstance(outcome, OptionOutcome) and outcome.stance == USUAL_COURSE


REVIEW_IS_ALWAYS_SAID = Property(
    name="review_is_always_said",
    claims="in scope specialist review is usual, with one timing; never routine beside a warning or a possible danger",
    shown="all states",
    reason="no child with a heart tumour is told, by silence, that nobody need look",
    not_proved="that the interval suits the child: the sources give none for infants",
    check=_review_is_always_said,
)
