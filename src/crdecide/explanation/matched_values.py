"""What a condition rests on where it is settled: the values that make it true or false."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, AnyOf, Condition, Not, Value
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, negation

Settled = tuple[Truth, Mapping[str, Value]]
"""A truth, and the values that settle it, by field; none where it is UNKNOWN."""
OPEN: Settled = (UNKNOWN, {})


def matched(condition: Condition, values: Values) -> Mapping[str, Value]:
    """The fields, with their values, that make the condition true or false."""
    return _settled(condition, values)[1]


def finding_matched(finding: Finding, values: Values) -> Mapping[str, Value]:
    """What the line that gave a finding its value rests on."""
    for line in finding.lines:
        line_truth, fields = _settled(line.when, values)
        if line_truth is TRUE:
            return fields
    return {}


def _settled(condition: Condition, values: Values) -> Settled:
    """Truth and grounds in one pass over the tree: to ask for the truth of each part first would walk it twice."""
    match condition:
        case Not(part):
            part_truth, fields = _settled(part, values)
            return negation(part_truth), fields
        case All(parts):
            return _joined([_settled(part, values) for part in parts], FALSE, TRUE)
        case AnyOf(parts):
            return _joined([_settled(part, values) for part in parts], TRUE, FALSE)
        case atom:
            value = values[atom.field]
            return OPEN if value is None else (truth(atom, values), {atom.field: value})


def _joined(parts: list[Settled], settling: Truth, otherwise: Truth) -> Settled:
    """One part that settles it is enough, and then only such parts count; otherwise all of them do."""
    decisive: list[Mapping[str, Value]] = []
    is_open = False
    for part, fields in parts:
        if part is settling:
            decisive.append(fields)
        elif part is UNKNOWN:
            is_open = True
    # Asked in this order: one FALSE settles an "all" whatever else is unknown.
    if decisive:
        return settling, _together(decisive)
    if is_open:
        return OPEN
    return otherwise, _together(fields for _, fields in parts)


def _together(grounds: Iterable[Mapping[str, Value]]) -> Mapping[str, Value]:
    together: dict[str, Value] = {}
    for fields in grounds:
        together.update(fields)
    return together
