"""From a patient to an advisory, through tables: what many children share is made once.

An advisory is put together from the answers of the rules' clusters. Every part of it is a pure function of a
few of these and is kept by them; nothing is kept by a child's own values.
"""

from __future__ import annotations

import hashlib
from itertools import chain

from .. import wording
from ..advisory import Advisory, AlertOut, CaveatOut, MonitoringOut, OptionOut, Provenance
from ..explain.gaps import Gaps
from ..patient import Patient
from ..ruleset import Ruleset
from ..version import __version__
from .alerts import Alerts
from .cited import Cited
from .findings import Findings
from .monitoring import Monitoring
from .options import Options, Together, Weighed
from .outlook import Outlook
from .scope import Scope
from .tables import Settle, Tables
from .trace import trace

MOST_KEPT = 65_536
"""Of each part of an advisory, how many are kept; the least recently used make room."""
NOTHING_WEIGHED = Together("", frozenset())


class Composer:
    """One rule set on one engine. `kept` 0 keeps nothing: every part is then made anew for every child."""

    def __init__(self, ruleset: Ruleset, settle: Settle, kept: int = MOST_KEPT) -> None:
        self._ruleset, self._tables = ruleset, Tables(ruleset, settle, kept)
        gaps = Gaps(ruleset, kept)
        self._scope = Scope(ruleset, self._tables, gaps, kept)
        self._findings = Findings(ruleset, gaps, kept)
        self._options = Options(ruleset, self._tables, gaps, kept)
        self._alerts = Alerts(ruleset, self._tables, gaps, kept)
        self._monitoring = Monitoring(ruleset, self._tables, kept)
        self._outlook = Outlook(ruleset, kept)
        self._cited = Cited(ruleset)
        self._name = f"{ruleset.manifest.name} {ruleset.manifest.version}"

    def advisory(self, patient: Patient) -> Advisory:
        """The advisory for one child; the same patient gives the same bytes.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        child = self._tables.child(patient)
        scope = self._scope.of(child)
        status, reasons = scope.said.status, scope.said.reasons
        weighed: tuple[Weighed, ...] = self._options.weighed(child) if status == "in_scope" else ()
        together = self._options.together(weighed) if weighed else NOTHING_WEIGHED
        options = self._options.of(weighed, child)
        alerts = self._alerts.of(child, status, together.on_the_table)
        monitoring = self._monitoring.of(child) if weighed else ()
        caveats = self._cited.caveats(option.caveats for option in options)
        citing: tuple[OptionOut | AlertOut | MonitoringOut | CaveatOut, ...] = (
            *options,
            *alerts,
            *monitoring,
            *caveats,
        )
        return Advisory(
            scope=scope.said,
            summary=together.summary if weighed else wording.out_of_scope(status, reasons),
            findings=self._findings.of(child),
            options=options,
            alerts=alerts,
            monitoring=monitoring,
            missing=self._outlook.missing(child),
            would_change=self._outlook.would_change(child),
            caveats=caveats,
            evidence=self._cited.evidence(chain([scope.cited], (part.evidence for part in citing))),
            trace=trace(child),
            provenance=self._provenance(patient),
            disclaimer=self._ruleset.manifest.disclaimer,
        )

    def _provenance(self, patient: Patient) -> Provenance:
        return Provenance(
            crdecide=__version__,
            ruleset=self._name,
            ruleset_sha256=self._ruleset.sha256,
            input_sha256=hashlib.sha256(patient.model_dump_json().encode()).hexdigest(),
        )
