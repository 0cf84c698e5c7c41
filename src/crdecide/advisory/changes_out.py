"""What would change an answer, in the words of an advisory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from crdecide.explanation.counterfactuals import Change, Effects
from crdecide.language.conditions import Value
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset

from . import wording
from .answer_parts import ChangeOut

MOST_KEPT = 2_048
"""Changes that are kept; the least recently used make room."""


class ChangesOut:
    """The changes under one rule set, each put into words once."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._regions = ruleset, regions_of(ruleset)
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._in_words)

    def of(self, changes: Iterable[Change]) -> tuple[ChangeOut, ...]:
        """Each change, in their order."""
        return tuple([self._kept(change.name, change.now, change.then, change.effects) for change in changes])

    def _in_words(self, name: str, now: Value, then: int, effects: Effects) -> ChangeOut:
        return ChangeOut.made_of(
            field=self._ruleset.vocabulary.inputs[name].path,
            from_=str(now),
            to=wording.region_words(name, [then], self._regions),
            effect=wording.effect_text(effects, self._ruleset),
        )
