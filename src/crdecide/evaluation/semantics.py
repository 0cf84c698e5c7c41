"""What a rule set means: the specification, in one page.

A condition is TRUE, FALSE or UNKNOWN of the values known of a child. A finding takes the value of its
first line that is TRUE; if none is, the finding is unknown. Findings are taken layer by layer, so that
each is settled before another reads it. A card's truth is that of its condition.

durable-rules runs the same rules in production; tests hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from crdecide.language.cards import Line
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not, Value
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation

Values = Mapping[str, Value | None]
"""Observations and findings by name; None is unknown."""


@dataclass(frozen=True)
class Conclusions:
    """The values of all inputs and findings, the truth of each card's condition, and the rules that fired."""

    values: Values
    truths: Mapping[str, Truth]
    fired: tuple[str, ...]


class Derived(Protocol):
    """What concludes a value by its lines: a finding, or a piece of a long condition."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def lines(self) -> tuple[Line, ...]: ...  # noqa: D102


class Judged(Protocol):
    """What holds or not: a card, as written or as the engine is given it."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def applies_when(self) -> Condition: ...  # noqa: D102


def truth(condition: Condition, values: Values) -> Truth:
    """The truth of a condition, by strong Kleene logic; a comparison with an unknown is UNKNOWN."""
    match condition:
        case All(parts):
            return conjunction(truth(part, values) for part in parts)
        case AnyOf(parts):
            return disjunction(truth(part, values) for part in parts)
        case Not(part):
            return negation(truth(part, values))
        case _ if values[condition.field] is None:
            return UNKNOWN
        case Among(field, wanted):
            return TRUE if values[field] in wanted else FALSE
        case AtLeast(field, bound):
            return TRUE if _number(values[field]) >= bound else FALSE
        case Below(field, bound):
            return TRUE if _number(values[field]) < bound else FALSE


def finding_value(finding: Derived, values: Values) -> str | None:
    """The value of the first line that holds; None (unknown) where none is known to hold."""
    number = first_line(truth(line.when, values) for line in finding.lines)
    return None if number is None else finding.lines[number].value


def first_line(truths: Iterable[Truth]) -> int | None:
    """The number of the first line that is TRUE; None where there is none."""
    return next((number for number, line in enumerate(truths) if line is TRUE), None)


def evaluate(ruleset: Ruleset, observations: Values) -> Conclusions:
    """Every finding, and the truth of every card, for one child."""
    values = dict(observations)
    for layer in ruleset.strata:
        values.update({finding.id: finding_value(finding, values) for finding in layer})
    settled = settle((), ruleset.cards, values)
    concluded = (finding.id for finding in ruleset.findings if values[finding.id] is not None)
    return Conclusions(values, settled.truths, (*concluded, *settled.fired))


def settle(findings: Iterable[Derived], cards: Iterable[Judged], values: Values) -> Conclusions:
    """What these rules alone conclude from the values of the fields they read."""
    found = {finding.id: finding_value(finding, values) for finding in findings}
    truths = {card.id: truth(card.applies_when, values) for card in cards}
    fired = (*(name for name, value in found.items() if value is not None), *_true(truths))
    return Conclusions(found, truths, fired)


def _true(truths: Mapping[str, Truth]) -> Iterator[str]:
    return (name for name, held in truths.items() if held is TRUE)


def _number(value: Value | None) -> int | float:
    if not isinstance(value, int | float):
        raise TypeError(f"a quantity is a number, not {value!r}: the loader and `observe` see to it")
    return value
