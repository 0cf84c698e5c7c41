"""What leaves a condition open: the unknown inputs behind it, through findings down to the record."""

from __future__ import annotations

from collections.abc import Iterable

from crdecide.language.cards import Conditional, Finding
from crdecide.language.partition import Fact
from crdecide.language.ruleset import Ruleset

from .openings import Met, openings_of


class OpenInputs:
    """For one child: the unknown inputs behind whatever is undecided. `fact` has the regions of inputs and findings."""

    def __init__(self, ruleset: Ruleset, fact: Fact) -> None:
        self._fact, self._openings = fact, openings_of(ruleset)
        self._met: Met = {}

    def behind(self, cards: Iterable[Conditional]) -> tuple[str, ...]:
        """The unknown inputs that keep these cards undecided, each once, in the order in which they are read."""
        # A dict as a set that keeps its order: the questions come in the order in which the rules read.
        inputs: dict[str, None] = {}
        for card in cards:
            inputs.update(self._openings.card(card.id).inputs(self._fact, self._met))
        return tuple(inputs)

    def behind_value(self, finding: Finding) -> tuple[str, ...]:
        """The unknown inputs that keep a finding unknown."""
        return tuple(self._openings.finding(finding.id).inputs(self._fact, self._met))
