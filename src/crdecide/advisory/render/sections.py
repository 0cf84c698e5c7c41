"""An advisory as a document: sections of entries in the order in which a clinician reads them.

Whoever needs a part of it picks it by `kind` and `key`. The words of TITLES, EMPTY and LABELS are for printing only:
nothing depends on them, so that any of them can be put better without a caveat going missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from crdecide.guideline.options import MAY_BE_CONSIDERED, OPTIONS
from crdecide.guideline.spelling import spoken

from ..answer_parts import (
    AlertOut,
    CaveatOut,
    ChangeOut,
    CheckOut,
    DrugOut,
    EvidenceOut,
    FindingOut,
    MissingOut,
    MonitoringOut,
    OptionOut,
    ScopeOut,
)
from ..model import Advisory
from ..proportions import proportion
from ..record_out import RecordOut, UnreadOut
from ..wording import certainty_words, place_read
from .option_caveats import check_caveats

SectionKind = Literal[
    "danger", "scope", "summary", "options", "alerts", "checks", "drugs", "monitoring", "missing", "would_change",
    "caveats",
    "evidence", "findings", "record", "record_notes", "unread",
]  # fmt: skip
TITLES: Mapping[SectionKind, str] = {
    "danger": "Danger",
    "scope": "Scope",
    "summary": "Summary",
    "options": "Options",
    "alerts": "Alerts",
    "checks": "To be known: could not be excluded",
    "drugs": "Drugs on record",
    "monitoring": "Monitoring in published guidance",
    "missing": "Not known, and could change this",
    "would_change": "Would change, were it different",
    "caveats": "Caveats",
    "evidence": "Evidence",
    "findings": "Findings",
    "record": "Read from the record",
    "record_notes": "In the record",
    "unread": "In the record, not read",
}
EMPTY: Mapping[SectionKind, str] = {"alerts": "None.", "missing": "Nothing."}
"""What is printed where such a section has no entries; any other section is then left out."""

PrintKind = Literal["note", "asks", "certainty", "rules", "evidence", "caveats", "could_change", "statement", "source"]
LABELS: Mapping[PrintKind, str] = {
    "asks": "not recorded",
    "rules": "rules",
    "evidence": "evidence",
    "caveats": "caveats",
    "could_change": "could change",
}
DANGER_NOT_EXCLUDED = "A danger is not excluded by what is recorded."
MORE = "and {number} more in the full advisory"


class SmallPrint(NamedTuple):
    """A line below an entry; `key` names the statement it gives, `more` counts items that were left out."""

    kind: PrintKind
    items: tuple[str, ...]
    key: str = ""
    more: int = 0

    @property
    def line(self) -> str:
        """The line as it is printed."""
        label = f"#{self.key}" if self.key else LABELS.get(self.kind, "")
        more = f" {MORE.format(number=self.more)}" if self.more else ""
        return f"{label}: {', '.join(self.items)}{more}" if label else f"{', '.join(self.items)}{more}"


class Entry(NamedTuple):
    """One item: what it is about (`key`), a heading, a mark beside it (a stance, a severity), text, small print."""

    key: str
    heading: str = ""
    mark: str = ""
    text: str = ""
    small: tuple[SmallPrint, ...] = ()
    strong: bool = False


class Section(NamedTuple):
    """Entries of one kind."""

    kind: SectionKind
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The title as it is printed."""
        return TITLES[self.kind]

    @property
    def empty(self) -> str:
        """What is printed where there are no entries."""
        return EMPTY.get(self.kind, "")


def document(advisory: Advisory) -> tuple[Section, ...]:
    """The sections of the advisory, first to last; those with nothing to say are left out.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    options, caveats = option_sections(advisory.options, caveats=advisory.caveats)
    return to_print(
        danger_section(advisory),
        scope_section(advisory.scope),
        Section("summary", (Entry("summary", text=advisory.summary),)),
        options,
        Section("alerts", tuple(map(_alert, advisory.alerts))),
        Section("checks", tuple(map(_check, advisory.checks))),
        Section("drugs", tuple(map(_drug, advisory.drugs))),
        monitoring_section(advisory.monitoring),
        missing_section(advisory.missing),
        Section("would_change", tuple(map(_change, advisory.would_change))),
        caveats,
        Section("evidence", tuple(_evidence(advisory.evidence))),
        Section("findings", tuple(map(_finding, advisory.findings))),
        record_section(advisory.record),
        Section("unread", tuple(map(_unread, advisory.record.unread if advisory.record else ()))),
    )


def to_print(*sections: Section) -> tuple[Section, ...]:
    """Those that have something to say, be it that there is nothing."""
    return tuple(section for section in sections if section.entries or section.kind in EMPTY)


def option_sections(options: Iterable[OptionOut], *, caveats: Iterable[CaveatOut]) -> tuple[Section, Section]:
    """What is said of some options, and the caveats: the one is not to be had without the other.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    named, given = tuple(options), tuple(caveats)
    check_caveats(named, given)
    return Section("options", tuple(map(_option, named))), Section("caveats", tuple(map(_caveat, given)))


def danger_section(advisory: Advisory) -> Section:
    """The sentence on a danger that is there, or what leaves one open; nothing where neither is to be said."""
    danger, labels = advisory.danger, {missing.field: missing.label for missing in advisory.missing}
    if danger.text is not None:
        small = (SmallPrint("note", danger.because), *_refs(danger.rules, danger.evidence))
        return Section("danger", (Entry("yes", mark="warning", text=danger.text, small=small, strong=True),))
    if danger.asks:
        small = (SmallPrint("asks", tuple(labels.get(field, field) for field in danger.asks)),)
        return Section("danger", (Entry("unknown", text=DANGER_NOT_EXCLUDED, small=small),))
    return Section("danger", ())


