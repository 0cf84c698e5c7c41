"""Rules as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import z3

from crdecide.guideline.laws_again import NOT_SETTLED, PUT_FORWARD
from crdecide.language.cards import Alert, Conditional, Finding, OptionCard
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not
from crdecide.language.ruleset import Ruleset

Formula = Any
"""A z3 expression."""


@dataclass(frozen=True)
class Sides:
    """When something is true, and when it is false; where neither, it is unknown."""

    true: Formula
    false: Formula

    @property
    def unknown(self) -> Formula:
        """When it is neither."""
        return z3.Not(z3.Or(self.true, self.false))


@dataclass(frozen=True)
class Known:
    """An input: whether it is known, and its value: a number for a quantity, else the place of a choice."""

    known: Formula
    value: Formula


class Encoded:
    """One rule set about one child, whose inputs are named with a suffix."""

    def __init__(self, ruleset: Ruleset, suffix: str) -> None:
        self.ruleset = ruleset
        fields = ruleset.vocabulary.fields()
        self.choices = {name: field.values for name, field in fields.items()}
        self.inputs = {name: self._input(name, suffix) for name in fields}
        self.lines: dict[str, list[tuple[str, Formula]]] = {}
        for finding in ruleset.findings:
            self.choices[finding.id] = finding.values
            self.lines[finding.id] = self._lines(finding)
        self.conditions = {card.id: self.sides(card.applies_when) for card in ruleset.cards}
        self.effective = {card.id: self._effective(card) for card in ruleset.cards}

    @property
    def possible(self) -> Formula:
        """That the values are values, and that the record contradicts itself in none of the ways that are listed."""
        ranges = []
        for name, known in self.inputs.items():
            choices = self.choices[name]
            if choices is not None:
                ranges.append(z3.And(known.value >= 0, known.value < len(choices)))
        refused = [self.sides(condition).true for condition in self.ruleset.vocabulary.contradictions]
        return z3.And(*ranges, z3.Not(z3.Or(*refused)))

    def sides(self, condition: Condition) -> Sides:
        """A condition over inputs and findings."""
        match condition:
            case Not(part):
                sides = self.sides(part)
                return Sides(sides.false, sides.true)
            case All(parts):
                true, false = self._sides_of(parts)
                return Sides(z3.And(*true), z3.Or(*false))
            case AnyOf(parts):
                true, false = self._sides_of(parts)
                return Sides(z3.Or(*true), z3.And(*false))
            case Among(field, values) if field in self.lines:
                return self._of_finding(field, values)
            case atom:
                known = self.inputs[atom.field]
                meets = self._meets(atom, known.value)
                return Sides(z3.And(known.known, meets), z3.And(known.known, z3.Not(meets)))

    def finding_is_known(self, name: str) -> Formula:
        """When a finding has a value."""
        return z3.Or(*(when for _, when in self.lines[name]))

    def any_true(self, names: Iterable[str], *, effective: bool = True) -> Formula:
        """When one of these cards holds."""
        sides = self.effective if effective else self.conditions
        return z3.Or(*(sides[name].true for name in names))

    @property
    def in_scope(self) -> Formula:
        """When the child is in scope: out of scope wins."""
        return z3.And(self._scope_cards("in_scope"), z3.Not(self.out_of_scope))

    @property
    def out_of_scope(self) -> Formula:
        """When the child is out of scope."""
        return self._scope_cards("out_of_scope")

    def has_stance(self, option: str, *stances: str) -> Formula:
        """When a card holds that gives the option one of these stances."""
        return self.any_true(card.id for card in self._about(option) if card.says.stance in stances)

    def especially(self, option: str) -> Formula:
        """When a card holds that puts the option forward especially."""
        return self.any_true(card.id for card in self._about(option) if card.says.especially)

    def undecided(self, option: str) -> Formula:
        """When no card about the option holds and one is unknown."""
        names = [card.id for card in self._about(option)]
        one_is_open = z3.Or(*(self.effective[name].unknown for name in names))
        return z3.And(z3.Not(self.any_true(names)), one_is_open)

    def _about(self, option: str) -> list[OptionCard]:
        return [card for card in self.ruleset.options if card.says.option == option]

    def _sides_of(self, parts: Iterable[Condition]) -> tuple[list[Formula], list[Formula]]:
        """When each part is true, and when each is false."""
        sides = list(map(self.sides, parts))
        return [side.true for side in sides], [side.false for side in sides]

    def shown(self, alert: Alert) -> Formula:
        """When an alert is shown because it holds."""
        return z3.And(self._speaks(alert), self.effective[alert.id].true)

    def left_open(self, alert: Alert) -> Formula:
        """When an alert is shown because it could not be excluded."""
        weighed = z3.Or(*map(self.weighed, alert.bears_on))
        return z3.And(self._speaks(alert), self.effective[alert.id].unknown, self.in_scope, weighed)

    def weighed(self, option: str) -> Formula:
        """When the option is on the table, or in use."""
        taken: dict[str, str | None] = {name: entry.in_use for name, entry in self.ruleset.vocabulary.options.items()}
        on_the_table, in_use = self.has_stance(option, *PUT_FORWARD), taken[option]
        return on_the_table if in_use is None else z3.Or(on_the_table, self.sides(Among(in_use, ("yes",))).true)

    def _input(self, name: str, suffix: str) -> Known:
        # A quantity is a real number: between two integers there may be a child whom a half-open bound divides.
        kind = z3.Real if self.choices[name] is None else z3.Int
        return Known(z3.Bool(f"{name}.known{suffix}"), kind(f"{name}{suffix}"))

    def _meets(self, atom: Among | AtLeast | Below, value: Formula) -> Formula:
        match atom:
            case AtLeast(_, bound):
                return value >= bound
            case Below(_, bound):
                return value < bound
            case Among(field, wanted):
                choices = self.choices[field] or ()
                return z3.Or(*(value == choices.index(name) for name in wanted))

    def _lines(self, finding: Finding) -> list[tuple[str, Formula]]:
        """Each line's value, and when that line is the first to hold."""
        lines: list[tuple[str, Formula]] = []
        earlier: list[Formula] = []
        for line in finding.lines:
            holds = self.sides(line.when).true
            lines.append((line.value, z3.And(holds, z3.Not(z3.Or(*earlier)))))
            earlier.append(holds)
        return lines

    def _of_finding(self, name: str, values: tuple[str, ...]) -> Sides:
        true = z3.Or(*(when for value, when in self.lines[name] if value in values))
        return Sides(true, z3.And(self.finding_is_known(name), z3.Not(true)))

    def _effective(self, card: Conditional) -> Sides:
        withheld = self.any_true(card.withheld_by, effective=False)
        sides = self.conditions[card.id]
        return Sides(z3.And(sides.true, z3.Not(withheld)), z3.Or(sides.false, withheld))

    def _scope_cards(self, status: str) -> Formula:
        return self.any_true(card.id for card in self.ruleset.scopes if card.says.status == status)

    def _speaks(self, alert: Alert) -> Formula:
        scopes: Mapping[str, Formula] = {
            "in_scope": self.in_scope,
            "out_of_scope": self.out_of_scope,
            NOT_SETTLED: z3.Not(z3.Or(self.in_scope, self.out_of_scope)),
        }
        return z3.Or(*(scopes[status] for status in alert.speaks_in))
