"""The findings of an advisory: their values and what they rest on, or what keeps them unknown."""

from __future__ import annotations

from functools import lru_cache

from .. import wording
from ..advisory import FindingOut
from ..explain.gaps import Gaps, goal_of_line
from ..ruleset import Ruleset
from .settled import Measured
from .tables import Child


class Findings:
    """Every finding, in the order of the rule set."""

    def __init__(self, ruleset: Ruleset, gaps: Gaps, kept: int) -> None:
        self._ruleset, self._gaps = ruleset, gaps
        lines = {finding.id: range(len(finding.lines)) for finding in ruleset.findings}
        self._goals = {f.id: [goal_of_line(f, number) for number in lines[f.id]] for f in ruleset.findings}
        self._unknown = lru_cache(maxsize=kept)(self._left_open)

    def of(self, child: Child) -> tuple[FindingOut, ...]:
        """The findings for one child."""
        found: dict[str, FindingOut | Measured | None] = {}
        for answer in child.answers:
            found.update(answer.findings)
        return tuple([self._finding(name, found[name], child) for name in self._goals])

    def _finding(self, name: str, said: FindingOut | Measured | None, child: Child) -> FindingOut:
        if isinstance(said, FindingOut):
            return said
        if said is not None:
            return said.finding(child.values)
        atoms = [atom for goal in self._goals[name] for atom in child.open(goal)]
        return self._unknown(name, self._gaps.inputs(atoms, child.open, child.fact))

    def _left_open(self, name: str, missing: tuple[str, ...]) -> FindingOut:
        because = wording.finding_because({}, missing, self._ruleset)
        return FindingOut(id=name, value="unknown", rules=(), because=because)
