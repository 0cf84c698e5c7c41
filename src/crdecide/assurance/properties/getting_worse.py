"""What happens as a child gets worse: options and alerts follow in the right direction."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import add
from typing import Any

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.laws import DANGERS, DRUG_IN_USE, DRUG_STATUS, STRENGTH, SURGICAL_RISK, TO_BE_ASKED
from crdecide.guideline.options import MTOR_INHIBITOR, SURGERY
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.vocabulary import Input

from .counterexample import Counterexample, first_of
from .property import STATES, Outcome, Property
from .subject import Change, Subject


def worsened(subject: Subject, *sections: str) -> Iterator[tuple[str, Change]]:
    """Every change of one known input of these sections to a more dangerous known value, with the input's name."""
    for number, part in enumerate(subject.parts):
        for place, name in enumerate(part.inputs):
            entry = subject.ruleset.vocabulary.inputs[name]
            if not entry.path.startswith(sections):
                continue
            for before, state in enumerate(part.states):
                for after, other in enumerate(part.states):
                    # Inputs that share a part go together through its states: the others have to stay as they are.
                    same = (*state[:place], *state[place + 1 :]) == (*other[:place], *other[place + 1 :])
                    if same and _is_worse(entry, state[place], other[place]):
                        yield name, Change(number, before, after)


def _is_worse(entry: Input, now: int, then: int) -> bool:
    """Of yes and no, yes is worse though it is listed first."""
    if UNKNOWN_REGION in (now, then):
        return False
    return then < now if entry.type == "yes_no" else then > now


def _monotone_in_risk(subject: Subject) -> Outcome:
    changes = [change for _, change in worsened(subject, SURGICAL_RISK)]
    counterexample = first_of(_against_risk(subject, changes))
    size = subject.size([subject.outcomes.options[MTOR_INHIBITOR], subject.outcomes.options[SURGERY]])
    return Outcome(len(changes) * size, "pairs of states", counterexample)


def _against_risk(subject: Subject, changes: Sequence[Change]) -> Iterator[Counterexample | None]:
    weaker = "the mTOR inhibitor is put forward less strongly where surgery carries a higher risk"
    stronger = "surgery is put forward more strongly where it carries a higher risk"
    for change in changes:
        yield subject.violation_by(change, partial(_moves, -1), [subject.outcomes.options[MTOR_INHIBITOR]], weaker)
        yield subject.violation_by(change, partial(_moves, 1), [subject.outcomes.options[SURGERY]], stronger)


def _moves(direction: int, before: Sequence[Hashable], after: Sequence[Hashable]) -> bool:
    """Whether an option gets stronger (1) or weaker (-1)."""
    was, becomes = before[0], after[0]
    if not isinstance(was, OptionOutcome) or not isinstance(becomes, OptionOutcome):
        return False
    # Being put forward especially counts only between two of the same stance, hence the pairs.
    one = (STRENGTH[was.stance], was.especially)
    other = (STRENGTH[becomes.stance], becomes.especially)
    return other > one if direction > 0 else other < one


def _more_danger(subject: Subject) -> Outcome:
    changes = list(worsened(subject, *DANGERS))
    counterexample = first_of(_fewer(subject, name, change) for name, change in changes)
    size = subject.size(subject.outcomes.alerts.values())
    return Outcome(len(changes) * size, "pairs of states", counterexample)


def _fewer(subject: Subject, name: str, change: Change) -> Counterexample | None:
    """The warnings that come less those that go; asked only where some warning can go."""
    warnings = [card.id for card in subject.ruleset.alerts if card.says.severity == "warning"]
    moves = [_balance(subject, change, subject.outcomes.alerts[warning]) for warning in warnings]
    # A sum over every warning is a large diagram: it is not worth making where none of them can go.
    if not any(-1 in subject.values(move) for move in moves):
        return None
    balance = moves[0]
    for move in moves[1:]:
        balance = subject.node(add, [balance, move])

    def fewer(before: Sequence[Any], after: Sequence[Any]) -> bool:
        return bool(before[1] == after[1] and before[0] < 0)

    what = f"fewer warnings are shown where {name} is worse"
    return subject.violation_by(change, fewer, [balance, subject.outcomes.scope], what)


