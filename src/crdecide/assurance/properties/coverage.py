"""Every decision both ways: for each condition in each rule, two children who differ in it and in the answer.

This is modified condition/decision coverage of the rules, unique cause (K. J. Hayhurst and others, A Practical Tutorial
on Modified Condition/Decision Coverage, NASA/TM-2001-210876): each condition is shown to decide its rule by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
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
                children = _deciding_pair(subject, rule, condition, atom)
                implied = not children and _is_implied(subject, condition, atom)
                yield Decision(rule.id, in_words(atom, str), children, implied)


def count(subject: Subject) -> int:
    """How many decisions there are."""
    number = 0
    for rule in subject.ruleset.rules:
        number += sum(len({*atoms(condition)}) for condition in rule.conditions)
    return number


def _deciding_pair(subject: Subject, rule: Rule, condition: Condition, atom: Atom) -> tuple[Record, ...]:
    """Two children in whom the condition is true and false and the rule differs, while all else that it reads is alike.

    Best is a rule that is true of one and false of the other; else it is undecided in one of them. A condition that is
    false of no child, as that an age is not negative, is unknown in the other.
    """
    decided = [subject.rules.truth(atom), subject.rules.truth(condition)]
    others = [subject.rules.region(name) for name in _read(rule) if name != atom.field]
    for decides in (_both_ways, _at_all, _once_known):
        for change in _changes(subject, atom.field):
            # A function that the change leaves alone is alike in both children anyway; leaving it out keeps this small.
            altered = [other for other in others if subject.depends(change, other)]
            pair = subject.violation_by(change, decides, [*decided, *altered], "")
            if pair is not None and pair.children:
                return pair.children
    return ()


def _is_implied(subject: Subject, condition: Condition, atom: Atom) -> bool:
    whole = subject.rules.truth(condition)
    for left_out, rest in shortened(condition):
        if left_out == atom and not differs(subject, whole, subject.rules.truth(rest)):
            return True
    return False


def _read(rule: Rule) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for condition in rule.conditions:
        names |= dict.fromkeys(fields_read(condition))
    return tuple(names)


def _both_ways(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return _at_all(before, after) and {before[1], after[1]} == {TRUE, FALSE}


def _at_all(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return (before[0], after[0]) == (TRUE, FALSE) and before[1] is not after[1] and before[2:] == after[2:]


def _once_known(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return (before[0], after[0]) == (TRUE, UNKNOWN) and before[1] is not after[1] and before[2:] == after[2:]


def _changes(subject: Subject, field: str) -> Iterator[Change]:
    """Every change of one part of what is known that the field rests on."""
    for number in subject.diagrams.support(subject.rules.region(field)):
        for before, after in permutations(range(len(subject.parts[number].states)), 2):
            yield Change(number, before, after)
