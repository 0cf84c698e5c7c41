"""An advisory as a document: sections of entries in the order in which a clinician reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crdecide.guideline.options import MAY_BE_CONSIDERED, OPTIONS
from crdecide.guideline.spelling import spoken

from ..model import (
    Advisory,
    AlertOut,
    CaveatOut,
    ChangeOut,
    EvidenceOut,
    FindingOut,
    MissingOut,
    MonitoringOut,
    OptionOut,
    RecordOut,
)
from ..proportions import proportion


@dataclass(frozen=True)
class Entry:
    """One item: a heading, a mark beside it (a stance, a severity), the text, and small print."""

    heading: str
    mark: str = ""
    text: str = ""
    small: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class Section:
    """A titled list of entries; `empty` is said where there are none."""

    title: str
    entries: tuple[Entry, ...]
    empty: str = ""


def document(advisory: Advisory) -> tuple[Section, ...]:
    """The sections of the advisory, first to last; those with nothing to say are left out."""
    scope = Entry(spoken(advisory.scope.status), text=" ".join(advisory.scope.reasons))
    sections = (
        Section("Scope", (scope,)),
        Section("Summary", (Entry("", text=advisory.summary),)),
        Section("Options", tuple(map(_option, advisory.options))),
        Section("Alerts", tuple(map(_alert, advisory.alerts)), "None."),
        Section("Monitoring in published guidance", tuple(map(_monitoring, advisory.monitoring))),
        Section("Not known, and could change this", tuple(map(_missing, advisory.missing)), "Nothing."),
        Section("Would change, were it different", tuple(map(_change, advisory.would_change))),
        Section("Caveats", tuple(map(_caveat, advisory.caveats))),
        Section("Evidence", tuple(_evidence(advisory.evidence))),
        Section("Findings", tuple(map(_finding, advisory.findings))),
        Section("Read from the record", tuple(_record(advisory.record))),
    )
    return tuple(section for section in sections if section.entries or section.empty)


def provenance(advisory: Advisory) -> str:
    """One line that says which program, rules and input the advisory stands on."""
    p = advisory.provenance
    rules = f"rules {p.ruleset} (sha256 {p.ruleset_sha256[:12]}…)"
    return f"crdecide {p.crdecide} · {rules} · input sha256 {p.input_sha256[:12]}…"


def _names(identifiers: Iterable[str]) -> str:
    return ", ".join(spoken(name) for name in identifiers)


def _refs(rules: Iterable[str], evidence: Iterable[str]) -> tuple[str, ...]:
    lines = (f"rules: {', '.join(rules)}", f"evidence: {', '.join(evidence)}")
    return tuple(line for line in lines if not line.endswith(": "))


def _option(option: OptionOut) -> Entry:
    marks = [spoken(option.stance), *(["especially here"] if option.especially else [])]
    certainty = f"certainty: {spoken(option.certainty)} (rated by {option.certainty_rated_by})"
    temporary = "; temporary" if option.temporary else ""
    caveats = (f"caveats: {_names(option.caveats)}",) if option.caveats else ()
    small = (certainty + temporary, *_refs(option.rules, option.evidence), *caveats)
    return Entry(spoken(option.option), ", ".join(marks), option.rationale, small, option.stance == MAY_BE_CONSIDERED)


def _alert(alert: AlertOut) -> Entry:
    return Entry(
        spoken(alert.id), alert.severity, alert.text, _refs(alert.rules, alert.evidence), alert.severity == "warning"
    )


def _monitoring(monitoring: MonitoringOut) -> Entry:
    return Entry(monitoring.text, monitoring.interval, small=_refs(monitoring.rules, monitoring.evidence))


def _missing(missing: MissingOut) -> Entry:
    """Scope and options by name, alerts by number: there may be many."""
    named = [spoken(what) for what in missing.could_change if what == "scope" or what in OPTIONS]
    alerts = len(missing.could_change) - len(named)
    counted = [f"{alerts} alert{'s' if alerts > 1 else ''}"] if alerts else []
    return Entry(missing.field, text=missing.question, small=(f"could change: {', '.join(named + counted)}",))


def _change(change: ChangeOut) -> Entry:
    return Entry(change.field, f"{change.from_} → {change.to}", change.effect)


def _caveat(caveat: CaveatOut) -> Entry:
    return Entry(spoken(caveat.id), text=caveat.text, small=_refs((), caveat.evidence))


def _finding(finding: FindingOut) -> Entry:
    return Entry(spoken(finding.id), finding.value, "; ".join(finding.because))


def _record(record: RecordOut | None) -> Iterator[Entry]:
    """Each field with its resources, then what was left out or left unknown."""
    if record is not None:
        yield from (Entry(read.field, text=", ".join(read.sources)) for read in record.fields)
        yield from (Entry("", "note", note) for note in record.notes)


def _evidence(evidence: Iterable[EvidenceOut]) -> Iterator[Entry]:
    """One entry a source, with its statements below."""
    by_source: dict[str, list[EvidenceOut]] = {}
    for item in evidence:
        by_source.setdefault(item.id.partition("#")[0], []).append(item)
    for source, items in by_source.items():
        where = f"doi:{items[0].doi}" if items[0].doi else items[0].url
        yield Entry(source, text=f"{items[0].citation} {where}", small=tuple(map(_statement, items)))


def _statement(item: EvidenceOut) -> str:
    figure = f" [{proportion(item.figure)}]" if item.figure else ""
    return f"#{item.id.partition('#')[2]}: {item.statement}{figure} — {item.locator}"
