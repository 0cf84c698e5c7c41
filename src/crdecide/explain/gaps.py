"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..cards import Finding
from ..conclusions import Values
from ..conditions import All, Among, AnyOf, Condition, Not, fields_read
from ..evaluate import truth
from ..observe import unchecked_inputs
from ..patient import Patient
from ..ruleset import Ruleset
from ..truth import TRUE, UNKNOWN


@dataclass(frozen=True)
class Gaps:
    """The unknowns of one child.

    `ruled_out` holds the values that would contradict what is recorded: a child in heart failure is not
    asymptomatic. `unchecked` names the inputs that are unknown though recorded, for a drug that was not checked.
    """

    ruleset: Ruleset
    values: Values
    ruled_out: frozenset[tuple[str, str]]
    unchecked: frozenset[str]

    @classmethod
    def of(cls, patient: Patient, ruleset: Ruleset, values: Values) -> Gaps:
        """The gaps in the values observed of a patient."""
        unchecked = frozenset(unchecked_inputs(patient, ruleset))
        return cls(ruleset, values, frozenset(_ruled_out(ruleset, values)), unchecked)

    def inputs(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """The unknown inputs that keep any of the conditions undecided, each once."""
        return tuple(dict.fromkeys(name for condition in conditions for name in self._inputs(condition)))

    def finding_inputs(self, finding: Finding) -> tuple[str, ...]:
        """The unknown inputs that keep a finding from having a value."""
        return self.inputs(line.when for line in finding.lines)

    def _inputs(self, condition: Condition) -> Iterator[str]:
        if truth(condition, self.values) is not UNKNOWN:
            return
        match condition:
            case Not(part):
                yield from self._inputs(part)
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._inputs(part)
            case Among(field, wanted) if field not in self.ruleset.vocabulary.inputs:
                yield from self._finding_inputs(field, wanted)
            case Among(field, wanted) if all((field, value) in self.ruled_out for value in wanted):
                return
            case atom:
                yield atom.field

    def _finding_inputs(self, name: str, wanted: tuple[str, ...]) -> Iterator[str]:
        """Through a finding: the lines for the values wanted; for yes or no, either answer settles it."""
        finding = next(finding for finding in self.ruleset.findings if finding.id == name)
        for line in finding.lines:
            if line.value in wanted or set(finding.values) == {"yes", "no"}:
                yield from self._inputs(line.when)


def _ruled_out(ruleset: Ruleset, values: Values) -> Iterator[tuple[str, str]]:
    fields = ruleset.vocabulary.fields()
    for contradiction in ruleset.vocabulary.contradictions:
        if truth(contradiction, values) is not UNKNOWN:
            continue
        for name in fields_read(contradiction):
            for value in fields[name].values or ():
                if values[name] is None and truth(contradiction, {**values, name: value}) is TRUE:
                    yield name, value
