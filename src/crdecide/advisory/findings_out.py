"""The findings of an advisory: what each is, and what it rests on or what leaves it open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from crdecide.evaluation.semantics import Values, finding_value
from crdecide.explanation.kept_grounds import KeptGrounds
from crdecide.language.cards import Finding
from crdecide.language.conditions import Value
from crdecide.language.partition import Read
from crdecide.language.ruleset import Ruleset

from . import wording
from .answer_parts import FindingOut
from .child import Child

MOST_KEPT = 2_048
"""Findings that are kept, of the settled and of the open ones; the least recently used make room."""


class FindingsOut:
    """The findings of one rule set. Most children share what one rests on, but for their own figures."""

    def __init__(self, ruleset: Ruleset, grounds: KeptGrounds) -> None:
        self._ruleset, self._grounds = ruleset, grounds
        self._shared = lru_cache(maxsize=MOST_KEPT)(self._without_figures)
        self._open = lru_cache(maxsize=MOST_KEPT)(self._open_one)

    def of(self, child: Child) -> tuple[FindingOut, ...]:
        """All of them, in the order of the rules."""
        findings: list[FindingOut] = []
        for finding in self._ruleset.findings:
            # A finding that is settled has fired.
            read = child.reads.get(finding.id)
            if read is None:
                findings.append(self._unsettled(finding, child))
            else:
                shared = self._shared(finding.id, read)
                findings.append(self._with_figures(finding.id, shared, child) if isinstance(shared, tuple) else shared)
        return tuple(findings)

    def _unsettled(self, finding: Finding, child: Child) -> FindingOut:
        return self._open(finding.id, child.not_recorded(child.open.behind_value(finding)), child.unread)

    def _with_figures(self, name: str, fields: Sequence[str], child: Child) -> FindingOut:
        values = child.concluded.values
        return self._settled(name, values[name], {field: values[field] for field in fields})

    def _without_figures(self, name: str, read: Read) -> FindingOut | tuple[str, ...]:
        """The finding; where it rests on figures, which differ from child to child, the fields that it rests on."""
        grounds = self._grounds.at(name, read)
        if grounds.has_figures:
            return tuple(grounds.values)
        value = finding_value(self._ruleset.finding_by_id[name], self._grounds.values(name, read))
        return self._settled(name, value, grounds.values)

    def _settled(self, name: str, value: Value | None, rests_on: Values) -> FindingOut:
        return FindingOut.made_of(id=name, value=str(value), rules=(name,), because=wording.because(rests_on))

    def _open_one(self, name: str, not_recorded: tuple[str, ...], unread: Collection[str]) -> FindingOut:
        because = wording.unknown_because(not_recorded, self._ruleset, unread)
        return FindingOut.made_of(id=name, value="unknown", rules=(), because=because)
