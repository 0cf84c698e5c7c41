"""What a condition rests on where it is settled: the values that make it true or false."""

from __future__ import annotations

from collections.abc import Mapping

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, AnyOf, Condition, Not, Value
from crdecide.language.truth import TRUE, Truth, negation


def matched(condition: Condition, values: Values, wanted: Truth = TRUE) -> Mapping[str, Value]:
    """The fields, with their values, that make the condition TRUE (or FALSE, if that is `wanted`)."""
    match condition:
        case Not(part):
            return matched(part, values, negation(wanted))
        case All(parts) | AnyOf(parts):
            settling = [matched(part, values, wanted) for part in parts if truth(part, values) is wanted]
            return {field: value for part in settling for field, value in part.items()}
        case atom:
            value = values[atom.field]
            return {} if value is None else {atom.field: value}


def finding_matched(finding: Finding, values: Values) -> Mapping[str, Value]:
    """What the line that gave a finding its value rests on."""
    line = next((line for line in finding.lines if truth(line.when, values) is TRUE), None)
    return matched(line.when, values) if line else {}
