"""The alerts and checks of an advisory: what is known to hold, and what could not be excluded."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from crdecide.evaluation.observation import drug_readings, drugs_named
from crdecide.evaluation.semantics import Values
from crdecide.explanation.matched_values import matched
from crdecide.guideline.patient import Patient
from crdecide.language.cards import Alert
from crdecide.language.ruleset import Ruleset, fields_of

from . import wording
from .answer_parts import AlertOut, CheckOut
from .child import Child

MOST_KEPT = 2_048
"""Alerts and checks that are kept; the least recently used make room."""
Names = tuple[str, ...]


class AlertsOut:
    """The alerts and checks under one rule set. Most children share them: few name a drug of the child's own."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, about_drugs = ruleset, drug_readings(ruleset)
        self._about_drugs = {card.id for card in ruleset.alerts if not about_drugs.keys().isdisjoint(fields_of(card))}
        self._alert = lru_cache(maxsize=MOST_KEPT)(self._alert_about)
        self._check = lru_cache(maxsize=MOST_KEPT)(self._check_of)

    def alert(self, card: Alert, patient: Patient, values: Values) -> AlertOut:
        """An alert that holds, with the drugs that it is about."""
        return self._alert(card.id, self.drugs(card, patient, values))

    def drugs(self, card: Alert, patient: Patient, values: Values) -> Names:
        """The drugs on record that an alert is about."""
        if card.id not in self._about_drugs:
            return ()
        # Only the parts of the condition that make it hold: another may name a drug that does not matter here.
        return drugs_named(matched(card.applies_when, values), patient, self._ruleset)

    def check(self, card: Alert, child: Child) -> CheckOut:
        """An alert that could not be excluded, with what is not recorded."""
        missing = child.open.behind([card])
        recorded = child.not_recorded(missing)
        # A list of drugs that was given is recorded: what is open then is the drug that could not be checked.
        drugs = self._unknown(child.patient) if len(recorded) < len(missing) else ()
        return self._check(card.id, missing, recorded if drugs else missing, drugs, child.unread)

    def _unknown(self, patient: Patient) -> Names:
        return self._ruleset.drugs.unknown(patient.medications or ())

    def _alert_about(self, name: str, drugs: Names) -> AlertOut:
        card = self._ruleset.alert_by_id[name]
        return AlertOut.made_of(
            id=name,
            severity=card.says.severity,
            short=card.says.short,
            text=wording.alert_text(card, drugs),
            bears_on=card.bears_on,
            rules=(name,),
            evidence=card.evidence,
        )

    def _check_of(self, name: str, missing: Names, recorded: Names, drugs: Names, unread: Collection[str]) -> CheckOut:
        card = self._ruleset.alert_by_id[name]
        return CheckOut.made_of(
            id=name,
            asks=self._ruleset.vocabulary.fields_of(missing),
            bears_on=card.bears_on,
            text=wording.check_text(card, recorded, drugs, self._ruleset, unread),
            rules=(name,),
            evidence=card.evidence,
        )
