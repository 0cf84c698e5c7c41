"""What keeps a finding from one of its values: what is known and speaks against it, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, Condition, Value, fields_read
from crdecide.language.truth import FALSE, TRUE, UNKNOWN

from .matched_values import matched


class KeptFrom(NamedTuple):
    """Known values that speak against it, by field, and the fields that leave it open; fields may be findings."""

    against: Mapping[str, Value]
    open: tuple[str, ...]


def keeping_from(finding: Finding, value: str, values: Values) -> KeptFrom:
    """What the lines for other values rest on, and the parts of its own line that fail or are open."""
    against: dict[str, Value] = {}
    left_open: dict[str, None] = {}
    for line in finding.lines:
        if line.value != value and truth(line.when, values) is TRUE:
            against.update(matched(line.when, values))
        for part in conjuncts(line.when) if line.value == value else ():
            if truth(part, values) is FALSE:
                against.update(matched(part, values))
            elif truth(part, values) is UNKNOWN:
                left_open.update(dict.fromkeys(name for name in fields_read(part) if values[name] is None))
    return KeptFrom(against, tuple(left_open))


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The conditions that have to hold all at once."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from conjuncts(part)
    else:
        yield condition
