"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Iterable

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.cards import Conditional, Finding
from crdecide.language.conditions import Among, Condition
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, UNKNOWN

from .openings import Comparison, Opening, openings_of


class OpenInputs:
    """For one child: the unknown inputs behind whatever is undecided. `values` are its inputs and findings."""

    def __init__(self, ruleset: Ruleset, values: Values) -> None:
        self._values, self._openings = values, openings_of(ruleset)
        self._behind: dict[Comparison, tuple[str, ...]] = {}

    def behind(self, cards: Iterable[Conditional]) -> tuple[str, ...]:
        """The unknown inputs that keep these cards undecided, each once, in the order in which they are read."""
        return self._inputs([self._openings.cards[card.id] for card in cards])

    def behind_value(self, finding: Finding) -> tuple[str, ...]:
        """The unknown inputs that keep a finding unknown."""
        return self._inputs(self._openings.findings[finding.id])

    def _inputs(self, openings: Iterable[Opening]) -> tuple[str, ...]:
        # A dict as a set that keeps its order: the questions come in the order in which the rules read.
        inputs: dict[str, None] = {}
        for opening in openings:
            _, comparisons = opening(self._values)
            for comparison in comparisons:
                for name in self._behind_comparison(comparison):
                    inputs[name] = None
        return tuple(inputs)

    def _behind_comparison(self, comparison: Comparison) -> tuple[str, ...]:
        """Kept for this child: many cards read the same findings."""
        if comparison not in self._behind:
            self._behind[comparison] = self._look_behind(comparison)
        return self._behind[comparison]

    def _look_behind(self, comparison: Comparison) -> tuple[str, ...]:
        if comparison.lines is not None:
            return self._inputs(comparison.lines)
        return () if self._is_ruled_out(comparison) else (comparison.field,)

    def _is_ruled_out(self, comparison: Comparison) -> bool:
        """Whether every value wanted contradicts what is recorded: a child in heart failure is not asymptomatic."""
        if not comparison.contradictions or not isinstance(comparison.atom, Among):
            return False
        # Only those that are open: one that is there already, or cannot come, rules nothing out.
        open_now = [part for part in comparison.contradictions if truth(part, self._values) is UNKNOWN]
        values = comparison.atom.values
        return bool(open_now) and all(self._contradicts(comparison.field, value, open_now) for value in values)

    def _contradicts(self, field: str, value: str, contradictions: Iterable[Condition]) -> bool:
        """Whether a record with this value would be refused by one of these."""
        supposed = {**self._values, field: value}
        return any(truth(contradiction, supposed) is TRUE for contradiction in contradictions)
