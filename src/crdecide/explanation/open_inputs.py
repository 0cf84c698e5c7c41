"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crdecide.language.cards import Conditional, Finding
from crdecide.language.partition import Fact
from crdecide.language.ruleset import Ruleset

from .openings import Comparison, Undecided, openings_of


class OpenInputs:
    """For one child: the unknown inputs behind whatever is undecided. `fact` has the regions of inputs and findings."""

    def __init__(self, ruleset: Ruleset, fact: Fact) -> None:
        self._fact, self._openings = fact, openings_of(ruleset)
        self._behind: dict[Comparison, Mapping[str, None]] = {}

    def behind(self, cards: Iterable[Conditional]) -> tuple[str, ...]:
        """The unknown inputs that keep these cards undecided, each once, in the order in which they are read."""
        return self._inputs([self._openings.cards[card.id] for card in cards])

    def behind_value(self, finding: Finding) -> tuple[str, ...]:
        """The unknown inputs that keep a finding unknown."""
        return tuple(self._inputs_of(self._openings.findings[finding.id]))

    def _inputs(self, undecided: Iterable[Undecided]) -> tuple[str, ...]:
        inputs: dict[str, None] = {}
        for conditions in undecided:
            inputs.update(self._inputs_of(conditions))
        return tuple(inputs)

    def _inputs_of(self, conditions: Undecided) -> Mapping[str, None]:
        # A dict as a set that keeps its order: the questions come in the order in which the rules read.
        inputs: dict[str, None] = {}
        for comparison in conditions.comparisons(self._fact):
            behind = self._behind.get(comparison)
            if behind is None:
                # Kept for this child: many cards read the same findings.
                behind = self._behind[comparison] = self._look_behind(comparison)
            inputs.update(behind)
        return inputs

    def _look_behind(self, comparison: Comparison) -> Mapping[str, None]:
        if comparison.behind is not None:
            return self._inputs_of(comparison.behind)
        return {} if comparison.ruled_out.by(self._fact) else comparison.itself
