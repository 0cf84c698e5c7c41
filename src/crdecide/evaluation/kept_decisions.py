"""What is decided of each option, worked out once for each combination of the truths that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crdecide.guideline.options import OPTIONS, OptionName
from crdecide.language.partition import Read, read_back, reader_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import Truth

from .precedence import OptionDecision, option_of

MOST_KEPT = 2_048
"""Combinations that are kept, of all options together; the least recently used make room."""


class KeptDecisions:
    """The decisions of one rule set, by the precedence."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._cards = {name: _read_for(name, ruleset) for name in OPTIONS}
        self._readers = {name: reader_of(cards) for name, cards in self._cards.items()}
        self._decided = lru_cache(maxsize=MOST_KEPT)(self._decide)

    def of(self, name: OptionName, truths: Mapping[str, Truth]) -> OptionDecision:
        """What is decided of an option, from the effective truths of all cards."""
        return self._decided(name, self._readers[name](truths))

    def _decide(self, name: OptionName, read: Read) -> OptionDecision:
        return option_of(name, self._ruleset, read_back(self._cards[name], read))


def _read_for(name: OptionName, ruleset: Ruleset) -> tuple[str, ...]:
    """The cards about an option, and the notes that qualify it at some stance."""
    cards = [card.id for card in ruleset.options_about[name]]
    return (*cards, *[note.id for note in ruleset.notes if name in note.qualifies])
