"""Where there is a danger nothing reassures, and the one fixed sentence is there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.laws import HAS_DIED, LIFE_STAGE, STATED_TSC, TSC_AFFIRMED
from crdecide.guideline.named_ids import DANGER, DANGER_SENTENCE, TUMOUR_PRESENT
from crdecide.guideline.options import IMMEDIATE, SURVEILLANCE, USUAL_COURSE

from .counterexample import Counterexample, first_of
from .property import STATES, Outcome, Property
from .subject import Subject
from .timing import timing_of


def _no_reassurance(subject: Subject) -> Outcome:
    nodes = [_danger(subject), subject.outcomes.options[SURVEILLANCE], subject.outcomes.alerts[DANGER_SENTENCE]]
    counterexample = first_of(chain(_reassured(subject), _unsaid(subject)))
    return Outcome(subject.size([*nodes, *timing_of(subject).values()]), STATES, counterexample)


def _reassured(subject: Subject) -> Iterator[Counterexample | None]:
    danger, scope = _danger(subject), subject.outcomes.scope
    usual = subject.node(
        lambda is_there, outcome: is_there and _is_usual(outcome), [danger, subject.outcomes.options[SURVEILLANCE]]
    )
    yield subject.violation(usual, "there is a danger, and waiting is the usual course")
    for timing, node in timing_of(subject).items():
        wrong = subject.node(
            lambda is_there, status, is_said, due=timing: (
                is_there and status == "in_scope" and is_said != (due == IMMEDIATE)
            ),
            [danger, scope, node],
        )
        yield subject.violation(wrong, f"there is a danger, and the timing is not immediate alone ({timing})")


def _unsaid(subject: Subject) -> Iterator[Counterexample | None]:
    """The sentence has to be there in every scope, for a living child whom a danger from heart tumours concerns."""
    unsaid = subject.node(
        lambda is_there, concerned, shown: is_there and concerned and shown != "shown",
        [_danger(subject), _concerned(subject), subject.outcomes.alerts[DANGER_SENTENCE]],
    )
    yield subject.violation(unsaid, "there is a danger, and it is not said")


def _danger(subject: Subject) -> Node:
    return _has_value(subject, DANGER, "yes")


def _concerned(subject: Subject) -> Node:
    """A living child with a tumour on record, or with TSC stated and no tumour denied; from the record by itself."""
    [stage], [stated] = subject.inputs_at(LIFE_STAGE), subject.inputs_at(STATED_TSC)
    nodes = [_has_value(subject, stage, HAS_DIED), _has_value(subject, stated, *TSC_AFFIRMED)]
    tumour = [_has_value(subject, TUMOUR_PRESENT, "yes"), _has_value(subject, TUMOUR_PRESENT, "no")]
    return subject.node(
        lambda died, has_tsc, present, denied: not died and (present or (has_tsc and not denied)), [*nodes, *tumour]
    )


def _has_value(subject: Subject, name: str, *values: str) -> Node:
    return subject.where({name: [subject.regions.region(name, value) for value in values]})


def _is_usual(outcome: Hashable) -> bool:
    return isinstance(outcome, OptionOutcome) and outcome.stance == USUAL_COURSE


NO_REASSURANCE_BESIDE_DANGER = Property(
    name="no_reassurance_beside_danger",
    claims="with a danger waiting is never the usual course, review is immediate, and the danger is said in any scope",
    shown="all states",
    reason="a sentence that calms beside one that warns is the one that is remembered",
    not_proved="that the danger is real: severity is not recorded, so every such presentation counts",
    check=_no_reassurance,
)