def _balance(subject: Subject, change: Change, shown: Node) -> Node:
    """1 where the change brings the warning, -1 where it takes it away; within one scope."""
    nodes = [subject.before(change, shown), subject.after(change, shown)]
    scopes = [subject.before(change, subject.outcomes.scope), subject.after(change, subject.outcomes.scope)]

    def balance(before: Hashable, after: Hashable, was: str, becomes: str) -> int:
        return (after == "shown") - (before == "shown") if was == becomes else 0

    return subject.node(balance, [*nodes, *scopes])


def _fail_safe(subject: Subject) -> Outcome:
    counterexample = first_of(chain(_let_pass(subject), _bearing_on_nothing(subject)))
    return Outcome(subject.size(subject.outcomes.alerts.values()), STATES, counterexample)


def _let_pass(subject: Subject) -> Iterator[Counterexample | None]:
    """A warning that bears on an option on the table, or in use, and is not known not to hold, yet is not shown."""
    for card in subject.ruleset.alerts:
        tables = [subject.outcomes.on_the_table[name] for name in card.bears_on]
        if MTOR_INHIBITOR in card.bears_on:
            tables.append(_drug_in_use(subject))

        def silent(shown: Hashable, truth: Any, *weighed: bool) -> bool:
            return shown is None and truth.value != "false" and True in weighed

        node = subject.node(silent, [subject.outcomes.alerts[card.id], subject.rules.effective[card.id], *tables])
        yield subject.violation(node, f"the alert {card.id} is not known not to hold, and is not shown")


def _drug_in_use(subject: Subject) -> Node:
    """In scope, with an mTOR inhibitor planned or taken: by the record itself, whatever the rules make of it."""
    [status] = subject.inputs_at(DRUG_STATUS)
    in_use = subject.where({status: [subject.regions.region(status, value) for value in DRUG_IN_USE]})
    return subject.node(lambda scope, is_so: scope == "in_scope" and is_so, [subject.outcomes.scope, in_use])


def _bearing_on_nothing(subject: Subject) -> Iterator[Counterexample | None]:
    """A warning that reads what makes a treatment dangerous has to bear on an option: else unknown would silence it."""
    inputs = subject.ruleset.vocabulary.inputs
    for card in subject.ruleset.alerts:
        read = [name for name in subject.inputs_read(card.applies_when) if inputs[name].path.startswith(TO_BE_ASKED)]
        if card.says.severity == "warning" and read and not card.bears_on:
            what = f"the warning {card.id} reads {', '.join(read)} and bears on no option: unknown silences it"
            yield Counterexample(what)


MONOTONE_IN_SURGICAL_RISK = Property(
    name="monotone_in_surgical_risk",
    claims="a higher surgical risk never weakens the mTOR-inhibitor option and never strengthens surgery",
    shown="all pairs of states",
    reason="the review puts the case for the drug where surgery is dangerous; the reverse would turn it upside down",
    not_proved="that the risk was judged rightly",
    check=_monotone_in_risk,
)
MORE_DANGER_NEVER_FEWER_ALERTS = Property(
    name="more_danger_never_fewer_alerts",
    claims="a symptom or safety finding that is there, a higher risk or grade never leads to fewer warnings",
    shown="all pairs of states",
    reason="a child who is worse must not look safer",
    not_proved="that the warnings are the right ones, or that remarks (severity info) stay",
    check=_more_danger,
)
ALERTS_FAIL_SAFE = Property(
    name="alerts_fail_safe",
    claims="a warning that bears on an option on the table, or a drug in use, is shown unless it is known not to hold",
    shown="all states",
    reason="an infection that nobody asked about must be asked about, not passed over",
    not_proved="that every danger has an alert",
    check=_fail_safe,
)
