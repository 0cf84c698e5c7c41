"""From a patient to an advisory, step by step: observe, conclude, weigh, explain, and put into words.

Everything is worked out for the one child. What is kept from child to child is what the rules alone say (a caveat,
a statement of a source), and parts that follow from a few of a child's regions, which most children share: so many of
each kind, and no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from typing import Protocol

from crdecide.evaluation.kept_decisions import KeptDecisions
from crdecide.evaluation.observation import lasting_unknowns, observe
from crdecide.evaluation.precedence import decide, withholders
from crdecide.evaluation.semantics import Conclusions, Values
from crdecide.explanation.counterfactuals import Changes
from crdecide.explanation.kept_grounds import grounds_of
from crdecide.explanation.missing import MissingFields
from crdecide.explanation.open_inputs import OpenInputs
from crdecide.explanation.unread_fields import UnreadFields
from crdecide.guideline.child_in_words import described
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.guideline.options import ScopeStatus
from crdecide.guideline.patient import Patient
from crdecide.language.partition import Fact, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE
from crdecide.version import __version__

from . import wording
from .alerts_out import AlertsOut
from .answer_parts import AlertOut, ChangeOut, DrugOut, EvidenceOut, ScopeOut
from .cards_out import caveat_out, each_once, monitoring_out, remark, statement_out
from .changes_out import ChangesOut
from .child import Child
from .danger import KeptDangers, is_said_apart
from .drugs import drugs_of
from .findings_out import FindingsOut
from .missing_out import MissingOuts
from .model import SCHEMA_VERSION, Advisory, Provenance
from .options_out import OptionsOut
from .trace_out import TraceOuts

MOST_KEPT = 256
"""Scopes with their reasons, and remarks on the record, that are kept; the least recently used make room."""
Names = tuple[str, ...]


class Conclude(Protocol):
    """An engine: from what is observed of a child, and its regions if known, to findings and the truth of each card."""

    def __call__(self, observations: Values, place: Fact | None = None, /) -> Conclusions: ...  # noqa: D102


class Citing(Protocol):
    """Whatever cites statements of sources: a card, or a part of an advisory."""

    @property
    def evidence(self) -> tuple[str, ...]: ...  # noqa: D102


class AdvisoryBuilder:
    """Advisories under one rule set, with the conclusions of one engine."""

    def __init__(self, ruleset: Ruleset, conclude: Conclude) -> None:
        self._ruleset, self._conclude, self._regions = ruleset, conclude, regions_of(ruleset)
        self._decisions, self._dangers = KeptDecisions(ruleset), KeptDangers(ruleset)
        self._missing, self._changes = MissingFields(ruleset), Changes(ruleset)
        self._unread = UnreadFields(ruleset.vocabulary)
        self._grounds = grounds = grounds_of(ruleset)
        self._findings, self._trace = FindingsOut(ruleset, grounds), TraceOuts(ruleset, grounds)
        self._options, self._alerts = OptionsOut(ruleset), AlertsOut(ruleset)
        self._asked, self._changed = MissingOuts(ruleset), ChangesOut(ruleset)
        self._apart = DANGER_SENTENCE if is_said_apart(ruleset) else None
        # What would take a child in is asked for, not what would leave it out.
        self._taking_in = [card for card in ruleset.scopes if card.says.status == "in_scope"]
        self._caveats = {name: caveat_out(name, caveat) for name, caveat in ruleset.caveats.items()}
        self._monitoring = {card.id: monitoring_out(card) for card in ruleset.monitoring}
        self._statement = lru_cache(maxsize=len(ruleset.references))(partial(statement_out, ruleset=ruleset))
        self._scoped = lru_cache(maxsize=MOST_KEPT)(self._scope_for)
        self._remark = lru_cache(maxsize=MOST_KEPT)(_not_read)

    def advisory(self, patient: Patient, unread: Collection[str] = ()) -> Advisory:
        """The advisory for one child; the same patient gives the same bytes.

        Of the fields in `unread` the record holds something that could not be used: they are not said to be missing.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        child = self._weighed(patient, unread)
        decision, values = child.decision, child.concluded.values
        scope, danger = self._scope(child), self._dangers.of(values, child.fact, child.open)
        missing = self._missing.of(patient, child.fact, child.lasting)
        options = self._options.of(child, missing)
        shown = [alert for alert in decision.alerts if alert.alert.id != self._apart]
        alerts = tuple([self._alerts.alert(each.alert, patient, values) for each in shown if each.certain])
        # After the clinical ones: a remark on the record must not push a warning down.
        alerts = (*alerts, *self._about_the_record(child))
        checks = tuple([self._alerts.check(each.alert, child) for each in shown if not each.certain])
        drugs = self._drugs(child)
        monitoring = tuple([self._monitoring[card.id] for card in decision.monitoring])
        caveats = tuple(map(self._caveats.__getitem__, each_once(option.caveats for option in options)))
        # In the order in which a reader meets what cites them.
        citing: tuple[Citing, ...] = (
            danger, *alerts, *decision.scope_cards, *options, *checks, *drugs, *monitoring, *caveats,
        )  # fmt: skip
        return Advisory.made_of(
            schema_version=SCHEMA_VERSION,
            child=described(patient, values),
            danger=danger,
            scope=scope,
            summary=wording.summary(decision, scope.reasons, self._ruleset),
            findings=self._findings.of(child),
            options=options,
            alerts=alerts,
            checks=checks,
            drugs=drugs,
            monitoring=monitoring,
            missing=self._asked.of(missing, values),
            would_change=self._would_change(child),
            caveats=caveats,
            evidence=self._cited(citing),
            trace=self._trace.of(child.concluded, child.reads),
            provenance=self._provenance(patient),
            disclaimer=self._ruleset.manifest.disclaimer,
            short_disclaimer=self._ruleset.manifest.short_disclaimer,
            record=None,
        )

    def _weighed(self, patient: Patient, unread: Collection[str]) -> Child:
        observations = observe(patient, self._ruleset)
        place = self._regions.fact(observations)
        concluded = self._conclude(observations, place)
        fact = self._with_findings(place, concluded.values)
        decision = decide(self._ruleset, concluded, self._decisions.of)
        open_inputs, lasting = OpenInputs(self._ruleset, fact), lasting_unknowns(patient, self._ruleset)
        reads = self._grounds.reads(concluded.fired, fact)
        return Child(patient, observations, fact, concluded, decision, reads, open_inputs, frozenset(unread), lasting)

    def _with_findings(self, fact: Fact, values: Values) -> Fact:
        readers = self._regions.readers
        return {**fact, **{name: readers[name](values[name]) for name in self._ruleset.finding_by_id}}

    def _scope(self, child: Child) -> ScopeOut:
        decision, missing = child.decision, tuple[str, ...]()
        if not decision.scope_cards:
            missing = child.not_recorded(child.open.behind(self._taking_in))
        return self._scoped(decision.scope, tuple([card.id for card in decision.scope_cards]), missing, child.unread)

    def _scope_for(self, status: ScopeStatus, cards: Names, missing: Names, unread: frozenset[str]) -> ScopeOut:
        scopes = [card for card in self._ruleset.scopes if card.id in cards]
        reasons = wording.scope_reasons(scopes, missing, self._ruleset, unread)
        return ScopeOut.made_of(status=status, reasons=reasons, asks=self._ruleset.vocabulary.fields_of(missing))

    def about_drugs(self, patient: Patient) -> tuple[tuple[AlertOut, ...], tuple[EvidenceOut, ...]]:
        """The alerts about drugs on record that hold, in whatever scope, and what they cite.

        Beside an order it does not matter whether the tumour is on record: the drugs are.
        """
        concluded = self._weighed(patient, ()).concluded
        values, truths = concluded.values, concluded.truths
        cards = [
            card
            for card in self._ruleset.alerts
            if truths[card.id] is TRUE and self._alerts.drugs(card, patient, values) and not withholders(card, truths)
        ]
        return tuple([self._alerts.alert(card, patient, values) for card in cards]), self._cited(cards)

    def _cited(self, citing: Sequence[Citing]) -> tuple[EvidenceOut, ...]:
        """What these cite, each statement once."""
        return tuple(map(self._statement, each_once([part.evidence for part in citing])))

    def _about_the_record(self, child: Child) -> Iterator[AlertOut]:
        """What the record holds that no rule reads."""
        if child.decision.scope == "in_scope" and (fields := self._unread.of(child.patient)):
            yield self._remark(fields)

    def _drugs(self, child: Child) -> tuple[DrugOut, ...]:
        if child.decision.scope != "in_scope":
            return ()
        return drugs_of(child.patient.medications or (), self._ruleset.drugs)

    def _would_change(self, child: Child) -> tuple[ChangeOut, ...]:
        # Out of scope nothing is said of any option that could change.
        if child.decision.scope != "in_scope":
            return ()
        return self._changed.of(self._changes.of(child.observations, child.fact, child.decision.options))

    def _provenance(self, patient: Patient) -> Provenance:
        return Provenance.made_of(
            crdecide=__version__,
            ruleset=f"{self._ruleset.manifest.name} {self._ruleset.manifest.version}",
            ruleset_sha256=self._ruleset.sha256,
            input_sha256=hashlib.sha256(patient.model_dump_json().encode()).hexdigest(),
        )


def _not_read(fields: Names) -> AlertOut:
    return remark("recorded_but_not_read", wording.UNREAD, wording.unread_text(fields))
