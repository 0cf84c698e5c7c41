"""From a decision to the `Advisory`: every part with its rules, evidence and caveats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from . import wording
from .advisory import (
    Advisory,
    AlertOut,
    CaveatOut,
    ChangeOut,
    EvidenceOut,
    FindingOut,
    MissingOut,
    MonitoringOut,
    OptionOut,
    Provenance,
    ScopeOut,
    TraceOut,
)
from .answers import answers_of
from .cards import Finding, Monitoring
from .conclusions import Conclusions
from .conditions import fields_read
from .decide import AlertDecision, Decision, OptionDecision, withholders
from .evidence import CERTAINTY_ORDER, Certainty
from .explain.changes import Change, changes
from .explain.gaps import Gaps
from .explain.missing import Missing, missing_fields
from .explain.reasons import finding_matched, matched
from .explain.unread import unread_fields
from .observe import drugs_named
from .patient import Patient
from .ruleset import Ruleset
from .version import __version__


def assemble(patient: Patient, ruleset: Ruleset, conclusions: Conclusions, decision: Decision) -> Advisory:
    """The advisory for one child; the same arguments give the same bytes."""
    gaps = Gaps.of(patient, ruleset, conclusions.values)
    scope_missing = gaps.inputs(card.applies_when for card in ruleset.scopes if card.says.status == "in_scope")
    reasons = wording.scope_reasons(decision, scope_missing, ruleset)
    options = tuple(_option(option, gaps) for option in decision.options)
    alerts = (*(_alert(alert, gaps, patient) for alert in decision.alerts), *_record_alerts(patient, ruleset, decision))
    monitoring = tuple(map(_monitoring, decision.monitoring))
    caveats = tuple(_caveat(name, ruleset) for name in _each(option.caveats for option in options))
    citing: tuple[OptionOut | AlertOut | MonitoringOut | CaveatOut, ...] = (*options, *alerts, *monitoring, *caveats)
    cited = _each([*(card.evidence for card in decision.scope_cards), *(part.evidence for part in citing)])
    return Advisory(
        scope=ScopeOut(status=decision.scope, reasons=reasons),
        summary=wording.summary(decision, reasons, ruleset),
        findings=tuple(_finding(finding, gaps) for finding in ruleset.findings),
        options=options,
        alerts=alerts,
        monitoring=monitoring,
        missing=tuple(map(_missing, missing_fields(patient, ruleset, conclusions.values))),
        would_change=tuple(_changed(change, ruleset) for change in changes(ruleset, conclusions.values)),
        caveats=caveats,
        evidence=tuple(_evidence(reference, ruleset) for reference in cited),
        trace=tuple(_trace(conclusions, ruleset)),
        provenance=_provenance(patient, ruleset),
        disclaimer=ruleset.manifest.disclaimer,
    )


def _each(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Every name once, in order of first appearance."""
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _finding(finding: Finding, gaps: Gaps) -> FindingOut:
    value = gaps.values[finding.id]
    missing = gaps.finding_inputs(finding) if value is None else ()
    return FindingOut(
        id=finding.id,
        value="unknown" if value is None else str(value),
        rules=() if value is None else (finding.id,),
        because=wording.finding_because(finding_matched(finding, gaps.values), missing, gaps.ruleset),
    )


def _option(decision: OptionDecision, gaps: Gaps) -> OptionOut:
    said, cards = gaps.ruleset.vocabulary.options[decision.option], decision.cards
    certainty = _lowest([card.certainty for card in cards] or [said.certainty])
    missing = gaps.inputs(card.applies_when for card in decision.undecided)
    spoken = (*cards, *decision.notes)
    return OptionOut(
        option=decision.option,
        stance=decision.stance,
        especially=decision.especially,
        temporary=said.always_temporary or any(card.says.temporary for card in cards),
        certainty=certainty.level,
        certainty_rated_by=certainty.rated_by,
        rationale=wording.rationale(decision, missing, gaps.ruleset),
        rules=tuple(card.id for card in spoken),
        evidence=_each(card.evidence for card in spoken),
        caveats=_each([said.demands_caveats, *(card.caveats for card in cards)]),
    )


