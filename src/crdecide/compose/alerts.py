"""The alerts of an advisory: those of the cards, the urgent first, then what the record holds that nothing read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter

from .. import wording
from ..advisory import AlertOut
from ..cards import Alert
from ..conditions import fields_read
from ..decide import AlertDecision, shown_alerts, urgency
from ..explain.gaps import Gaps
from ..explain.unread import Unread
from ..observe import drugs_named, unchecked_inputs
from ..ruleset import Ruleset
from ..vocabulary import Drugs, OptionName, ScopeStatus
from .tables import Child, Tables
from .units import Truths, Unit, alike

_rank = attrgetter("rank")


@dataclass(frozen=True, eq=False)
class Shown:
    """An alert that is shown; `said` is there where it is the same for every child."""

    decision: AlertDecision
    rank: tuple[bool, bool, int]
    names_drugs: bool
    said: AlertOut | None


class Alerts:
    """Every alert that is shown."""

    def __init__(self, ruleset: Ruleset, tables: Tables, gaps: Gaps, kept: int) -> None:
        self._ruleset, self._gaps, self._unread = ruleset, gaps, Unread(ruleset.vocabulary)
        self._order = {card.id: place for place, card in enumerate(ruleset.alerts)}
        together = alike(ruleset.alerts, tables.cluster_of)
        self._units = [Unit(cards, tables.cluster_of, partial(self._shown, cards), kept) for cards in together]
        self._open = lru_cache(maxsize=kept)(self._left_open)

    def of(self, child: Child, scope: ScopeStatus, weighed: frozenset[OptionName]) -> tuple[AlertOut, ...]:
        """The alerts for one child, given its scope and the options on the table."""
        shown = [alert for unit in self._units for alert in unit.said(child, scope, weighed)]
        shown.sort(key=_rank)
        alerts = tuple([alert.said or self._own(alert, child) for alert in shown])
        return (*alerts, *self._of_the_record(child)) if scope == "in_scope" else alerts

    def _shown(
        self, cards: tuple[Alert, ...], truths: Truths, scope: ScopeStatus, weighed: frozenset[OptionName]
    ) -> tuple[Shown, ...]:
        return tuple(self._decided(decision) for decision in shown_alerts(cards, truths, scope, weighed))

    def _decided(self, decision: AlertDecision) -> Shown:
        rank, drugs = (*urgency(decision), self._order[decision.alert.id]), _reads_drugs(decision.alert, self._ruleset)
        return Shown(decision, rank, drugs, _alert(decision) if decision.certain and not drugs else None)

    def _own(self, shown: Shown, child: Child) -> AlertOut:
        """An alert that names a child's drugs, or what its record lacks."""
        alert = shown.decision.alert
        if shown.decision.certain:
            return _alert(shown.decision, drugs_named(fields_read(alert.applies_when), child.patient, self._ruleset))
        unknown = self._gaps.inputs(child.open(alert.id), child.open, child.fact)
        if not (shown.names_drugs and child.patient.medications):
            return self._open(shown, unknown, ())
        unchecked = frozenset(unchecked_inputs(child.patient, self._ruleset))
        missing = tuple(name for name in unknown if name not in unchecked)
        names = self._ruleset.drugs.unknown(child.patient.medications) if len(missing) < len(unknown) else ()
        return self._left_open(shown, missing, names)

    def _left_open(self, shown: Shown, missing: tuple[str, ...], unchecked: tuple[str, ...]) -> AlertOut:
        return _alert(shown.decision, (), wording.open_questions(missing, unchecked, self._ruleset))

    def _of_the_record(self, child: Child) -> Iterator[AlertOut]:
        """What the record holds that no rule reads, and the drugs that were not checked."""
        if fields := self._unread.fields(child.patient):
            yield _of_record("recorded_but_not_read", wording.unread_text(fields))
        if child.patient.medications and (names := self._ruleset.drugs.unknown(child.patient.medications)):
            yield _of_record("drugs_not_checked", wording.unchecked_text(names))


def _reads_drugs(card: Alert, ruleset: Ruleset) -> bool:
    inputs = ruleset.vocabulary.inputs
    return any(isinstance(inputs[name].reads, Drugs) for name in fields_read(card.applies_when) if name in inputs)


def _alert(decision: AlertDecision, drugs: tuple[str, ...] = (), open_questions: str = "") -> AlertOut:
    card, text = decision.alert, wording.alert_text(decision, drugs, open_questions)
    return AlertOut(id=card.id, severity=card.says.severity, text=text, rules=(card.id,), evidence=card.evidence)


def _of_record(name: str, text: str) -> AlertOut:
    return AlertOut(id=name, severity="info", text=text, rules=(), evidence=())
