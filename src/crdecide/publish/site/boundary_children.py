"""Children at the edge of a card: one who just meets it, one who just misses it, alike in all but one thing.

And how much of what a card reads it decides: the share of all combinations of what can be known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from crdecide.assurance.properties.counterexample import Record
from crdecide.assurance.properties.subject import Change, Subject
from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.language.cards import Alert, Finding, Note, Rule, Scope
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.readings import AnyGiven
from crdecide.language.truth import FALSE, TRUE, Truth


@dataclass(frozen=True)
class BoundaryChildren:
    """Records; None where there is no such child."""

    meets: Record | None
    misses: Record | None
    alike: bool
    """Whether they differ in one thing alone."""


class Boundaries:
    """Children at the edge of every card of one rule set; what was worked out for some cards is used for the next."""

    def __init__(self, subject: Subject) -> None:
        self._subject, self._has_a_record = subject, _has_a_record(subject)
        self._both = subject.diagrams.combining(_both, absorbing=False)

    def of(self, rule: Rule) -> BoundaryChildren:
        """A child of whom the card is said, and one of whom it is known not to hold; alike in all but one thing if any
        two are.
        """
        subject, holds = self._subject, _truth(self._subject, rule)
        meets = self._both((said(subject, rule), self._has_a_record))
        missed = subject.node(_is_false, [holds])
        for change in _changes(subject, holds):
            # A look at the two alone, which is quick and mostly enough.
            if self._never((subject.before(change, meets), subject.after(change, missed))):
                continue
            pair = subject.violation_by(change, _just_misses, [meets, holds, _scope(subject, rule)], "")
            if pair is not None and pair.children:
                just_meets, just_misses = pair.children
                return BoundaryChildren(just_meets, just_misses, alike=True)
        apart = [_only(subject.violation(node, "")) for node in (meets, missed)]
        return BoundaryChildren(apart[0], apart[1], alike=False)

    def _never(self, nodes: tuple[Node, Node]) -> bool:
        return self._both(nodes) == self._subject.diagrams.leaf(False)


def _both(one: object, other: object) -> bool:
    return one is True and other is True


def _has_a_record(subject: Subject) -> Node:
    """False where one input reads a field, and another, which says that it is filled, does not say so."""
    agree = subject.diagrams.leaf(True)
    for name, entry in subject.ruleset.vocabulary.inputs.items():
        if not isinstance(entry.reads, AnyGiven):
            continue
        for other, read in subject.ruleset.vocabulary.inputs.items():
            if other != name and not {*read.paths}.isdisjoint(entry.reads.given):
                both = [subject.rules.region(other), subject.rules.region(name)]
                agree = subject.node(_both, [agree, subject.node(_says_so, both)])
    return agree


def _says_so(read: int, given: int) -> bool:
    return given != UNKNOWN_REGION or read == UNKNOWN_REGION


def _only(found: Any) -> Record | None:
    return found.children[0] if found and found.children else None


def _just_misses(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return before[0] is True and after[1] is FALSE and before[2] == after[2]


def _is_false(truth: Truth) -> bool:
    return truth is FALSE


def _changes(subject: Subject, node: Node) -> Iterator[Change]:
    """Every change of one known thing to another at which the card may hold before and fail after."""
    for part in subject.diagrams.support(node):
        states = range(1, len(subject.parts[part].states))
        reached = {state: _values(subject, subject.after(Change(part, 0, state), node)) for state in states}
        for before, after in product(states, states):
            if before != after and TRUE in reached[before] and FALSE in reached[after]:
                yield Change(part, before, after)


def _values(subject: Subject, node: Node) -> frozenset[object]:
    return frozenset(map(subject.diagrams.value, subject.diagrams.leaves(node)))


def _truth(subject: Subject, rule: Rule) -> Node:
    """The truth of a card where nothing withholds it; of a finding, whether it has been established."""
    if not isinstance(rule, Finding):
        return subject.rules.effective[rule.id]
    regions = {region: rule.values[region - 1] for region in range(1, len(rule.values) + 1)}

    def established(region: int) -> Truth:
        value = regions.get(region)
        return Truth.UNKNOWN if value is None else FALSE if value == "no" else TRUE

    return subject.node(established, [subject.rules.findings[rule.id]])


def _scope(subject: Subject, rule: Rule) -> Node:
    """The scope, which is to stay as it is: but for what the scope itself rests on."""
    return subject.diagrams.leaf(None) if isinstance(rule, Scope | Finding) else subject.outcomes.scope


def said(subject: Subject, rule: Rule) -> Node:
    """True where a reader meets what the card says."""
    truth = _truth(subject, rule)
    if isinstance(rule, Scope | Finding):
        return subject.node(lambda one: one is TRUE, [truth])
    if isinstance(rule, Alert):
        return subject.node(lambda one: one == "shown", [subject.outcomes.alerts[rule.id]])
    if isinstance(rule, Note):
        return _said_beside(subject, rule, truth)
    return subject.node(lambda one, scope: one is TRUE and scope == "in_scope", [truth, subject.outcomes.scope])


def _said_beside(subject: Subject, note: Note, truth: Node) -> Node:
    """A note is met beside an option at a stance that it qualifies."""
    names = [*note.qualifies]

    def is_met(one: Truth, *outcomes: object) -> bool:
        at = (
            isinstance(each, OptionOutcome) and each.stance in note.qualifies[name]
            for name, each in zip(names, outcomes, strict=True)
        )
        return one is TRUE and any(at)

    return subject.node(is_met, [truth, *(subject.outcomes.options[name] for name in names)])


def shares(subject: Subject, rule: Rule) -> Mapping[Truth, Fraction]:
    """Of all combinations of states of what the card reads, the share in which it holds, fails, and is undecided."""
    known: dict[Node, Mapping[Truth, Fraction]] = {}

    def below(node: Node) -> Mapping[Truth, Fraction]:
        if node not in known:
            children = subject.diagrams.children(node)
            known[node] = _mean([below(child) for child in children]) if children else _all_of(subject, node)
        return known[node]

    return below(_truth(subject, rule))


def _all_of(subject: Subject, leaf: Node) -> Mapping[Truth, Fraction]:
    return {truth: Fraction(truth is subject.diagrams.value(leaf)) for truth in Truth}


def _mean(parts: Sequence[Mapping[Truth, Fraction]]) -> Mapping[Truth, Fraction]:
    return {truth: sum((part[truth] for part in parts), Fraction(0)) / len(parts) for truth in Truth}