def scope_section(scope: ScopeOut) -> Section:
    """Whether the evidence is about this child, and why."""
    return Section("scope", (Entry(scope.status, spoken(scope.status), text=" ".join(scope.reasons)),))


def monitoring_section(monitoring: Iterable[MonitoringOut]) -> Section:
    """What published guidance follows up."""
    return Section("monitoring", tuple(map(_monitoring, monitoring)))


def missing_section(missing: Iterable[MissingOut]) -> Section:
    """The questions that are open."""
    return Section("missing", tuple(map(_missing, missing)))


def record_section(record: RecordOut | None) -> Section:
    """Where the fields were read, and what was left out or left unknown."""
    return Section("record", tuple(_record(record)))


def note_entry(note: str) -> Entry:
    """A note on the record: what was left out or left unknown, and why."""
    return Entry("note", mark="note", text=note)


def provenance(advisory: Advisory) -> str:
    """One line that says which program, rules and input the advisory stands on."""
    p = advisory.provenance
    rules = f"rules {p.ruleset} (sha256 {p.ruleset_sha256[:12]}…)"
    return f"crdecide {p.crdecide} · {rules} · input sha256 {p.input_sha256[:12]}…"


def _names(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(spoken, identifiers))


def _refs(rules: tuple[str, ...], evidence: tuple[str, ...]) -> tuple[SmallPrint, ...]:
    lines = (SmallPrint("rules", rules), SmallPrint("evidence", evidence))
    return tuple(line for line in lines if line.items)


def _option(option: OptionOut) -> Entry:
    marks = [spoken(option.stance), *(["especially here"] if option.especially else [])]
    marks += [option.timing] if option.timing else []
    certainty = certainty_words(option)
    small = (
        *(SmallPrint("note", (note.text,)) for note in option.notes),
        *([SmallPrint("certainty", (certainty,))] if certainty else []),
        *([SmallPrint("note", ("temporary",))] if option.temporary else []),
        *_refs(option.rules, option.evidence),
        *([SmallPrint("caveats", _names(option.caveats))] if option.caveats else []),
    )
    strong = option.stance == MAY_BE_CONSIDERED
    return Entry(option.option, spoken(option.option), ", ".join(marks), option.rationale, small, strong)


def _alert(alert: AlertOut) -> Entry:
    small = _refs(alert.rules, alert.evidence)
    return Entry(alert.id, spoken(alert.id), alert.severity, alert.text, small, alert.severity == "warning")


def _check(check: CheckOut) -> Entry:
    return Entry(check.id, spoken(check.id), text=check.text, small=_refs(check.rules, check.evidence))


def _drug(drug: DrugOut) -> Entry:
    held = [f"{other}: {spoken(what)}" for other, what in drug.per_drug.items()]
    return Entry(drug.name, drug.name, text="; ".join(held), small=_refs((), drug.evidence))


def _monitoring(monitoring: MonitoringOut) -> Entry:
    small = _refs(monitoring.rules, monitoring.evidence)
    return Entry(monitoring.id, monitoring.text, monitoring.interval, small=small)


def _missing(missing: MissingOut) -> Entry:
    """Scope, danger and options by name, alerts by number: there may be many."""
    named = [what for what in missing.could_change if what in ("scope", "danger") or what in OPTIONS]
    alerts = len(missing.could_change) - len(named)
    counted = (f"{alerts} alert{'s' if alerts > 1 else ''}",) if alerts else ()
    small = SmallPrint("could_change", (*_names(named), *counted))
    return Entry(missing.field, missing.field, text=missing.question, small=(small,))


def _change(change: ChangeOut) -> Entry:
    return Entry(change.field, change.field, f"{change.from_} → {change.to}", change.effect)


def _caveat(caveat: CaveatOut) -> Entry:
    return Entry(caveat.id, spoken(caveat.id), text=caveat.text, small=_refs((), caveat.evidence))


def _finding(finding: FindingOut) -> Entry:
    return Entry(finding.id, spoken(finding.id), finding.value, "; ".join(finding.because))


def _record(record: RecordOut | None) -> Iterator[Entry]:
    """Each field with its resources, then the notes."""
    if record is not None:
        yield from (Entry(read.field, read.field, text=", ".join(read.sources)) for read in record.fields)
        yield from map(note_entry, record.notes)


def _unread(item: UnreadOut) -> Entry:
    """Something that was not read, in its own words."""
    named = f'"{item.text}"' if item.text else ""
    codes = f" ({', '.join(item.codings)})" if item.codings else ""
    return Entry(item.kind, item.resource, text=f"{named}{codes}: {item.why}".lstrip(": "))


def _evidence(evidence: Iterable[EvidenceOut]) -> Iterator[Entry]:
    """One entry a source, with its statements below."""
    by_source: dict[str, list[EvidenceOut]] = {}
    for item in evidence:
        by_source.setdefault(item.id.partition("#")[0], []).append(item)
    for source, items in by_source.items():
        where = f"doi:{items[0].doi}" if items[0].doi else items[0].url
        yield Entry(source, source, text=f"{items[0].citation} {where}".strip(), small=tuple(map(_statement, items)))


def _statement(item: EvidenceOut) -> SmallPrint:
    figure = f" [{proportion(item.figure)}]" if item.figure else ""
    statement = f"{item.statement}{figure} — {place_read(item.locator, item.read_in)}"
    return SmallPrint("statement", (statement,), key=item.id.partition("#")[2])
