"""Advisories of contract 1 (``schema_version: "1"``), read as advisories of contract 2 and never written.

What contract 1 does not say is left out or said to be unknown, never made up: a check asks for no field, an alert
bears on no named option, and no source is said to have been read in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_core import from_json

from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS, DANGER_SENTENCE
from crdecide.guideline.options import OptionName, ScopeStatus, Stance, speaks_of_an_effect
from crdecide.guideline.spelling import spoken
from crdecide.language.evidence import CertaintyLevel, Figure

from . import answer_parts
from .answer_parts import DangerOut
from .model import Advisory, Provenance
from .part import Part
from .record_out import RecordOut

OPEN = "Could not be excluded. "
"""How an alert of contract 1 begins that was a question: contract 1 has no other sign of it."""
NO_CHILD = "described in no words: the answer is of an older form"
NO_OUTCOME = "of an outcome that was not named"


class OptionOut(Part):
    """An option of contract 1: every one has a certainty, and none says of what."""

    option: OptionName
    stance: Stance
    especially: bool
    temporary: bool
    certainty: CertaintyLevel
    certainty_rated_by: str
    rationale: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]
    caveats: tuple[str, ...]


class AlertOut(Part):
    """An alert of contract 1: what holds, what could not be excluded, and the danger."""

    id: str
    severity: Literal["info", "warning"]
    text: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class MissingOut(Part):
    """An unknown field, without a label."""

    field: str
    question: str
    could_change: tuple[str, ...]


class ScopeOut(Part):
    """The scope, without the fields that leave it open."""

    status: ScopeStatus
    reasons: tuple[str, ...]


class CaveatOut(Part):
    """A caveat; whether it is a limit of the product itself shows in that it cites nothing."""

    id: str
    text: str
    evidence: tuple[str, ...]


class EvidenceOut(Part):
    """A statement, without what was read of its source."""

    id: str
    citation: str
    doi: str | None
    url: str
    locator: str
    statement: str
    figure: Figure | None


class AdvisoryOfContract1(Part):
    """An advisory as it was written until contract 2."""

    schema_version: Literal["1"]
    scope: ScopeOut
    summary: str
    findings: tuple[answer_parts.FindingOut, ...]
    options: tuple[OptionOut, ...]
    alerts: tuple[AlertOut, ...]
    monitoring: tuple[answer_parts.MonitoringOut, ...]
    missing: tuple[MissingOut, ...]
    would_change: tuple[answer_parts.ChangeOut, ...]
    caveats: tuple[CaveatOut, ...]
    evidence: tuple[EvidenceOut, ...]
    trace: tuple[answer_parts.TraceOut, ...]
    provenance: Provenance
    disclaimer: str
    record: RecordOut | None = None

    def lifted(self) -> Advisory:
        """The same as an advisory of contract 2."""
        holding = [alert for alert in self.alerts if alert.id != DANGER_SENTENCE]
        return Advisory(
            child=(NO_CHILD,),
            danger=self._danger(),
            scope=answer_parts.ScopeOut(**self.scope.model_dump(), asks=()),
            summary=self.summary,
            findings=self.findings,
            options=tuple(self._option(option) for option in self.options),
            alerts=tuple(_alert(alert) for alert in holding if not _is_open(alert)),
            checks=tuple(_check(alert) for alert in holding if _is_open(alert)),
            drugs=(),
            monitoring=self.monitoring,
            missing=tuple(map(_missing, self.missing)),
            would_change=self.would_change,
            caveats=tuple(map(_caveat, self.caveats)),
            evidence=tuple(
                answer_parts.EvidenceOut(**{**dict(item), "short": item.citation, "read_in": None})
                for item in self.evidence
            ),
            trace=self.trace,
            provenance=self.provenance,
            disclaimer=self.disclaimer,
            short_disclaimer=self.disclaimer,
            record=self.record,
        )

    def _danger(self) -> DangerOut:
        """What the fixed sentence said, which was an alert; where there was none, what the finding says."""
        sentence = next((alert for alert in self.alerts if alert.id == DANGER_SENTENCE), None)
        found = {finding.id: finding for finding in self.findings}
        if sentence is None:
            of_concern = DANGER_CONCERNS in found and found[DANGER_CONCERNS].value == "yes"
            value: Literal["no", "unknown"] = "no" if of_concern and found[DANGER].value == "no" else "unknown"
            return DangerOut(value=value, text=None, because=(), asks=(), rules=(), evidence=())
        if _is_open(sentence):
            asks = self._could_change(DANGER_SENTENCE) or tuple(missing.field for missing in self.missing)
            return DangerOut(value="unknown", text=None, because=(), asks=asks, rules=(), evidence=sentence.evidence)
        return DangerOut(
            value="yes",
            text=sentence.text,
            because=tuple(dict.fromkeys(_recorded(DANGER, found))),
            asks=(),
            rules=sentence.rules,
            evidence=sentence.evidence,
        )

    def _option(self, option: OptionOut) -> answer_parts.OptionOut:
        given: dict[str, Any] = dict(option)
        rated = speaks_of_an_effect(option.option, option.stance)
        if not rated:
            given |= {"certainty": None, "certainty_rated_by": None}
        return answer_parts.OptionOut(
            **given,
            certainty_of=NO_OUTCOME if rated else None,
            timing=None,
            turns_on=self._could_change(option.option),
            notes=(),
        )

    def _could_change(self, what: str) -> tuple[str, ...]:
        return tuple(missing.field for missing in self.missing if what in missing.could_change)


def _is_open(alert: AlertOut) -> bool:
    return alert.text.startswith(OPEN)


def _alert(alert: AlertOut) -> answer_parts.AlertOut:
    """An alert in short is the alert itself: there is no shorter form of it, and it is not to be cut."""
    return answer_parts.AlertOut(**alert.model_dump(), short=alert.text, bears_on=())


def _caveat(caveat: CaveatOut) -> answer_parts.CaveatOut:
    """In short it is the caveat itself, as an alert is."""
    return answer_parts.CaveatOut(**caveat.model_dump(), short=caveat.text, own=not caveat.evidence)


def _check(alert: AlertOut) -> answer_parts.CheckOut:
    text = alert.text.removeprefix(OPEN)
    return answer_parts.CheckOut(
        id=alert.id, asks=(), bears_on=(), text=text, rules=alert.rules, evidence=alert.evidence
    )


def _missing(missing: MissingOut) -> answer_parts.MissingOut:
    could_change = ("danger" if what == DANGER_SENTENCE else what for what in missing.could_change)
    return answer_parts.MissingOut(
        field=missing.field,
        worth_asking=True,
        label=missing.question,
        question=missing.question,
        could_change=tuple(could_change),
    )


def _recorded(finding: str, found: dict[str, answer_parts.FindingOut]) -> Iterator[str]:
    """What a finding rests on in the end, in words; contract 1 gives each ground as ``name = value``."""
    for ground in found[finding].because if finding in found else ():
        name, _, value = ground.partition(" = ")
        if name in found:
            yield from _recorded(name, found)
        elif value:
            yield spoken(name) if value == "yes" else f"{spoken(name)}: {spoken(value)}"


def read_back(text: bytes | str) -> Advisory:
    """An advisory as it was written under either contract.

    Raises:
        ValidationError: the text is something else.
    """
    if _is_of_contract_1(_json(text)):
        return AdvisoryOfContract1.model_validate_json(text).lifted()
    return Advisory.model_validate_json(text)


def _json(text: bytes | str) -> Any:
    try:
        return from_json(text)
    except ValueError:
        return None


def _is_of_contract_1(data: Any) -> bool:
    return isinstance(data, dict) and data.get("schema_version") == "1"


def _up_to_date(data: Any) -> Any:
    return AdvisoryOfContract1.model_validate(data).lifted() if _is_of_contract_1(data) else data


StoredAdvisory = Annotated[Advisory, BeforeValidator(_up_to_date)]
"""An advisory inside something that was stored, under either contract."""
