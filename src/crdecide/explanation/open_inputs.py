"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, Among, AnyOf, Atom, Condition, Not, fields_read
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, negation


def open_atoms(condition: Condition, values: Values) -> Sequence[Atom]:
    """The comparisons with something unknown that keep a condition undecided; none where it is settled."""
    return _opened(condition, values)[1]


def _opened(condition: Condition, values: Values) -> tuple[Truth, Sequence[Atom]]:
    """Truth and open comparisons in one pass over the tree."""
    match condition:
        case Not(part):
            part_truth, atoms = _opened(part, values)
            return negation(part_truth), atoms
        case All(parts):
            return _joined([_opened(part, values) for part in parts], FALSE, TRUE)
        case AnyOf(parts):
            return _joined([_opened(part, values) for part in parts], TRUE, FALSE)
        case atom:
            return (UNKNOWN, (atom,)) if values[atom.field] is None else (truth(atom, values), ())


def _joined(
    parts: list[tuple[Truth, Sequence[Atom]]], settling: Truth, otherwise: Truth
) -> tuple[Truth, Sequence[Atom]]:
    """What is settled has nothing open, whatever is open in its parts."""
    atoms: list[Atom] = []
    for part, opened in parts:
        if part is settling:
            return settling, ()
        atoms += opened
    return (UNKNOWN, atoms) if atoms else (otherwise, ())


class OpenInputs:
    """For one child: the unknown inputs behind whatever is undecided. `values` are its inputs and findings."""

    def __init__(self, ruleset: Ruleset, values: Values) -> None:
        self._values, self._findings = values, ruleset.finding_by_id
        self._contradictions = _contradictions_by_field(ruleset)
        self._behind: dict[Atom, tuple[str, ...]] = {}

    def behind(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """The unknown inputs that keep these conditions undecided, each once, in the order in which they are read."""
        # A dict as a set that keeps its order: the questions come in the order in which the rules read.
        inputs: dict[str, None] = {}
        for condition in conditions:
            for atom in open_atoms(condition, self._values):
                inputs.update(dict.fromkeys(self._behind_atom(atom)))
        return tuple(inputs)

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
        about = self._contradictions.get(atom.field, ())
        # Only those that are open: one that is there already, or cannot come, rules nothing out.
        open_now = [part for part in about if truth(part, self._values) is UNKNOWN]
        return bool(open_now) and all(self._contradicts(atom.field, value, open_now) for value in atom.values)

    def _contradicts(self, field: str, value: str, contradictions: Iterable[Condition]) -> bool:
        """Whether a record with this value would be refused by one of these."""
        supposed = {**self._values, field: value}
        return any(truth(contradiction, supposed) is TRUE for contradiction in contradictions)


@lru_cache(maxsize=8)
def _contradictions_by_field(ruleset: Ruleset) -> Mapping[str, list[Condition]]:
    """The contradictions that each input takes part in."""
    by_field: dict[str, list[Condition]] = {}
    for contradiction in ruleset.vocabulary.contradictions:
        for name in fields_read(contradiction):
            by_field.setdefault(name, []).append(contradiction)
    return by_field


def _lines_for(finding: Finding, atom: Atom) -> Iterator[Condition]:
    """The conditions of the lines for the values wanted; for yes or no, either answer settles it."""
    if not isinstance(atom, Among):
        raise TypeError(f"{finding.id} is a finding and has no quantity to compare: {atom}")
    for line in finding.lines:
        if line.value in atom.values or set(finding.values) == {"yes", "no"}:
            yield line.when
