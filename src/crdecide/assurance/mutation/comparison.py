"""Whether a rule whose condition was changed comes out otherwise for any child: decided on the diagrams of both.

The changed rule stands beside the rule under a name of its own, so that the regions are cut where either cuts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from operator import ne

from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.language.cards import Finding, Rule
from crdecide.language.ruleset import Ruleset

from ..properties.counterexample import Record
from ..properties.every_rule_matters import differs
from ..properties.paths import ways_to_true
from ..properties.subject import Subject

CHANGED = "the_changed_rule"
"""The name of the changed rule in the rule set that holds both; no rule file has it, and nothing reads it."""
MOST_WAYS = 100


@dataclass(frozen=True)
class SettledOtherwise:
    """Whether some child exists for whom the two rules come out otherwise, and children who show it."""

    exists: bool
    children: tuple[Record, ...]


def settled_otherwise(rule: Rule, changed: Rule, ruleset: Ruleset) -> SettledOtherwise:
    """By every child at once: the search for records comes only after it is known that there is a difference."""
    subject = Subject(_with_both(changed, ruleset))
    one, other = _settled(subject, rule.id), _settled(subject, CHANGED)
    if not differs(subject, one, other):
        return SettledOtherwise(exists=False, children=())
    return SettledOtherwise(exists=True, children=tuple(islice(_children(subject, one, other), MOST_WAYS)))


def _with_both(changed: Rule, ruleset: Ruleset) -> Ruleset:
    beside = changed.model_copy(update={"id": CHANGED})
    if isinstance(beside, Finding):
        return replace(ruleset, strata=(*ruleset.strata, (beside,)))
    return replace(ruleset, cards=(*ruleset.cards, beside))


def _settled(subject: Subject, rule: str) -> Node:
    """The region of a finding's value, or a card's truth, for every child."""
    nodes = subject.rules.findings if rule in subject.rules.findings else subject.rules.cards
    return nodes[rule]


def _children(subject: Subject, one: Node, other: Node) -> Iterator[Record]:
    """Records for the ways to a difference, those on which least is known first."""
    differing = subject.node(ne, [one, other])
    for path in islice(ways_to_true(subject.diagrams, differing), MOST_WAYS):
        record = subject.children.record(path)
        if record is not None:
            yield record
