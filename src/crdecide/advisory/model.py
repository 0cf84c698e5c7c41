"""The answer: a caveated advisory with its evidence, its gaps and its trace. JSON names are a contract."""

from typing import Literal

from pydantic import Field

from crdecide.guideline.options import OptionName

from .answer_parts import (
    AlertOut,
    CaveatOut,
    ChangeOut,
    CheckOut,
    DangerOut,
    DrugOut,
    EvidenceOut,
    FindingOut,
    MissingOut,
    MonitoringOut,
    OptionOut,
    ScopeOut,
    TraceOut,
)
from .part import Part
from .record_out import RecordOut

SCHEMA_VERSION: Literal["2"] = "2"


class Provenance(Part):
    """Which program, rules and input an advisory stands on."""

    crdecide: str
    """Version of the program."""
    ruleset: str
    """Name and version of the rule set."""
    ruleset_sha256: str
    """SHA-256 of every file of the rule set."""
    input_sha256: str
    """SHA-256 of the record as it was read."""


class Advisory(Part):
    """The answer for one child, made by `advise`: what the evidence says of each option, what is missing, and why."""

    schema_version: Literal["2"] = SCHEMA_VERSION
    """The contract that the advisory keeps."""
    child: tuple[str, ...]
    """What is recorded of the child, in the few words of a headline."""
    danger: DangerOut
    """Whether the presentation may be life-threatening."""
    scope: ScopeOut
    """Whether the evidence is about this child."""
    summary: str
    """One sentence to be read aloud."""
    findings: tuple[FindingOut, ...]
    """The judgements that the rules derived."""
    options: tuple[OptionOut, ...]
    """All six options in a fixed order, each with its stance; none unless the child is in scope."""
    alerts: tuple[AlertOut, ...]
    """What is known to hold and has to be looked at, the gravest first."""
    checks: tuple[CheckOut, ...]
    """What could not be excluded."""
    drugs: tuple[DrugOut, ...]
    """Each drug on record beside each mTOR inhibitor."""
    monitoring: tuple[MonitoringOut, ...]
    """What published guidance follows up."""
    missing: tuple[MissingOut, ...]
    """Unknown fields that could change the answer."""
    would_change: tuple[ChangeOut, ...]
    """Known values that would change the answer, were they different."""
    caveats: tuple[CaveatOut, ...]
    """The limits that options name."""
    evidence: tuple[EvidenceOut, ...]
    """Every statement that the answer cites, with its source."""
    trace: tuple[TraceOut, ...]
    """Every rule that fired, and what it matched."""
    provenance: Provenance
    """What the answer stands on."""
    disclaimer: str
    """What the product is not."""
    short_disclaimer: str
    """The same for the one page."""
    record: RecordOut | None = Field(default=None, exclude_if=lambda record: record is None)
    """How the record was read; only where the patient was read from an electronic record."""

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
