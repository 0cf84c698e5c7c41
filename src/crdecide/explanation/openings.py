"""Conditions made ready to say what keeps them undecided: once for each rule set, since every child asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, Among, AnyOf, Atom, Condition, Field, Not, Value, fields_read
from crdecide.language.ruleset import Ruleset, condition_fields
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, negation

Opened = tuple[Truth, Sequence["Comparison"]]
"""A truth, and the comparisons with something unknown that keep it undecided; none where it is settled."""
Opening = Callable[[Values], Opened]
"""A condition that says so for any child."""


class Comparison:
    """A comparison of the rules, with the conditions behind it if it is with a finding."""

    def __init__(
        self, atom: Atom, field: Field, lines: Sequence[Opening] | None, contradictions: Sequence[Condition]
    ) -> None:
        """`lines` are None for an input; `contradictions` are those that the field takes part in."""
        self.atom, self.field, self.lines, self.contradictions = atom, atom.field, lines, contradictions
        self._open: Opened = (UNKNOWN, (self,))
        self._settled: dict[Value, Opened] = {}
        for value in field.values or ():
            self._settled[value] = (truth(atom, {atom.field: value}), ())

    def opened(self, values: Values) -> Opened:
        """Itself, where its field is unknown."""
        value = values[self.field]
        if value is None:
            return self._open
        # Of a quantity there is no list of values.
        return self._settled.get(value) or (truth(self.atom, values), ())


class Openings:
    """The conditions of one rule set: of each finding by its lines, and of each card."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._fields = condition_fields(ruleset.vocabulary, ruleset.findings)
        self._finding_by_id, self._contradictions = ruleset.finding_by_id, _contradictions_by_field(ruleset)
        # Equal comparisons are one, so that a child is asked about each of them once.
        self._comparisons: dict[Atom, Comparison] = {}
        self.findings = {
            finding.id: [self._opening(line.when) for line in finding.lines] for finding in ruleset.findings
        }
        self.cards = {card.id: self._opening(card.applies_when) for card in ruleset.cards}

    def _opening(self, condition: Condition) -> Opening:
        match condition:
            case Not(part):
                return partial(_negated, self._opening(part))
            case All(parts):
                return partial(_joined, [self._opening(part) for part in parts], FALSE, TRUE)
            case AnyOf(parts):
                return partial(_joined, [self._opening(part) for part in parts], TRUE, FALSE)
            case atom:
                return self._comparison(atom).opened

    def _comparison(self, atom: Atom) -> Comparison:
        if atom not in self._comparisons:
            finding = self._finding_by_id.get(atom.field)
            lines = [self._opening(line) for line in _lines_for(finding, atom)] if finding else None
            about = self._contradictions.get(atom.field, ())
            self._comparisons[atom] = Comparison(atom, self._fields[atom.field], lines, about)
        return self._comparisons[atom]


@lru_cache(maxsize=8)
def openings_of(ruleset: Ruleset) -> Openings:
    """The conditions of a rule set; made ready once for each rule set in use."""
    return Openings(ruleset)


def _negated(part: Opening, values: Values) -> Opened:
    part_truth, opened = part(values)
    return negation(part_truth), opened


def _joined(parts: Sequence[Opening], settling: Truth, otherwise: Truth, values: Values) -> Opened:
    """What is settled has nothing open, whatever is open in its parts."""
    comparisons: list[Comparison] = []
    for part in parts:
        part_truth, opened = part(values)
        if part_truth is settling:
            return settling, ()
        comparisons += opened
    return (UNKNOWN, comparisons) if comparisons else (otherwise, ())


def _lines_for(finding: Finding, atom: Atom) -> Iterator[Condition]:
    """The conditions of the lines for the values wanted; for yes or no, either answer settles it."""
    if not isinstance(atom, Among):
        raise TypeError(f"{finding.id} is a finding and has no quantity to compare: {atom}")
    for line in finding.lines:
        if line.value in atom.values or set(finding.values) == {"yes", "no"}:
            yield line.when


def _contradictions_by_field(ruleset: Ruleset) -> Mapping[str, list[Condition]]:
    """The contradictions that each input takes part in."""
    by_field: dict[str, list[Condition]] = {}
    for contradiction in ruleset.vocabulary.contradictions:
        for name in fields_read(contradiction):
            by_field.setdefault(name, []).append(contradiction)
    return by_field
