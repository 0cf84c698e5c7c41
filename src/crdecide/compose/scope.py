"""The scope of an advisory, with its reasons and what they are cited from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .. import wording
from ..advisory import ScopeOut
from ..cards import Scope as ScopeCard
from ..decide import scope_of
from ..explain.gaps import Gaps
from ..ruleset import Ruleset
from ..vocabulary import ScopeStatus
from .tables import Child, Tables
from .units import Truths, Unit


@dataclass(frozen=True, eq=False)
class Scoped:
    """The scope as it is said, and the statements it stands on."""

    said: ScopeOut
    cited: tuple[str, ...]


class Scope:
    """Whether the evidence is about a child."""

    def __init__(self, ruleset: Ruleset, tables: Tables, gaps: Gaps, kept: int) -> None:
        self._ruleset, self._gaps = ruleset, gaps
        self._unit = Unit(ruleset.scopes, tables.cluster_of, self._settled, kept)
        self._into = [card.id for card in ruleset.scopes if card.says.status == "in_scope"]
        self._left_open = lru_cache(maxsize=kept)(self._unsettled)

    def of(self, child: Child) -> Scoped:
        """The scope of one child."""
        scoped = self._unit.said(child)
        if scoped is not None:
            return scoped
        atoms = [atom for card in self._into for atom in child.open(card)]
        return self._left_open(self._gaps.inputs(atoms, child.open, child.fact))

    def _settled(self, truths: Truths) -> Scoped | None:
        status, cards = scope_of(self._ruleset.scopes, truths)
        return self._scoped(status, cards, ()) if cards else None

    def _unsettled(self, missing: tuple[str, ...]) -> Scoped:
        return self._scoped("cannot_assess", (), missing)

    def _scoped(self, status: ScopeStatus, cards: tuple[ScopeCard, ...], missing: tuple[str, ...]) -> Scoped:
        reasons = wording.scope_reasons(cards, missing, self._ruleset)
        cited = dict.fromkeys(reference for card in cards for reference in card.evidence)
        return Scoped(ScopeOut(status=status, reasons=reasons), tuple(cited))
