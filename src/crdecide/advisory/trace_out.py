"""The trace of an advisory: each rule that fired, and the values that it matched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crdecide.evaluation.semantics import Conclusions
from crdecide.explanation.kept_grounds import KeptGrounds
from crdecide.language.conditions import Value
from crdecide.language.partition import Read
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE

from .answer_parts import TraceOut

MOST_KEPT = 4_096
"""Entries that are kept; the least recently used make room."""


class TraceOuts:
    """The entries of one rule set. Most children share what a rule matched, but for their own figures."""

    def __init__(self, ruleset: Ruleset, grounds: KeptGrounds) -> None:
        self._grounds, self._rules = grounds, {rule.id: rule for rule in ruleset.rules}
        self._withheld = {card.id: card.withheld_by for card in ruleset.withheld}
        self._shared = lru_cache(maxsize=MOST_KEPT)(self._without_figures)

    def of(self, concluded: Conclusions, reads: Mapping[str, Read]) -> tuple[TraceOut, ...]:
        """One entry for each rule that fired, in their order."""
        shared, withheld, truths = self._shared, self._withheld, concluded.truths
        entries: list[TraceOut] = []
        # Some forty for each child: no more is done for one than must be.
        for name, read in reads.items():
            by = tuple([other for other in withheld[name] if truths[other] is TRUE]) if name in withheld else ()
            entries.append(shared(name, read, by) or self._with_figures(name, read, by, concluded))
        return tuple(entries)

    def _with_figures(self, name: str, read: Read, withheld_by: tuple[str, ...], concluded: Conclusions) -> TraceOut:
        matched = {field: concluded.values[field] for field in self._grounds.at(name, read).values}
        return self._entry(name, matched, withheld_by)

    def _without_figures(self, name: str, read: Read, withheld_by: tuple[str, ...]) -> TraceOut | None:
        grounds = self._grounds.at(name, read)
        return None if grounds.has_figures else self._entry(name, grounds.values, withheld_by)

    def _entry(self, name: str, values: Mapping[str, Value | None], withheld_by: tuple[str, ...]) -> TraceOut:
        rule = self._rules[name]
        return TraceOut.made_of(
            rule=name, version=rule.version, title=rule.title, matched=dict(values), withheld_by=withheld_by
        )
