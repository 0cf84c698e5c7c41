"""The answer: a caveated advisory with its evidence, its gaps and its trace. JSON names are a contract."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from crdecide.guideline.options import OptionName, ScopeStatus, Stance
from crdecide.language.evidence import CertaintyLevel, Figure

SCHEMA_VERSION: Literal["1"] = "1"


class Part(BaseModel):
    """A frozen piece of an advisory, built on first use; unknown keys are refused when one is read back."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class ScopeOut(Part):
    """Whether the evidence is about this child, and why."""

    status: ScopeStatus
    reasons: tuple[str, ...]


class FindingOut(Part):
    """A judgement the rules derived: yes, no, a named value, or unknown; and what it rests on."""

    id: str
    value: str
    rules: tuple[str, ...]
    because: tuple[str, ...]


class OptionOut(Part):
    """What the evidence says of one option. Certainty is GRADE's four levels, rated by whom it says."""

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
    """Something to look at, whichever option is weighed."""

    id: str
    severity: Literal["info", "warning"]
    text: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class MonitoringOut(Part):
    """What published guidance follows up, and how often."""

    id: str
    text: str
    interval: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class MissingOut(Part):
    """An unknown field of the patient record that could change what is said: options, alerts, or ``scope``."""

    field: str
    question: str
    could_change: tuple[str, ...]


class ChangeOut(Part):
    """A change of one known input that would alter the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    field: str
    from_: str = Field(alias="from")
    to: str
    effect: str


class CaveatOut(Part):
    """A limit to be read with the options that name it."""

    id: str
    text: str
    evidence: tuple[str, ...]


class EvidenceOut(Part):
    """One statement of one source, with the place where it stands and the figure as counted."""

    id: str
    citation: str
    doi: str | None
    url: str
    locator: str
    statement: str
    figure: Figure | None


class TraceOut(Part):
    """A rule that fired, in which version, the values it matched, and the rules that withheld it, if any."""

    rule: str
    version: int
    title: str
    matched: dict[str, str | int | float]
    withheld_by: tuple[str, ...] = ()


class Provenance(Part):
    """Which program, rules and input an advisory stands on."""

    crdecide: str
    ruleset: str
    ruleset_sha256: str
    input_sha256: str


class ReadFromOut(Part):
    """A field of the patient record, and the resources (type, id, version, date) that it was read from."""

    field: str
    sources: tuple[str, ...]


class RecordOut(Part):
    """How an electronic record was read: where each field came from; what was left out or left unknown, and why."""

    fields: tuple[ReadFromOut, ...]
    notes: tuple[str, ...]


class Advisory(Part):
    """Made by `advise`. Options are present, in a fixed order, exactly where the scope is ``in_scope``.

    `record` is there only where the patient was read from an electronic record.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    scope: ScopeOut
    summary: str
    findings: tuple[FindingOut, ...]
    options: tuple[OptionOut, ...]
    alerts: tuple[AlertOut, ...]
    monitoring: tuple[MonitoringOut, ...]
    missing: tuple[MissingOut, ...]
    would_change: tuple[ChangeOut, ...]
    caveats: tuple[CaveatOut, ...]
    evidence: tuple[EvidenceOut, ...]
    trace: tuple[TraceOut, ...]
    provenance: Provenance
    disclaimer: str
    record: RecordOut | None = Field(default=None, exclude_if=lambda record: record is None)

    def to_markdown(self) -> str:
        """The advisory as GitHub-flavoured Markdown."""
        from .render.markdown import to_markdown

        return to_markdown(self)
