"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, Among, AnyOf, Atom, Condition, Not, fields_read
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, UNKNOWN


def open_atoms(condition: Condition, values: Values) -> Iterator[Atom]:
    """The comparisons with something unknown that keep a condition undecided; none where it is settled."""
    if truth(condition, values) is not UNKNOWN:
        return
    match condition:
        case Not(part):
            yield from open_atoms(part, values)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from open_atoms(part, values)
        case atom:
            yield atom


class OpenInputs:
    """For one child: the unknown inputs behind whatever is undecided. `values` are its inputs and findings."""

    def __init__(self, ruleset: Ruleset, values: Values) -> None:
        self._values = values
        self._findings = {finding.id: finding for finding in ruleset.findings}
        self._contradictions = ruleset.vocabulary.contradictions
        self._behind: dict[Atom, tuple[str, ...]] = {}

    def behind(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """The unknown inputs that keep these conditions undecided, each once, in the order in which they are read."""
        found: dict[str, None] = {}
        for condition in conditions:
            for atom in open_atoms(condition, self._values):
                found.update(dict.fromkeys(self._behind_atom(atom)))
        return tuple(found)

    def behind_value(self, finding: Finding) -> tuple[str, ...]:
        """The unknown inputs that keep a finding unknown."""
        return self.behind(line.when for line in finding.lines)

    def _behind_atom(self, atom: Atom) -> tuple[str, ...]:
        """Kept for this child: many cards read the same findings."""
        if atom not in self._behind:
            finding = self._findings.get(atom.field)
            if finding is None:
                self._behind[atom] = () if self._is_ruled_out(atom) else (atom.field,)
            else:
                self._behind[atom] = self.behind(_lines_for(finding, atom))
        return self._behind[atom]

    def _is_ruled_out(self, atom: Atom) -> bool:
        """Whether every value wanted contradicts what is recorded: a child in heart failure is not asymptomatic."""
        if not isinstance(atom, Among):
            return False
        about = [part for part in self._open_contradictions if atom.field in fields_read(part)]
        return bool(about) and all(
            any(truth(part, {**self._values, atom.field: value}) is TRUE for part in about) for value in atom.values
        )

    @cached_property
    def _open_contradictions(self) -> list[Condition]:
        """Those that one more known value may complete."""
        return [part for part in self._contradictions if truth(part, self._values) is UNKNOWN]


def _lines_for(finding: Finding, atom: Atom) -> Iterator[Condition]:
    """The conditions of the lines for the values wanted; for yes or no, either answer settles it."""
    if not isinstance(atom, Among):
        raise TypeError(f"{finding.id} is a finding and has no quantity to compare: {atom}")
    for line in finding.lines:
        if line.value in atom.values or set(finding.values) == {"yes", "no"}:
            yield line.when
