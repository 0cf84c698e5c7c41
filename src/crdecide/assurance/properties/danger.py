"""What happens as a child gets worse: options and alerts follow in the right direction."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial, reduce
from itertools import chain
from typing import Any

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.laws import DANGERS, STRENGTH, SURGICAL_RISK, TO_BE_ASKED
from crdecide.guideline.options import MTOR_INHIBITOR, SURGERY
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.vocabulary import Input

from .counterexample import Counterexample
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
                    same = all(a == b for n, (a, b) in enumerate(zip(state, other, strict=True)) if n != place)
                    if same and _is_worse(entry, state[place], other[place]):
                        yield name, Change(number, before, after)


def _is_worse(entry: Input, now: int, then: int) -> bool:
    """Of yes and no, yes is worse though it is listed first."""
    if UNKNOWN_REGION in (now, then):
        return False
    return then < now if entry.type == "yes_no" else then > now


def _monotone_in_risk(subject: Subject) -> Outcome:
    changes = [change for _, change in worsened(subject, SURGICAL_RISK)]
    found = (wrong for change in changes for wrong in _against_risk(subject, change))
    size = subject.size([subject.says.options[MTOR_INHIBITOR], subject.says.options[SURGERY]])
    return Outcome(len(changes) * size, "pairs of states", next(filter(None, found), None))


def _against_risk(subject: Subject, change: Change) -> Iterator[Counterexample | None]:
    weaker = "the mTOR inhibitor is put forward less strongly where surgery carries a higher risk"
    yield subject.violation_by(change, partial(_moves, -1), [subject.says.options[MTOR_INHIBITOR]], weaker)
    stronger = "surgery is put forward more strongly where it carries a higher risk"
    yield subject.violation_by(change, partial(_moves, 1), [subject.says.options[SURGERY]], stronger)


def _moves(direction: int, before: Sequence[Hashable], after: Sequence[Hashable]) -> bool:
    """Whether an option gets stronger (1) or weaker (-1)."""
    was, becomes = before[0], after[0]
    if not isinstance(was, OptionOutcome) or not isinstance(becomes, OptionOutcome):
        return False
    one, other = ((STRENGTH[said.stance], said.especially) for said in (was, becomes))
    return other > one if direction > 0 else other < one


def _more_danger(subject: Subject) -> Outcome:
    changes = list(worsened(subject, *DANGERS))
    found = (_fewer(subject, name, change) for name, change in changes)
    size = subject.size(subject.says.alerts.values())
    return Outcome(len(changes) * size, "pairs of states", next(filter(None, found), None))


def _fewer(subject: Subject, name: str, change: Change) -> Counterexample | None:
    """The warnings that come less those that go; asked only where some warning can go."""
    warnings = [card.id for card in subject.ruleset.alerts if card.says.severity == "warning"]
    moves = [_balance(subject, change, subject.says.alerts[warning]) for warning in warnings]
    if not any(-1 in subject.values(move) for move in moves):
        return None
    balance = reduce(lambda one, other: subject.node(lambda a, b: a + b, [one, other]), moves)

    def fewer(before: Sequence[Any], after: Sequence[Any]) -> bool:
        return bool(before[1] == after[1] and before[0] < 0)

    what = f"fewer warnings are shown where {name} is worse"
    return subject.violation_by(change, fewer, [balance, subject.says.scope], what)


def _balance(subject: Subject, change: Change, shown: Node) -> Node:
    """1 where the change brings the warning, -1 where it takes it away; within one scope."""
    nodes = [subject.before(change, shown), subject.after(change, shown)]
    scopes = [subject.before(change, subject.says.scope), subject.after(change, subject.says.scope)]

    def balance(before: Hashable, after: Hashable, was: str, becomes: str) -> int:
        return (after == "shown") - (before == "shown") if was == becomes else 0

    return subject.node(balance, [*nodes, *scopes])


def _fail_safe(subject: Subject) -> Outcome:
    found = chain(_let_pass(subject), _bearing_on_nothing(subject))
    return Outcome(subject.size(subject.says.alerts.values()), STATES, next(filter(None, found), None))


def _let_pass(subject: Subject) -> Iterator[Counterexample | None]:
    """A warning that bears on an option on the table and is not known not to hold, yet is not shown."""
    for card in subject.ruleset.alerts:
        tables = [subject.says.on_the_table[name] for name in card.bears_on]

        def silent(shown: Hashable, truth: Any, *on_the_table: bool) -> bool:
            return shown is None and truth.value != "false" and True in on_the_table

        node = subject.node(silent, [subject.says.alerts[card.id], subject.rules.effective[card.id], *tables])
        yield subject.violation(node, f"the alert {card.id} is not known not to hold, and is not shown")


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
    reason="the review puts the case for the drug where surgery is dangerous; the reverse would turn it upside down",
    not_proved="that the risk was judged rightly",
    check=_monotone_in_risk,
)
MORE_DANGER_NEVER_FEWER_ALERTS = Property(
    name="more_danger_never_fewer_alerts",
    claims="a symptom or safety finding that is there, a higher risk or grade never leads to fewer warnings",
    reason="a child who is worse must not look safer",
    not_proved="that the warnings are the right ones, or that remarks (severity info) stay",
    check=_more_danger,
)
ALERTS_FAIL_SAFE = Property(
    name="alerts_fail_safe",
    claims="a warning that bears on an option on the table is shown unless it is known not to hold",
    reason="an infection that nobody asked about must be asked about, not passed over",
    not_proved="that every danger has an alert",
    check=_fail_safe,
)
