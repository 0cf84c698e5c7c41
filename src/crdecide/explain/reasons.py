"""What a condition rests on: the values that settle it, or the inputs that leave it open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..cards import Finding
from ..conclusions import Values
from ..conditions import All, Among, AnyOf, Atom, Condition, Not, Value
from ..evaluate import truth
from ..ruleset import Ruleset
from ..truth import TRUE, UNKNOWN, Truth, negation


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


def open_inputs(condition: Condition, values: Values, ruleset: Ruleset) -> Iterator[str]:
    """The unknown inputs that keep the condition from being decided, through findings down to the record."""
    if truth(condition, values) is not UNKNOWN:
        return
    match condition:
        case Not(part):
            yield from open_inputs(part, values, ruleset)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from open_inputs(part, values, ruleset)
        case atom if atom.field in ruleset.vocabulary.inputs:
            if not _ruled_out(atom, values, ruleset):
                yield atom.field
        case Among(field, wanted):
            finding = next(finding for finding in ruleset.findings if finding.id == field)
            for line in finding.lines:
                if line.value in wanted or set(finding.values) == {"yes", "no"}:
                    yield from open_inputs(line.when, values, ruleset)


def _ruled_out(atom: Atom, values: Values, ruleset: Ruleset) -> bool:
    """Whether the record already contradicts the comparison: a child in heart failure is not asymptomatic."""
    if not isinstance(atom, Among):
        return False
    return all(
        any(truth(pair, {**values, atom.field: value}) is TRUE for pair in ruleset.vocabulary.contradictions)
        for value in atom.values
    )


def open_inputs_of_finding(finding: Finding, values: Values, ruleset: Ruleset) -> Iterator[str]:
    """The unknown inputs that keep a finding from having a value."""
    for line in finding.lines:
        yield from open_inputs(line.when, values, ruleset)
