"""From a patient to an advisory, step by step: observe, conclude, weigh, explain, and put into words.

Everything is worked out for the one child. What is kept from child to child is what the rules alone say (a caveat,
a statement of a source), once for each of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Protocol

from crdecide.evaluation.observation import drugs_named, lasting_unknowns, observe
from crdecide.evaluation.precedence import OptionDecision, decide, withholders
from crdecide.evaluation.semantics import Conclusions, Values, finding_value
from crdecide.explanation.counter_grounds import keeping_from
from crdecide.explanation.counterfactuals import Change, changes
from crdecide.explanation.matched_values import finding_matched, matched
from crdecide.explanation.missing import Missing, MissingFields
from crdecide.explanation.open_inputs import OpenInputs
from crdecide.explanation.unread_fields import UnreadFields
from crdecide.guideline.child_in_words import described
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.guideline.patient import Patient
from crdecide.language.cards import Alert, Conditional, Finding, Note
from crdecide.language.conditions import Value
from crdecide.language.evidence import least_certain
from crdecide.language.partition import Fact, regions_of
from crdecide.language.ruleset import Ruleset, fields_of
from crdecide.language.truth import TRUE
from crdecide.version import __version__

from . import wording
from .answer_parts import (
    AlertOut,
    ChangeOut,
    CheckOut,
    EvidenceOut,
    FindingOut,
    MissingOut,
    NoteOut,
    OptionOut,
    ScopeOut,
    TraceOut,
)
from .cards_out import caveat_out, monitoring_out, note_out, remark, statement_out, turning
from .child import Child
from .danger import danger_of, is_said_apart
from .drugs import drugs_of
from .model import Advisory, Provenance

MOST_KEPT = 4_096
"""Entries of the trace, and settled findings, that are kept; the least recently used make room."""
Conclude = Callable[[Values], Conclusions]
"""An engine: from what is observed of a child to findings and the truth of every card."""


class Citing(Protocol):
    """Whatever cites statements of sources: a card, or a part of an advisory."""

    @property
    def evidence(self) -> tuple[str, ...]: ...  # noqa: D102


class AdvisoryBuilder:
    """Advisories under one rule set, with the conclusions of one engine."""

    def __init__(self, ruleset: Ruleset, conclude: Conclude) -> None:
        self._ruleset, self._conclude, self._regions = ruleset, conclude, regions_of(ruleset)
        self._missing, self._unread = MissingFields(ruleset), UnreadFields(ruleset.vocabulary)
        self._apart = DANGER_SENTENCE if is_said_apart(ruleset) else None
        self._rules = {rule.id: rule for rule in ruleset.rules}
        self._fields = {rule.id: fields_of(rule) for rule in ruleset.rules}
        # What a rule that settled rests on follows from the few values that it reads: most children share them.
        self._entry = lru_cache(maxsize=MOST_KEPT)(self._trace_entry)
        self._settled_finding = lru_cache(maxsize=MOST_KEPT)(self._known_finding)
        self._caveats = {name: caveat_out(name, caveat) for name, caveat in ruleset.caveats.items()}
        self._notes = {note.id: note_out(note) for note in ruleset.notes}
        # Several inputs may be asked for by one field: the first of them names it.
        self._labels = {entry.path: entry.label for entry in reversed(ruleset.vocabulary.inputs.values())}
        self._pointless = {entry.path: entry.pointless_where for entry in reversed(ruleset.vocabulary.inputs.values())}
        self._statements = {reference: statement_out(reference, ruleset) for reference in ruleset.references}

    def advisory(self, patient: Patient, unread: Collection[str] = ()) -> Advisory:
        """The advisory for one child; the same patient gives the same bytes.

        Of the fields in `unread` the record holds something that could not be used: they are not said to be missing.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        child = self._weighed(patient, unread)
        decision, fact = child.decision, self._regions.fact(child.concluded.values)
        scope, danger = self._scope(child), danger_of(self._ruleset, child.concluded.values, child.open)
        missing = self._missing.of(patient, fact)
        options = tuple(self._option(option, child, missing) for option in decision.options)
        shown = [alert for alert in decision.alerts if alert.alert.id != self._apart]
        alerts = tuple(self._alert(alert.alert, child) for alert in shown if alert.certain)
        # After the clinical ones: a remark on the record must not push a warning down.
        alerts = (*alerts, *self._about_the_record(child))
        checks = tuple(self._check(alert.alert, child) for alert in shown if not alert.certain)
        drugs = drugs_of(patient.medications or (), self._ruleset.drugs) if scope.status == "in_scope" else ()
        monitoring = tuple(map(monitoring_out, decision.monitoring))
        caveats = tuple(map(self._caveats.__getitem__, _each_once(option.caveats for option in options)))
        # In the order in which a reader meets what cites them.
        citing: tuple[Citing, ...] = (
            danger, *alerts, *decision.scope_cards, *options, *checks, *drugs, *monitoring, *caveats,
        )  # fmt: skip
        return Advisory(
            child=described(patient, child.concluded.values),
            danger=danger,
            scope=scope,
            summary=wording.summary(decision, scope.reasons, self._ruleset),
            findings=tuple(self._finding(finding, child) for finding in self._ruleset.findings),
            options=options,
            alerts=alerts,
            checks=checks,
            drugs=drugs,
            monitoring=monitoring,
            missing=tuple(self._asked(unknown, child.concluded.values) for unknown in missing),
            would_change=tuple(map(self._change, self._changes(child, fact))),
            caveats=caveats,
            evidence=tuple(map(self._statements.__getitem__, _each_once(part.evidence for part in citing))),
            trace=tuple(self._fired(name, child.concluded) for name in child.concluded.fired),
            provenance=self._provenance(patient),
            disclaimer=self._ruleset.manifest.disclaimer,
            short_disclaimer=self._ruleset.manifest.short_disclaimer,
        )

    def _weighed(self, patient: Patient, unread: Collection[str]) -> Child:
        observations = observe(patient, self._ruleset)
        concluded = self._conclude(observations)
        decision = decide(self._ruleset, concluded)
        open_inputs, lasting = OpenInputs(self._ruleset, concluded.values), lasting_unknowns(patient, self._ruleset)
        return Child(patient, observations, concluded, decision, open_inputs, unread, frozenset(lasting))

    def _scope(self, child: Child) -> ScopeOut:
        decision, missing = child.decision, tuple[str, ...]()
        if not decision.scope_cards:
            # What would take the child in is asked for, not what would leave it out.
            taking_in = [card for card in self._ruleset.scopes if card.says.status == "in_scope"]
            missing = child.not_recorded(child.open.behind(taking_in))
        reasons = wording.scope_reasons(decision.scope_cards, missing, self._ruleset, child.unread)
        return ScopeOut(status=decision.scope, reasons=reasons, asks=self._ruleset.vocabulary.fields_of(missing))

    def _finding(self, finding: Finding, child: Child) -> FindingOut:
        values = child.concluded.values
        if values[finding.id] is not None:
            return self._settled_finding(finding.id, tuple([values[field] for field in self._fields[finding.id]]))
        not_recorded = child.not_recorded(child.open.behind_value(finding))
        because = wording.unknown_because(not_recorded, self._ruleset, child.unread)
        return FindingOut(id=finding.id, value="unknown", rules=(), because=because)

    def _known_finding(self, name: str, read: Sequence[Value | None]) -> FindingOut:
        finding, values = self._ruleset.finding_by_id[name], dict(zip(self._fields[name], read, strict=True))
        because = wording.because(finding_matched(finding, values))
        return FindingOut(id=name, value=str(finding_value(finding, values)), rules=(name,), because=because)

    def _option(self, option: OptionDecision, child: Child, missing: Iterable[Missing]) -> OptionOut:
        words, cards = self._ruleset.vocabulary.options[option.option], option.cards
        # Questions are asked only where nothing can be said: a stance that stands is not put in doubt.
        is_open = option.stance == CANNOT_ASSESS and not cards
        not_recorded = child.not_recorded(child.open.behind(option.undecided)) if is_open else ()
        certainty = least_certain(card.certainty for card in cards if card.certainty is not None)
        spoken = (*cards, *option.notes)
        return OptionOut(
            option=option.option,
            stance=option.stance,
            especially=option.especially,
            # From the vocabulary, not only from cards: an mTOR inhibitor is temporary at whatever stance it stands.
            temporary=words.always_temporary or any(card.says.temporary for card in cards),
            timing=next((note.says.timing for note in option.notes if note.says.timing), None),
            certainty=certainty.level if certainty else None,
            certainty_of=certainty.of if certainty else None,
            certainty_rated_by=certainty.rated_by if certainty else None,
            turns_on=turning(option.option, missing),
            rationale=wording.rationale(option, not_recorded, self._ruleset, child.unread),
            notes=tuple(self._note(note, child) for note in option.notes),
            rules=tuple(card.id for card in spoken),
            evidence=_each_once(card.evidence for card in spoken),
            caveats=_each_once([words.demands_caveats, *(card.caveats for card in cards)]),
        )

    def _note(self, note: Note, child: Child) -> NoteOut:
        told = self._notes[note.id]
        if note.says.against is None:
            return told
        finding = self._ruleset.finding_by_id[note.says.against]
        kept = keeping_from(finding, "yes", child.concluded.values)
        return told.model_copy(update={"text": f"{told.text} {wording.against(kept, finding, self._ruleset)}".rstrip()})

    def about_drugs(self, patient: Patient) -> tuple[tuple[AlertOut, ...], tuple[EvidenceOut, ...]]:
        """The alerts about drugs on record that hold, in whatever scope, and what they cite.

        Beside an order it does not matter whether the tumour is on record: the drugs are.
        """
        child = self._weighed(patient, ())
        values, truths = child.concluded.values, child.concluded.truths
        cards = [
            card
            for card in self._ruleset.alerts
            if truths[card.id] is TRUE
            and drugs_named(matched(card.applies_when, values), patient, self._ruleset)
            and not withholders(card, truths)
        ]
        cited = _each_once(card.evidence for card in cards)
        return tuple(self._alert(card, child) for card in cards), tuple(map(self._statements.__getitem__, cited))

    def _alert(self, card: Alert, child: Child) -> AlertOut:
        # Only the parts of the condition that make it hold: another may name a drug that does not matter here.
        fields = matched(card.applies_when, child.concluded.values)
        return AlertOut(
            id=card.id,
            severity=card.says.severity,
            short=card.says.short,
            text=wording.alert_text(card, drugs_named(fields, child.patient, self._ruleset)),
            bears_on=card.bears_on,
            rules=(card.id,),
            evidence=card.evidence,
        )

    def _check(self, card: Alert, child: Child) -> CheckOut:
        missing = child.open.behind([card])
        # A list of drugs that was given is recorded: what is open then is the drug that could not be checked.
        unknown_drugs = self._ruleset.drugs.unknown(child.patient.medications or ())
        lasting = child.lasting if unknown_drugs else frozenset[str]()
        recorded = tuple(name for name in missing if name not in lasting)
        names = unknown_drugs if len(recorded) < len(missing) else ()
        return CheckOut(
            id=card.id,
            asks=self._ruleset.vocabulary.fields_of(missing),
            bears_on=card.bears_on,
            text=wording.check_text(card, recorded, names, self._ruleset, child.unread),
            rules=(card.id,),
            evidence=card.evidence,
        )

    def _asked(self, missing: Missing, values: Values) -> MissingOut:
        # What is said of a danger is no alert in an advisory: it stands first, by itself.
        could_change = ("danger" if what == DANGER_SENTENCE else what for what in missing.could_change)
        return MissingOut(
            field=missing.field,
            worth_asking=self._is_worth_asking(missing.field, values),
            label=self._labels[missing.field],
            question=missing.question,
            could_change=tuple(could_change),
        )

    def _is_worth_asking(self, field: str, values: Values) -> bool:
        pointless = self._pointless[field].items()
        return not any(values[name] in those for name, those in pointless)

    def _about_the_record(self, child: Child) -> Iterable[AlertOut]:
        """What the record holds that no rule reads."""
        if child.decision.scope != "in_scope":
            return
        if fields := self._unread.of(child.patient):
            yield remark("recorded_but_not_read", wording.UNREAD, wording.unread_text(fields))

    def _changes(self, child: Child, fact: Fact) -> Sequence[Change]:
        # Out of scope nothing is said of any option that could change.
        return changes(self._ruleset, child.observations, fact) if child.decision.scope == "in_scope" else ()

    def _change(self, change: Change) -> ChangeOut:
        return ChangeOut(
            field=self._ruleset.vocabulary.inputs[change.name].path,
            from_=str(change.now),
            to=wording.region_words(change.name, [change.then], self._regions),
            effect=wording.effect_text(change, self._ruleset),
        )

    def _fired(self, name: str, concluded: Conclusions) -> TraceOut:
        rule, values = self._rules[name], concluded.values
        withheld_by = withholders(rule, concluded.truths) if isinstance(rule, Conditional) else ()
        return self._entry(name, tuple([values[field] for field in self._fields[name]]), withheld_by)

    def _trace_entry(self, name: str, read: Sequence[Value | None], withheld_by: tuple[str, ...]) -> TraceOut:
        rule, values = self._rules[name], dict(zip(self._fields[name], read, strict=True))
        grounds = finding_matched(rule, values) if isinstance(rule, Finding) else matched(rule.applies_when, values)
        return TraceOut(
            rule=name, version=rule.version, title=rule.title, matched=dict(grounds), withheld_by=withheld_by
        )

    def _provenance(self, patient: Patient) -> Provenance:
        return Provenance(
            crdecide=__version__,
            ruleset=f"{self._ruleset.manifest.name} {self._ruleset.manifest.version}",
            ruleset_sha256=self._ruleset.sha256,
            input_sha256=hashlib.sha256(patient.model_dump_json().encode()).hexdigest(),
        )


def _each_once(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(names)))
