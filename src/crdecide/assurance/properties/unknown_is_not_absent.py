"""Unknown is not absent: learning what was unknown never overturns what was decided."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.options import CANNOT_ASSESS, ON_THE_TABLE, OptionName
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.truth import TRUE, UNKNOWN

from .counterexample import Counterexample, first_of
from .property import Outcome, Property
from .subject import Change, Subject


def learnt(subject: Subject) -> Iterator[Change]:
    """Every way in which a part of what is known may become known further."""
    for number, part in enumerate(subject.parts):
        for now, possible in enumerate(part.may_be):
            for then in possible:
                if then != now:
                    yield Change(number, now, then)


def _unknown_is_not_absent(subject: Subject) -> Outcome:
    changes = list(learnt(subject))
    counterexample = first_of(_all_flips(subject, changes))
    everything = [*subject.rules.cards.values(), *subject.outcomes.nodes]
    return Outcome(len(changes) * subject.size(everything), "pairs of states", counterexample)


def _all_flips(subject: Subject, changes: Sequence[Change]) -> Iterator[Counterexample | None]:
    for change in changes:
        yield from _flips(subject, change)


def _flips(subject: Subject, change: Change) -> Iterator[Counterexample | None]:
    raised = _raised(subject, change)
    for finding in subject.ruleset.findings:
        node = subject.rules.findings[finding.id]
        if subject.depends(change, node) and not finding.so_far:
            yield _flip(subject, change, node, raised, f"the finding {finding.id}", _region_flips)
    for card in subject.ruleset.cards:
        node = subject.rules.cards[card.id]
        if subject.depends(change, node):
            yield _flip(subject, change, node, raised, f"the condition of {card.id}", _truth_flips)
    yield from _flips_of_what_is_said(subject, change, raised)


def _flips_of_what_is_said(subject: Subject, change: Change, raised: Node) -> Iterator[Counterexample | None]:
    yield _flip(subject, change, subject.outcomes.scope, raised, "the scope", _scope_flips)
    for name, node in subject.outcomes.options.items():
        if subject.depends(change, node):
            excused = _any_of(subject, [raised, _newly_withheld(subject, change, name)])
            yield _flip(subject, change, node, excused, name, _stance_flips)
    for card in subject.ruleset.alerts:
        node = subject.outcomes.alerts[card.id]
        if subject.depends(change, node):
            silenced = _come_to_hold(subject, change, card.withheld_by)
            excused = _any_of(subject, [raised, _other_scope(subject, change), silenced])
            yield _flip(subject, change, node, excused, f"the alert {card.id}", _alert_flips)


def _flip(
    subject: Subject, change: Change, node: Node, excused: Node, what: str, flips: Callable[[Any, Any], bool]
) -> Counterexample | None:
    # Whether a flip is excused is a function of the change, and so the same before it and after it.
    def violated(before: Sequence[Any], after: Sequence[Any]) -> bool:
        return not before[1] and flips(before[0], after[0])

    words = f"{what} was decided and is overturned when more becomes known"
    return subject.violation_by(change, violated, [node, excused], words)


def _region_flips(before: int, after: int) -> bool:
    return before != UNKNOWN_REGION and after != before


def _truth_flips(before: Hashable, after: Hashable) -> bool:
    return before is not UNKNOWN and after is not before


def _stance_flips(before: Hashable, after: Hashable) -> bool:
    """Out of scope nothing is said; being put forward especially may be added, not taken back."""
    if not isinstance(before, OptionOutcome) or not isinstance(after, OptionOutcome) or before.stance == CANNOT_ASSESS:
        return False
    return before.stance != after.stance or (before.especially and not after.especially)


def _scope_flips(before: str, after: str) -> bool:
    """Out of scope wins, so that a child in scope may turn out not to be; never the other way, nor back to open."""
    return before != after and (before == "out_of_scope" or (before == "in_scope" and after == CANNOT_ASSESS))


def _alert_flips(before: Hashable, after: Hashable) -> bool:
    return before == "shown" and after != "shown"


def _raised(subject: Subject, change: Change) -> Node:
    """Where a finding that ranks what was found so far goes to one of its earlier lines, as it says it may."""
    raised = []
    for finding in subject.ruleset.findings:
        if finding.so_far:
            line = subject.line(finding)
            raised.append(subject.node(_is_earlier, [subject.before(change, line), subject.after(change, line)]))
    return _any_of(subject, raised)


def _is_earlier(before: int | None, after: int | None) -> bool:
    return before is not None and after is not None and after < before


def _any_of(subject: Subject, nodes: Sequence[Node]) -> Node:
    return subject.node(lambda *flags: True in flags, [*nodes, subject.diagrams.leaf(False)])


def _newly_withheld(subject: Subject, change: Change, name: OptionName) -> Node:
    """Where a card that withholds one about the option comes to hold."""
    withholders: list[str] = []
    for card in subject.ruleset.options:
        if card.says.option == name:
            withholders += card.withheld_by
    return _come_to_hold(subject, change, withholders)


def _come_to_hold(subject: Subject, change: Change, names: Iterable[str]) -> Node:
    """Where the change makes one of these cards true."""
    come = []
    for name in dict.fromkeys(names):
        node = subject.rules.cards[name]
        ends = [subject.before(change, node), subject.after(change, node)]
        come.append(subject.node(lambda was, becomes: was is not TRUE and becomes is TRUE, ends))
    return _any_of(subject, come)


def _other_scope(subject: Subject, change: Change) -> Node:
    ends = [subject.before(change, subject.outcomes.scope), subject.after(change, subject.outcomes.scope)]
    return subject.node(lambda was, becomes: was != becomes, ends)


def _quiet_on_nothing(subject: Subject) -> Outcome:
    counterexample = first_of(chain.from_iterable(map(_loud, subject.advised({}))))
    return Outcome(1, "empty record", counterexample)


def _loud(advisory: Advisory) -> Iterator[Counterexample]:
    put_forward = [option.option for option in advisory.options if option.stance in ON_THE_TABLE]
    loud = {
        "the scope is not left open": advisory.scope.status != CANNOT_ASSESS,
        f"{', '.join(put_forward)} is put forward": bool(put_forward),
        "something is followed up": bool(advisory.monitoring),
        "nothing is asked for": not advisory.missing,
        "a finding has a value": any(finding.value != "unknown" for finding in advisory.findings),
    }
    for what, is_so in loud.items():
        if is_so:
            yield Counterexample(f"nothing is known, and {what}", ({},))


UNKNOWN_IS_NOT_ABSENT = Property(
    name="unknown_is_not_absent",
    claims="learning what was unknown decides what was open; it overturns nothing, except where a card says so by name",
    shown="all pairs of states",
    reason="a symptom that nobody recorded must not count as absent, or advice would rest on a gap",
    not_proved="that what is recorded is true; so_far, withheld_by and out of scope are the named ways to be overtaken",
    check=_unknown_is_not_absent,
)
QUIET_ON_NOTHING = Property(
    name="quiet_on_nothing",
    claims="an empty record gives no option, no follow-up and no reassurance, and says what to ask",
    shown="the empty record",
    reason="silence about a child must not be read as a child who is well",
    not_proved="anything about records that hold a little",
    check=_quiet_on_nothing,
)