def _lowest(certainties: Iterable[Certainty]) -> Certainty:
    return min(certainties, key=lambda certainty: CERTAINTY_ORDER.index(certainty.level))


def _alert(decision: AlertDecision, gaps: Gaps, patient: Patient) -> AlertOut:
    card = decision.alert
    unknown = gaps.inputs([card.applies_when])
    missing = [name for name in unknown if name not in gaps.unchecked]
    unchecked = gaps.ruleset.drugs.unknown(patient.medications or ()) if len(missing) < len(unknown) else ()
    drugs = drugs_named(fields_read(card.applies_when), patient, gaps.ruleset)
    return AlertOut(
        id=card.id,
        severity=card.says.severity,
        text=wording.alert_text(decision, drugs, wording.open_questions(missing, unchecked, gaps.ruleset)),
        rules=(card.id,),
        evidence=card.evidence,
    )


def _record_alerts(patient: Patient, ruleset: Ruleset, decision: Decision) -> Iterator[AlertOut]:
    """In scope, what the record holds that no rule reads, and the drugs that were not checked."""
    if decision.scope != "in_scope":
        return
    if fields := unread_fields(patient, ruleset.vocabulary):
        yield _record_alert("recorded_but_not_read", wording.unread_text(fields))
    if names := ruleset.drugs.unknown(patient.medications or ()):
        yield _record_alert("drugs_not_checked", wording.unchecked_text(names))


def _record_alert(name: str, text: str) -> AlertOut:
    return AlertOut(id=name, severity="info", text=text, rules=(), evidence=())


def _monitoring(card: Monitoring) -> MonitoringOut:
    return MonitoringOut(
        id=card.id, text=card.says.text, interval=card.says.interval, rules=(card.id,), evidence=card.evidence
    )


def _caveat(name: str, ruleset: Ruleset) -> CaveatOut:
    caveat = ruleset.caveats[name]
    return CaveatOut(id=name, text=caveat.text, evidence=caveat.evidence)


def _missing(missing: Missing) -> MissingOut:
    return MissingOut(field=missing.field, question=missing.question, could_change=missing.could_change)


def _changed(change: Change, ruleset: Ruleset) -> ChangeOut:
    return ChangeOut(
        field=ruleset.vocabulary.inputs[change.name].path,
        from_=str(change.now),
        to=wording.region_words(change.name, [change.then], answers_of(ruleset).regions),
        effect=wording.effect_text(change, ruleset),
    )


def _evidence(reference: str, ruleset: Ruleset) -> EvidenceOut:
    source, statement = ruleset.statement(reference)
    copy = statement.secondary_copy or source.secondary_copy
    return EvidenceOut(
        id=reference,
        citation=source.citation,
        doi=source.doi,
        url=str(source.url),
        locator=f"{statement.locator} (secondary copy: {copy})" if copy else statement.locator,
        statement=wording.statement_text(statement),
        figure=statement.figure,
    )


def _trace(conclusions: Conclusions, ruleset: Ruleset) -> Iterator[TraceOut]:
    """The rules that fired, in the order of firing; a finding is withheld by nothing."""
    parts = {part.id: part for part in (*ruleset.findings, *ruleset.cards)}
    for part in (parts[name] for name in conclusions.fired):
        withheld: tuple[str, ...] = ()
        if isinstance(part, Finding):
            found = finding_matched(part, conclusions.values)
        else:
            found = matched(part.applies_when, conclusions.values)
            withheld = withholders(part, conclusions.truths)
        yield TraceOut(rule=part.id, version=part.version, title=part.title, matched=dict(found), withheld_by=withheld)


def _provenance(patient: Patient, ruleset: Ruleset) -> Provenance:
    return Provenance(
        crdecide=__version__,
        ruleset=f"{ruleset.manifest.name} {ruleset.manifest.version}",
        ruleset_sha256=ruleset.sha256,
        input_sha256=hashlib.sha256(patient.model_dump_json().encode()).hexdigest(),
    )
