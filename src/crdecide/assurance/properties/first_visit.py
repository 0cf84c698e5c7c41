"""What a first visit can know is enough for every option to be answered."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.laws import NOT_AT_A_FIRST_VISIT, OF_A_FIRST_VISIT
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.language.partition import UNKNOWN_REGION

from .counterexample import Counterexample, first_of
from .property import STATES, Outcome, Property
from .subject import Subject


def _first_visit_decides(subject: Subject) -> Outcome:
    counterexample = first_of(_undecided(subject))
    return Outcome(subject.size([*subject.outcomes.options.values(), _first_visit(subject)]), STATES, counterexample)


def _undecided(subject: Subject) -> Iterator[Counterexample | None]:
    visit = _first_visit(subject)
    for name, node in subject.outcomes.options.items():
        open_still = subject.node(lambda is_so, outcome: is_so and _is_open(outcome), [visit, node])
        yield subject.violation(open_still, f"all that a first visit gives is known, and {name} cannot be assessed")


def _first_visit(subject: Subject) -> Node:
    """Where all is known that a first visit gives, and nothing that comes later; all else is as it may be."""
    inputs, is_so = subject.ruleset.vocabulary.inputs, dict[str, Collection[int]]()
    for name in subject.inputs_at(*OF_A_FIRST_VISIT):
        # What can only be yes or unknown is as much known either way.
        if inputs[name].reads.may_be_no:
            is_so[name] = subject.known_regions(name)
    is_so |= dict.fromkeys(subject.inputs_at(*NOT_AT_A_FIRST_VISIT), (UNKNOWN_REGION,))
    return subject.where(is_so)


def _is_open(outcome: Hashable) -> bool:
    return isinstance(outcome, OptionOutcome) and outcome.stance == CANNOT_ASSESS


FIRST_VISIT_DECIDES = Property(
    name="first_visit_decides",
    claims="with age, tumours and every symptom known, and nothing that comes later, no option is left unassessed",
    shown="all states",
    reason="a trend and a heart team's judgement do not exist on the first day, on which the answer is needed",
    not_proved="that a first visit knows all of this",
    check=_first_visit_decides,
)
