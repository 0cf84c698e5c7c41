"""Conditions made ready to say which of their fields settle them: once for each rule set, since every child asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from crdecide.evaluation.semantics import truth
from crdecide.language.cards import Finding, Rule
from crdecide.language.conditions import All, AnyOf, Condition, Not
from crdecide.language.partition import UNKNOWN_REGION, Fact, Regions
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, negation

SettledBy = tuple[Truth, Sequence[str]]
"""A truth, and the fields that settle it; none where it is UNKNOWN. A field may be named twice."""
Settling = Callable[[Fact], SettledBy]
"""A condition that says so for any child."""


def settling_fields(rule: Rule, regions: Regions) -> Callable[[Fact], Sequence[str]]:
    """The fields that settle a rule for a child: of a finding those of the line that gives it its value."""
    conditions = [line.when for line in rule.lines] if isinstance(rule, Finding) else [rule.applies_when]
    lines = [_settling(condition, regions) for condition in conditions]
    if isinstance(rule, Finding):
        return partial(_of_first_line, lines)
    return lambda fact: lines[0](fact)[1]


def _of_first_line(lines: Sequence[Settling], fact: Fact) -> Sequence[str]:
    for line in lines:
        line_truth, fields = line(fact)
        if line_truth is TRUE:
            return fields
    return ()


def _settling(condition: Condition, regions: Regions) -> Settling:
    match condition:
        case Not(part):
            return partial(_negated, _settling(part, regions))
        case All(parts):
            return partial(_joined, [_settling(part, regions) for part in parts], FALSE, TRUE)
        case AnyOf(parts):
            return partial(_joined, [_settling(part, regions) for part in parts], TRUE, FALSE)
        case atom:
            known = range(UNKNOWN_REGION + 1, regions.size(atom.field) + 1)
            values = [{atom.field: regions.representative(atom.field, region)} for region in known]
            settled: list[SettledBy] = [(UNKNOWN, ()), *[(truth(atom, value), (atom.field,)) for value in values]]
            return partial(_at_region, atom.field, settled)


def _at_region(field: str, settled: Sequence[SettledBy], fact: Fact) -> SettledBy:
    return settled[fact[field]]


def _negated(part: Settling, fact: Fact) -> SettledBy:
    part_truth, fields = part(fact)
    return negation(part_truth), fields


def _joined(parts: Sequence[Settling], settling: Truth, otherwise: Truth, fact: Fact) -> SettledBy:
    """One part that settles it is enough, and then only such parts count; otherwise all of them do."""
    decisive, others = list[str](), list[str]()
    joined = otherwise
    for part in parts:
        part_truth, fields = part(fact)
        if part_truth is settling:
            joined = settling
            decisive += fields
        elif joined is not settling and part_truth is UNKNOWN:
            joined = UNKNOWN
        others += fields
    if joined is settling:
        return settling, decisive
    return (UNKNOWN, ()) if joined is UNKNOWN else (otherwise, others)
