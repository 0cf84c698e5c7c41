"""What a rule set means: the specification, in one page.

A condition is TRUE, FALSE or UNKNOWN of the values known of a child. A finding takes the value of its
first line that is TRUE; if none is, the finding is unknown. Findings are taken layer by layer, so that
each is settled before another reads it. A card's truth is that of its condition.

durable-rules runs the same rules in production; tests hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from crdecide.language.cards import Line
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not, Value
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation

Values = Mapping[str, Value | None]
"""Observations and findings by name; None is unknown."""


class Conclusions(NamedTuple):
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
        # Before any comparison, so that an unknown can never come out as "no".
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
    # An unknown line is passed over: lines exclude each other, so that one that holds settles the value. A finding
    # whose lines may hold together says so (`so_far`): its value is what is known so far.
    for number, line_truth in enumerate(truths):
        if line_truth is TRUE:
            return number
    return None


def evaluate(ruleset: Ruleset, observations: Values) -> Conclusions:
    """Every finding, and the truth of every card, for one child."""
    values = dict(observations)
    fired: list[str] = []
    for layer in ruleset.strata:
        # The whole layer from the values before it: within a layer no finding reads another.
        concluded = settle(layer, (), values)
        values.update(concluded.values)
        fired += concluded.fired
    judged = settle((), ruleset.cards, values)
    return Conclusions(values, judged.truths, (*fired, *judged.fired))


def settle(findings: Iterable[Derived], cards: Iterable[Judged], values: Values) -> Conclusions:
    """What these rules alone conclude from the values of the fields they read."""
    concluded: dict[str, str | None] = {}
    truths: dict[str, Truth] = {}
    fired: list[str] = []
    for finding in findings:
        concluded[finding.id] = finding_value(finding, values)
        if concluded[finding.id] is not None:
            fired.append(finding.id)
    for card in cards:
        truths[card.id] = truth(card.applies_when, values)
        if truths[card.id] is TRUE:
            fired.append(card.id)
    return Conclusions(concluded, truths, tuple(fired))


def _number(value: Value | None) -> int | float:
    if not isinstance(value, int | float):
        raise TypeError(f"a quantity is a number, not {value!r}: the loader and `observe` see to it")
    return value
