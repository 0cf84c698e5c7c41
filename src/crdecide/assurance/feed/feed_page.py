"""A feed's report as a page: what can never be said, what would change that, and only then the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from crdecide.advisory.render.markdown import escaped

from .feed_report import AdditionOut, FeedCodeOut, FeedReport, FieldOut, NeverOut, OpenedBy, StepOut

WIDTH = 98
MOST_LINES = 12
"""Entries of a section on the page; with `full` all of them."""
MOST_CODES = 3
MOST_OPENED = 4
TO_SEND = (
    "Each opens what stands below it, after those before; none can be left out. One of the codes given will do, and so "
    "will a local one that a file of site codes names (--site-codes)."
)
TO_ASK = "With the codes above sent, a form or the clinician has still to answer these; none can be left out."
TO_LOOK_FOR = (
    "The feed sends codes of these kinds, and no record here has one: look for a child who has, or try a made-up "
    "one. None can be left out."
)
TIERS: Mapping[OpenedBy, str] = {
    "code": "need codes or elements of kinds that the feed does not send",
    "question": "no code says: they need a form, or the clinician",
    "record": "may be missing from these records alone: the feed sends codes of their kinds",
}
SYSTEMS = {
    "snomed": "SNOMED CT", "icd10": "ICD-10", "icd10cm": "ICD-10-CM", "icd10pcs": "ICD-10-PCS", "loinc": "LOINC",
    "rxnorm": "RxNorm", "atc": "ATC", "cvx": "CVX", "hpo": "HPO", "mondo": "Mondo", "ncit": "NCIt", "omim": "OMIM",
    "orpha": "ORPHA", "hgnc": "HGNC",
}  # fmt: skip
"""Names of code systems for readers; others are told by their address, or as the code map calls them."""
ASSUMED = (
    "Never: for no child whose fields are each unknown or as some record here has them, in any combination. A level, a "
    "size or an age that was read once may be any; a list may hold whatever was read of it."
)
GRAVE = (("scope", "in_scope"), ("danger", "yes"))
"""What is said at the top where it is never said of a child: without the first there is no answer, nor an option."""


@dataclass(frozen=True)
class FeedEntry:
    """A line with lines below it."""

    text: str
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class FeedSection:
    """A part of the page."""

    title: str
    entries: tuple[FeedEntry, ...]
    lead: str = ""


def feed_text(report: FeedReport, *, full: bool = False) -> str:
    """For a terminal or a file."""
    lines: list[str] = []
    for section in _sections(report, full=full):
        lines += [section.title.upper(), *wrap(section.lead, WIDTH)]
        for entry in section.entries:
            lines += wrap(entry.text, WIDTH, initial_indent="  ", subsequent_indent="    ")
            for small in entry.small:
                lines += wrap(small, WIDTH, initial_indent="      ", subsequent_indent="        ")
        lines.append("")
    return "\n".join([*lines, _provenance(report), ""])


def feed_markdown(report: FeedReport, *, full: bool = False) -> str:
    """The same as GitHub-flavoured Markdown."""
    lines = ["# What this feed can say", ""]
    for number, section in enumerate(_sections(report, full=full)):
        lines += [] if number == 0 else [f"## {section.title}", ""]
        lines += [escaped(section.lead), ""] if section.lead else []
        for entry in section.entries:
            lines.append(f"- {escaped(entry.text)}")
            lines += [f"  - {escaped(small)}" for small in entry.small]
        lines.append("")
    return "\n".join([*lines, escaped(_provenance(report)), ""])


RENDERERS: Mapping[str, Callable[..., str]] = {"text": feed_text, "markdown": feed_markdown}


def _sections(report: FeedReport, *, full: bool) -> Iterator[FeedSection]:
    yield FeedSection("What this feed can say", tuple(_headline(report)))
    made = (
        _steps("Codes to have sent", report.codes_to_send, report, TO_SEND, full=full),
        _steps("Questions that no code answers", report.questions_to_ask, report, TO_ASK, full=full),
        _steps("Children to look for", report.records_to_look_for, report, TO_LOOK_FOR, full=full),
        FeedSection("What is never said, and what would open it", tuple(_never(report, full=full))),
        FeedSection("Codes met and not read", tuple(_unread(report))),
        FeedSection("Fields, and where they come from", tuple(_fields(report))),
        FeedSection("Not read", tuple(FeedEntry(f"{one.where}: {one.why}") for one in report.records.not_read)),
    )
    for section in made:
        if section.entries:
            yield section if full else _shortened(section)


def _shortened(section: FeedSection) -> FeedSection:
    left = len(section.entries) - MOST_LINES
    if left <= 1:
        return section
    more = FeedEntry(f"… and {left} more, with --full")
    return FeedSection(section.title, (*section.entries[:MOST_LINES], more), section.lead)


def _headline(report: FeedReport) -> Iterator[FeedEntry]:
    records, never = report.records, len(report.never)
    whose = f"{_counted(records.read, 'record')} of {_counted(records.children, 'child')}"
    left_out = f"; {_counted(len(records.not_read), 'record')} could not be read" if records.not_read else ""
    yield FeedEntry(f"{whose} in {_counted(records.files, 'file')}{left_out}.")
    if records.partial:
        yield FeedEntry(f"{_counted(records.partial, 'record')} came in part: pages were left out, or refused.")
    yield FeedEntry(f"{report.fields_known} of {len(report.fields)} fields ever become known.")
    if nothing_in := [one.key for one in records.prefetch if not one.with_data]:
        yield FeedEntry(f"Keys of the prefetch with nothing in them, in any request: {', '.join(nothing_in)}.")
    if report.kinds_never_sent:
        yield FeedEntry(f"No record has any of: {', '.join(report.kinds_never_sent)}.")
    said = f"{never} of the {report.outcomes} things that an advisory may say are never said:"
    yield FeedEntry(said, tuple(_tiers(report)))
    for one in report.never:
        if (one.kind, one.value) in GRAVE:
            yield FeedEntry(f"!! Never said of any child: {one.label}.")
    yield FeedEntry(ASSUMED)


def _tiers(report: FeedReport) -> Iterator[str]:
    for tier, words in TIERS.items():
        if number := sum(one.opened_by == tier for one in report.never):
            yield f"{number}: {words}."


def _steps(title: str, steps: Sequence[StepOut], report: FeedReport, lead: str, *, full: bool) -> FeedSection:
    labels = {f"{one.kind} {one.id} {one.value}": _said(one) for one in report.never}
    entries: list[FeedEntry] = []
    told: set[str] = set()
    for number, step in enumerate(steps, start=1):
        # How a code is sent is told once: drugs, say, are all sent alike.
        ways = [one.sent_as for one in step.additions if one.sent_as and one.codes and one.sent_as not in told]
        told.update(ways)
        entries.append(_step(number, step, labels, dict.fromkeys(ways), full=full))
    return FeedSection(title, tuple(entries), lead)


def _step(number: int, step: StepOut, labels: Mapping[str, str], ways: Iterable[str], *, full: bool) -> FeedEntry:
    together = " with ".join(map(_addition, step.additions))
    opens = [labels[name] for name in step.opens]
    sent = [f"sent as {way}" for way in ways]
    return FeedEntry(f"{number}. {together}", (*sent, f"opens {len(opens)}: {_some(opens, full=full)}"))


def _some(labels: Sequence[str], *, full: bool) -> str:
    left = 0 if full or len(labels) <= MOST_OPENED + 1 else len(labels) - MOST_OPENED
    return "; ".join([*labels[: len(labels) - left], *([f"and {left} more"] if left else [])])


def _said(one: NeverOut) -> str:
    return f"{one.kind}: {one.label}" if one.kind in ("alert", "check") else one.label


def _addition(addition: AdditionOut) -> str:
    if addition.question is not None:
        return f"{addition.label}: “{addition.question}”"
    codes = ", ".join(map(_code, addition.codes[:MOST_CODES]))
    others = f"; or {_listed(addition.or_else)}" if addition.or_else else ""
    return f"{addition.label}{f' [{codes}]' if codes else ''}{others}"


def _listed(names: Sequence[str]) -> str:
    return (
        ", ".join(names)
        if len(names) <= MOST_CODES
        else f"{', '.join(names[:MOST_CODES])} or {_counted(len(names) - MOST_CODES, 'other')}"
    )


def _code(code: FeedCodeOut) -> str:
    return f"{SYSTEMS.get(code.system, code.system)} {code.code}{f' {code.display}' if code.display else ''}"


def _never(report: FeedReport, *, full: bool) -> Iterator[FeedEntry]:
    """Those that are opened by the same together."""
    groups: dict[tuple[OpenedBy, str], list[str]] = {}
    for one in report.never:
        groups.setdefault((one.opened_by, _openings(one)), []).append(_said(one))
    order = list(TIERS)
    for (_, openings), labels in sorted(groups.items(), key=lambda group: order.index(group[0][0])):
        yield FeedEntry(_some(labels, full=full), (openings,))


def _openings(one: NeverOut) -> str:
    if not one.openings:
        return "takes more than three things together; the lists above lead there"
    sets = [" with ".join(map(_briefly, additions)) for additions in one.openings]
    return f"opened by {'; or by '.join(sets)}"


def _briefly(addition: AdditionOut) -> str:
    """With its first code, and how many others do as much."""
    code = addition.codes[0] if addition.codes else None
    others = f" or {_counted(len(addition.or_else), 'other')}" if addition.or_else else ""
    return f"{addition.label}{f' [{SYSTEMS.get(code.system, code.system)} {code.code}]' if code else ''}{others}"


def _unread(report: FeedReport) -> Iterator[FeedEntry]:
    for one in report.unread_codes:
        yield FeedEntry(f"{one.times} × {one.resource}: {_code(one.code)} ({one.why})")
    if report.unread_types:
        types = ", ".join(f"{one.type} {one.times}" for one in report.unread_types)
        yield FeedEntry(f"Types of resource of which nothing is read: {types}")


def _fields(report: FeedReport) -> Iterator[FeedEntry]:
    for field in report.fields:
        if field.known_in:
            yield FeedEntry(f"{field.field}: in {field.known_in}, {', '.join(field.values)}", (_origins(field),))
    never = ", ".join(field.field for field in report.fields if not field.known_in)
    if never:
        yield FeedEntry(f"Never known: {never}")


def _origins(field: FieldOut) -> str:
    told: list[str] = []
    for origin in field.origins[:MOST_CODES]:
        by = (
            f" by {_code(origin.code)}" if origin.code else f' by its name "{origin.by_name}"' if origin.by_name else ""
        )
        told.append(f"{origin.resource}{by} ({origin.records})")
    left = len(field.origins) - MOST_CODES
    return "from " + "; ".join([*told, *([f"{left} others"] if left > 0 else [])])


def _counted(number: int, what: str) -> str:
    plural = {"child": "children"}.get(what, f"{what}s")
    return f"{number:,} {what if number == 1 else plural}"


def _provenance(report: FeedReport) -> str:
    site = f", site codes {report.site_codes[:12]}" if report.site_codes else ""
    return f"crdecide {report.crdecide}, rules {report.ruleset} (sha256 {report.ruleset_sha256[:12]}){site}"
