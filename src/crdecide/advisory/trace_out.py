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

Names = tuple[str, ...]
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
            entry = shared(name, read, by)
            entries.append(self._with_figures(name, entry, by, concluded) if isinstance(entry, tuple) else entry)
        return tuple(entries)

    def _with_figures(self, name: str, fields: Names, withheld_by: Names, concluded: Conclusions) -> TraceOut:
        return self._entry(name, {field: concluded.values[field] for field in fields}, withheld_by)

    def _without_figures(self, name: str, read: Read, withheld_by: Names) -> TraceOut | Names:
        """The entry; where figures are matched, which differ from child to child, the fields that are."""
        grounds = self._grounds.at(name, read)
        return tuple(grounds.values) if grounds.has_figures else self._entry(name, dict(grounds.values), withheld_by)

    def _entry(self, name: str, matched: Mapping[str, Value | None], withheld_by: Names) -> TraceOut:
        rule = self._rules[name]
        return TraceOut.made_of(
            rule=name, version=rule.version, title=rule.title, matched=matched, withheld_by=withheld_by
        )
