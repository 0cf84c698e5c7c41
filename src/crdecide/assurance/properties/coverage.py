"""Every decision both ways: for each condition in each rule, two children who differ in it and in the answer.

This is modified condition/decision coverage of the rules, unique cause (K. J. Hayhurst and others, A Practical Tutorial
on Modified Condition/Decision Coverage, NASA/TM-2001-210876): each condition is shown to decide its rule by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crdecide.language.cards import Rule
from crdecide.language.condition_text import in_words
from crdecide.language.conditions import Atom, Condition, atoms, fields_read
from crdecide.language.truth import FALSE, TRUE, UNKNOWN

from .counterexample import Record
from .every_rule_matters import differs, shortened
from .subject import Change, Subject


@dataclass(frozen=True)
class Decision:
    """One condition of a rule, and two children who show that it decides; or none, and whether none can exist.

    `implied` is proved: the rule holds, fails and is open for the same children without the condition, so that no two
    can differ in it alone.
    """

    rule: str
    condition: str
    children: tuple[Record, ...]
    implied: bool = False


def decisions(subject: Subject) -> Iterator[Decision]:
    """Every atomic condition of every rule, in the order of the rules."""
    for rule in subject.ruleset.rules:
        for condition in rule.conditions:
            for atom in dict.fromkeys(atoms(condition)):
                children = _telling(subject, rule, condition, atom)
                implied = not children and _is_implied(subject, condition, atom)
                yield Decision(rule.id, in_words(atom, str), children, implied)


def count(subject: Subject) -> int:
    """How many decisions there are."""
    rules = subject.ruleset.rules
    return sum(len(dict.fromkeys(atoms(condition))) for rule in rules for condition in rule.conditions)


def _telling(subject: Subject, rule: Rule, condition: Condition, atom: Atom) -> tuple[Record, ...]:
    """Two children in whom the condition is true and false and the rule differs, while all else that it reads is alike.

    Best is a rule that is true of one and false of the other; else it is undecided in one of them. A condition that is
    false of no child, as that an age is not negative, is unknown in the other.
    """
    decided = [subject.rules.truth(atom), subject.rules.truth(condition)]
    others = [subject.rules.region(name) for name in _read(rule) if name != atom.field]
    for decides in (_both_ways, _at_all, _once_known):
        for change in _changes(subject, atom.field):
            altered = [other for other in others if subject.depends(change, other)]
            shown = subject.violation_by(change, decides, [*decided, *altered], "")
            if shown is not None and shown.children:
                return shown.children
    return ()


def _is_implied(subject: Subject, condition: Condition, atom: Atom) -> bool:
    whole = subject.rules.truth(condition)
    without = [subject.rules.truth(rest) for left_out, rest in shortened(condition) if left_out == atom]
    return any(not differs(subject, whole, rest) for rest in without)


def _read(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for condition in rule.conditions for name in fields_read(condition)))


def _both_ways(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return _at_all(before, after) and {before[1], after[1]} == {TRUE, FALSE}


def _at_all(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return (before[0], after[0]) == (TRUE, FALSE) and before[1] is not after[1] and before[2:] == after[2:]


def _once_known(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return (before[0], after[0]) == (TRUE, UNKNOWN) and before[1] is not after[1] and before[2:] == after[2:]


def _changes(subject: Subject, field: str) -> Iterator[Change]:
    """Every change of one part of what is known that the field rests on."""
    for number in subject.diagrams.support(subject.rules.region(field)):
        states = range(len(subject.parts[number].states))
        yield from (Change(number, before, after) for before in states for after in states if before != after)
