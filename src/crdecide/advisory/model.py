"""The answer: a caveated advisory with its evidence, its gaps and its trace. JSON names are a contract."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from crdecide.guideline.options import OptionName, ScopeStatus, Stance, Timing
from crdecide.language.evidence import CertaintyLevel, Figure, ReadIn

from .part import Part
from .record_out import RecordOut

SCHEMA_VERSION: Literal["2"] = "2"


class DangerOut(Part):
    """Whether the presentation may be life-threatening: `text` where it is, `asks` the fields that leave it open.

    Unknown with nothing asked, where a danger from heart tumours does not concern this child as far as is known.
    """

    value: Literal["yes", "no", "unknown"]
    text: str | None
    because: tuple[str, ...]
    asks: tuple[str, ...]
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class ScopeOut(Part):
    """Whether the evidence is about this child, and why; `asks` has the fields that leave it open."""

    status: ScopeStatus
    reasons: tuple[str, ...]
    asks: tuple[str, ...]


class FindingOut(Part):
    """A judgement the rules derived: yes, no, a named value, or unknown; and what it rests on."""

    id: str
    value: str
    rules: tuple[str, ...]
    because: tuple[str, ...]


class NoteOut(Part):
    """A sourced remark beside an option; with its rank on the one page, 1 first, if it stands there."""

    id: str
    on_the_page: int | None
    text: str
    evidence: tuple[str, ...]


class OptionOut(Part):
    """What the evidence says of one option, and the unknown fields that it turns on.

    `certainty` is one of GRADE's four levels, of the effect that `certainty_of` names; None where no effect is
    spoken of. `timing` is how soon a specialist review is due; None of every other option.
    """

    option: OptionName
    stance: Stance
    especially: bool
    temporary: bool
    timing: Timing | None
    certainty: CertaintyLevel | None
    certainty_of: str | None
    certainty_rated_by: str | None
    turns_on: tuple[str, ...]
    rationale: str
    notes: tuple[NoteOut, ...]
    rules: tuple[str, ...]
    evidence: tuple[str, ...]
    caveats: tuple[str, ...]


class AlertOut(Part):
    """Something that is known to hold and has to be looked at; `short` is the same in twelve words or fewer."""

    id: str
    severity: Literal["info", "warning"]
    short: str
    text: str
    bears_on: tuple[OptionName, ...]
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class CheckOut(Part):
    """Something that could not be excluded, before an option or while on it: `asks` the fields that leave it open."""

    id: str
    asks: tuple[str, ...]
    bears_on: tuple[OptionName, ...]
    text: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class DrugOut(Part):
    """A drug on record, and what is held of it beside each mTOR inhibitor."""

    name: str
    per_drug: dict[str, Literal["interaction", "none_named", "not_in_list"]]
    evidence: tuple[str, ...]


class MonitoringOut(Part):
    """What published guidance follows up, and how often."""

    id: str
    text: str
    interval: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...]


class MissingOut(Part):
    """An unknown field of the record that could change what is said: options, alerts, checks, `scope` or `danger`.

    Not `worth_asking` where nobody would ask it of this child, such as a side effect of a drug that is not taken, or
    where another field is asked for the same: whether there is a tumour by their number, not by the size of one.
    """

    field: str
    worth_asking: bool
    label: str
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
    """A limit to be read with the options that name it; `own` where it is a limit of the product itself.

    `short` says the same, in full meaning, on the one page.
    """

    id: str
    short: str
    text: str
    own: bool
    evidence: tuple[str, ...]


class EvidenceOut(Part):
    """One statement of one source: where it stands, what was read of it, and the figure as counted.

    `short` names the source in a list of sources on a page: author or title, and year. `read_in` is None only in an
    advisory that was stored under contract 1, which does not say it.
    """

    id: str
    short: str
    citation: str
    doi: str | None
    url: str
    read_in: ReadIn | None
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


class Advisory(Part):
    """Made by `advise`. Options are present, in a fixed order, exactly where the scope is ``in_scope``.

    `child` is what is recorded of the child in the few words of a headline. `record` is there only where the patient
    was read from an electronic record.
    """

    schema_version: Literal["2"] = SCHEMA_VERSION
    child: tuple[str, ...]
    danger: DangerOut
    scope: ScopeOut
    summary: str
    findings: tuple[FindingOut, ...]
    options: tuple[OptionOut, ...]
    alerts: tuple[AlertOut, ...]
    checks: tuple[CheckOut, ...]
    drugs: tuple[DrugOut, ...]
    monitoring: tuple[MonitoringOut, ...]
    missing: tuple[MissingOut, ...]
    would_change: tuple[ChangeOut, ...]
    caveats: tuple[CaveatOut, ...]
    evidence: tuple[EvidenceOut, ...]
    trace: tuple[TraceOut, ...]
    provenance: Provenance
    disclaimer: str
    short_disclaimer: str
    record: RecordOut | None = Field(default=None, exclude_if=lambda record: record is None)

    def option(self, name: OptionName) -> OptionOut:
        """What is said of one option.

        Raises:
            LookupError: nothing is said of it; out of scope nothing is said of any.
        """
        for option in self.options:
            if option.option == name:
                return option
        known = ", ".join(option.option for option in self.options) or f"none, as the scope is {self.scope.status}"
        raise LookupError(f"nothing is said of '{name}'; options: {known}")

    def alert(self, name: str) -> AlertOut:
        """The alert with this id.

        Raises:
            LookupError: it is not shown.
        """
        for alert in self.alerts:
            if alert.id == name:
                return alert
        raise LookupError(
            f"no alert '{name}' is shown; shown: {', '.join(alert.id for alert in self.alerts) or 'none'}"
        )

    def to_markdown(self, *, full: bool = False) -> str:
        """The one page as GitHub-flavoured Markdown; with `full` everything."""
        from .render.markdown import to_markdown

        return to_markdown(self, full=full)

    def to_text(self, *, full: bool = False) -> str:
        """The one page as plain text of at most 100 columns; with `full` everything."""
        from .render.text import to_text

        return to_text(self, full=full)

    def __hash__(self) -> int:
        # Some parts hold mappings, which have no hash: the text holds all, and equal advisories have the same.
        return hash(self.model_dump_json())

    def __repr__(self) -> str:
        """Scope, danger, stances and counts on one line; everything is in the fields."""
        stances = ", ".join(f"{option.option}={option.stance}" for option in self.options)
        counts = f"{len(self.alerts)} alerts, {len(self.checks)} checks, {len(self.missing)} missing"
        return f"<Advisory {self.scope.status}, danger={self.danger.value}, {stances or 'no options'}, {counts}>"

    __str__ = __repr__

    def _repr_markdown_(self) -> str:
        """The page, for a notebook."""
        return self.to_markdown()

    def _repr_html_(self) -> str:
        """The page, for a notebook."""
        from .render.page_html import page_fragment

        return page_fragment(self)
