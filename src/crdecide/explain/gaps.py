"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from ..cards import Finding
from ..conclusions import Values
from ..conditions import All, Among, AnyOf, Atom, Condition, Not, fields_read
from ..evaluate import truth
from ..regions import Fact, Regions, regions_of
from ..ruleset import Ruleset
from ..truth import TRUE, UNKNOWN

Goal = str
"""A card by its id, or a line of a finding by ``id=number``."""


def goal_of_line(finding: Finding, number: int) -> Goal:
    """The name of one line of a finding."""
    return f"{finding.id}={number}"


def open_atoms(condition: Condition, values: Values) -> tuple[Atom, ...]:
    """The comparisons with something unknown that keep a condition undecided; none where it is settled."""
    return tuple(_open_atoms(condition, values))


def _open_atoms(condition: Condition, values: Values) -> Iterator[Atom]:
    if truth(condition, values) is not UNKNOWN:
        return
    match condition:
        case Not(part):
            yield from _open_atoms(part, values)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _open_atoms(part, values)
        case atom:
            yield atom


class Gaps:
    """Where one rule set can be left open: through which findings, and which answers a contradiction rules out."""

    def __init__(self, ruleset: Ruleset, kept: int) -> None:
        self._findings = {finding.id: finding for finding in ruleset.findings}
        self._ruled_out = _RuledOut(ruleset, kept)

    def inputs(self, atoms: Iterable[Atom], opened: Callable[[Goal], tuple[Atom, ...]], fact: Fact) -> tuple[str, ...]:
        """The unknown inputs behind these open atoms, each once; `opened` gives the open atoms of a finding's line."""
        found: dict[str, None] = {}
        self._collect(atoms, opened, fact, found)
        return tuple(found)

    def _collect(
        self,
        atoms: Iterable[Atom],
        opened: Callable[[Goal], tuple[Atom, ...]],
        fact: Fact,
        found: dict[str, None],
    ) -> None:
        for atom in atoms:
            finding = self._findings.get(atom.field)
            if finding is None:
                if not (isinstance(atom, Among) and self._ruled_out.all_of(atom, fact)):
                    found[atom.field] = None
                continue
            for number in _lines(finding, atom):
                self._collect(opened(goal_of_line(finding, number)), opened, fact, found)


def _lines(finding: Finding, atom: Atom) -> Iterator[int]:
    """The lines for the values wanted; for yes or no, either answer settles it."""
    assert isinstance(atom, Among), "a finding has named values"
    for number, line in enumerate(finding.lines):
        if line.value in atom.values or set(finding.values) == {"yes", "no"}:
            yield number


class _RuledOut:
    """The values that would contradict what is recorded: a child in heart failure is not asymptomatic."""

    def __init__(self, ruleset: Ruleset, kept: int) -> None:
        self._regions = regions_of(ruleset)
        by_field: dict[str, list[Condition]] = {}
        for contradiction in ruleset.vocabulary.contradictions:
            for name in fields_read(contradiction):
                by_field.setdefault(name, []).append(contradiction)
        self._of = {name: _Contradictions(found, self._regions, kept) for name, found in by_field.items()}

    def all_of(self, atom: Among, fact: Fact) -> bool:
        """Whether every value that the atom allows is ruled out."""
        contradictions = self._of.get(atom.field)
        return contradictions is not None and contradictions.rule_out(atom, fact)


class _Contradictions:
    """The contradictions that one field takes part in."""

    def __init__(self, conditions: list[Condition], regions: Regions, kept: int) -> None:
        self._conditions, self._regions = conditions, regions
        self._fields = tuple(dict.fromkeys(name for condition in conditions for name in fields_read(condition)))
        self._place = itemgetter(*self._fields)
        self._known = lru_cache(maxsize=kept)(self._all_contradict)

    def rule_out(self, atom: Among, fact: Fact) -> bool:
        return self._known(atom, self._place(fact))

    def _all_contradict(self, atom: Among, place: tuple[int, ...]) -> bool:
        values = {n: self._regions.representative(n, r) for n, r in zip(self._fields, place, strict=True)}
        open_now = [condition for condition in self._conditions if truth(condition, values) is UNKNOWN]
        return all(
            any(truth(condition, {**values, atom.field: value}) is TRUE for condition in open_now)
            for value in atom.values
        )
