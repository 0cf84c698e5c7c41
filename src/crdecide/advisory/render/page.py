"""The one page: what a clinician reads of an advisory in half a minute, worst and strongest first.

A page is blocks of plain sentences and one table; whoever shows it takes it as it is. It is cut to fit: follow-up
first, then questions, then reasons. Danger, warnings and the caveats of an mTOR inhibitor are never cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crdecide.guideline.options import (
    CANNOT_ASSESS,
    MTOR_INHIBITOR,
    OPTIONS,
    SPECIALIST_REVIEW,
    STANCES,
    TSC_EVALUATION,
    is_on_the_table,
)
from crdecide.guideline.spelling import spoken

from ..answer_parts import AlertOut, EvidenceOut, MissingOut, NoteOut, OptionOut
from ..model import Advisory
from .checklist import to_be_known
from .depth import Depth
from .option_caveats import caveats_of
from .unread_entries import MORE_UNREAD, UNREAD_ALONE, in_its_own_words, lacking

BlockKind = Literal[
    "danger", "open_danger", "no_danger", "warnings", "scope", "reasons", "to_be_known", "questions", "unread",
    "remarks", "follow_up", "sources", "limits",
]  # fmt: skip
TITLES: dict[BlockKind, str] = {
    "danger": "",
    "open_danger": "NOT EXCLUDED",
    "no_danger": "",
    "warnings": "WARNINGS",
    "scope": "",
    "reasons": "WHY",
    "to_be_known": "NOT RECORDED, BEFORE OR ON AN mTOR INHIBITOR",
    "questions": "WHAT TO ASK FIRST",
    "unread": "IN THE RECORD, NOT READ",
    "remarks": "ALSO ON RECORD",
    "follow_up": "FOLLOW-UP IN GUIDANCE",
    "sources": "SOURCES",
    "limits": "",
}
SCOPES = {"out_of_scope": "OUTSIDE THE EVIDENCE HELD HERE", CANNOT_ASSESS: "CANNOT ASSESS"}
NO_ADVICE = "Nothing is said here of any treatment; that is no advice against one."
NO_REASSURANCE = "This is no reassurance."
NO_DANGER = "Whatever counts here as possibly life-threatening is recorded as absent or controlled."
OPEN_DANGER = "A danger is not excluded; {asks}."
MOST_TURNS, MOST_CITED = 2, 2
ALREADY_SAID = (SPECIALIST_REVIEW, TSC_EVALUATION)
"""Options whose reason is no question of this page: their row in the table says it."""


@dataclass(frozen=True)
class Block:
    """Some sentences of one kind, each an entry of its own where `listed`."""

    kind: BlockKind
    title: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One option: its name, what is said of it, how certain that is of what, and what it turns on."""

    option: str
    stance: str
    certainty: str
    turns_on: str
    strong: bool


@dataclass(frozen=True)
class Page:
    """The page: the child, what comes before the table, the table, and what comes after it."""

    child: str
    before: tuple[Block, ...]
    rows: tuple[Row, ...]
    after: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in their order."""
        return (*self.before, *self.after)


class Sources:
    """Numbers for sources, given out in the order in which they are cited."""

    def __init__(self, evidence: Iterable[EvidenceOut]) -> None:
        self._short = {item.id: item.short for item in evidence}
        self.numbers: dict[str, int] = {}

    def cite(self, references: Iterable[str]) -> str:
        """' [1,3]'; empty where nothing is cited. The first two sources stand for all, which the full view has."""
        named = dict.fromkeys(self._short[reference] for reference in references if reference in self._short)
        names = list(named)[:MOST_CITED]
        numbers = sorted(self.numbers.setdefault(name, len(self.numbers) + 1) for name in names)
        return f" [{','.join(map(str, numbers))}]" if numbers else ""

    @property
    def listed(self) -> tuple[str, ...]:
        """'[1] Sugalska 2021', and so on."""
        return tuple(f"[{number}] {name}" for name, number in self.numbers.items())


def page_of(advisory: Advisory, depth: Depth) -> Page:
    """The page at one depth.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    sources = Sources(advisory.evidence)
    labels = {missing.field: missing.label for missing in advisory.missing if missing.worth_asking}
    before = (*_danger(advisory, sources, labels), *_warnings(advisory, sources, depth), *_scope(advisory))
    rows = tuple(_row(option, labels) for option in sorted(advisory.options, key=_strength))
    after = [
        *_reasons(advisory, sources, depth),
        *_block("to_be_known", to_be_known(advisory, labels)),
        *_questions(advisory, depth),
        *_unread(advisory, depth),
        *(_remarks(advisory) if depth.remarks else ()),
        *_follow_up(advisory, sources, depth),
    ]
    listed = _block("sources", sources.listed)
    limits = Block("limits", "", (advisory.short_disclaimer, provenance_line(advisory)))
    return Page(" - ".join(advisory.child), before, rows, (*after, *listed, limits))


def provenance_line(advisory: Advisory) -> str:
    """Which program and rules said so."""
    p = advisory.provenance
    return f"crdecide {p.crdecide}, rules {p.ruleset}, {p.ruleset_sha256[:8]}."


def _block(kind: BlockKind, entries: Iterable[str]) -> Iterator[Block]:
    """The block, where there is anything in it."""
    told = tuple(entries)
    if told:
        yield Block(kind, TITLES[kind], told)


def _danger(advisory: Advisory, sources: Sources, labels: dict[str, str]) -> Iterator[Block]:
    danger = advisory.danger
    if danger.text is not None:
        yield from _block("danger", [f"{danger.text}{sources.cite(danger.evidence)}"])
    elif danger.asks:
        yield from _block("open_danger", [OPEN_DANGER.format(asks=lacking(danger.asks, advisory, labels))])
    elif danger.value == "no" and not any(alert.severity == "warning" for alert in advisory.alerts):
        # Beside a warning nothing reassures.
        yield from _block("no_danger", [NO_DANGER])


def _warnings(advisory: Advisory, sources: Sources, depth: Depth) -> Iterator[Block]:
    """The first three in full, all others in short: a warning is never left out."""
    told: list[str] = []
    for alert in advisory.alerts:
        if alert.severity == "warning":
            text = f"{alert.short}. {alert.text}" if len(told) < depth.warnings else f"{alert.short}."
            told.append(f"{text}{sources.cite(alert.evidence)}")
    yield from _block("warnings", told)


def _scope(advisory: Advisory) -> Iterator[Block]:
    status = advisory.scope.status
    if status in SCOPES:
        last = NO_ADVICE if status == "out_of_scope" else NO_REASSURANCE
        yield Block("scope", SCOPES[status], (" ".join([*advisory.scope.reasons, last]),))


def _strength(option: OptionOut) -> tuple[int, bool]:
    return STANCES.index(option.stance), option.option != SPECIALIST_REVIEW


def _row(option: OptionOut, labels: dict[str, str]) -> Row:
    marks = [spoken(option.stance), *(["especially here"] if option.especially else []), *filter(None, [option.timing])]
    of = "" if option.certainty is None else f"{spoken(option.certainty)} ({option.certainty_of})"
    turns = list(dict.fromkeys(labels[field] for field in option.turns_on if field in labels))
    return Row(
        option=f"{spoken(option.option)}{', temporary' if option.temporary else ''}",
        stance=", ".join(marks),
        certainty=of,
        turns_on=", ".join(turns[:MOST_TURNS]),
        strong=is_on_the_table(option.stance),
    )


def _reasons(advisory: Advisory, sources: Sources, depth: Depth) -> Iterator[Block]:
    """Why, for each option on the table; of an mTOR inhibitor always, with its caveats in full."""
    told = [option for option in sorted(advisory.options, key=_strength) if _is_explained(option)]
    of_told = [note for option in told for note in option.notes if note.on_the_page]
    of_review = _on_review_alone(advisory, {note.id for note in of_told})
    kept = {note.id for note in sorted([*of_review, *of_told], key=_rank)[: depth.notes]}
    how_soon = [f"{note.text}{sources.cite(note.evidence)}" for note in of_review if note.id in kept]
    if how_soon:
        yield Block("reasons", f"WHY: {spoken(SPECIALIST_REVIEW)}", (" ".join(how_soon),))
    for place, option in enumerate(told):
        is_mtor = option.option == MTOR_INHIBITOR
        sentences = _sentences(
            option, sources, kept, reasoned=bool(depth.reasons) and (is_mtor or place < depth.reasons)
        )
        sentences += [caveat.short for caveat in caveats_of(option, advisory.caveats)] if is_mtor else []
        if sentences:
            yield Block("reasons", f"WHY: {spoken(option.option)}", (" ".join(sentences),))


def _on_review_alone(advisory: Advisory, told: Collection[str]) -> list[NoteOut]:
    """The remarks on how soon a review is due, which no other option has; beside a danger its sentence says it."""
    if advisory.danger.text is not None:
        return []
    notes = (note for option in advisory.options if option.option == SPECIALIST_REVIEW for note in option.notes)
    return sorted((note for note in notes if note.on_the_page and note.id not in told), key=_rank)


def _is_explained(option: OptionOut) -> bool:
    is_answered = option.option == MTOR_INHIBITOR or is_on_the_table(option.stance)
    return is_answered and option.option not in ALREADY_SAID


def _sentences(option: OptionOut, sources: Sources, kept: Collection[str], *, reasoned: bool) -> list[str]:
    reason = f"{option.rationale}{sources.cite(_of_cards(option))}" if reasoned else ""
    notes = sorted((note for note in option.notes if note.id in kept), key=_rank)
    return [*filter(None, [reason]), *(f"{note.text}{sources.cite(note.evidence)}" for note in notes)]


def _rank(note: NoteOut) -> int:
    return note.on_the_page or 0


def _of_cards(option: OptionOut) -> Sequence[str]:
    """What the reason itself cites: the notes cite for themselves."""
    noted = {reference for note in option.notes for reference in note.evidence}
    own = [reference for reference in option.evidence if reference not in noted]
    return own or option.evidence[:1]


def _questions(advisory: Advisory, depth: Depth) -> Iterator[Block]:
    """What would tell whether the evidence is about the child; else what could change the most options."""
    sensible = [missing for missing in advisory.missing if missing.worth_asking]
    asked = [missing for missing in sensible if missing.field in advisory.scope.asks]
    # Of a child in scope what would leave the scope is asked last: it turns nothing that is weighed.
    asked = asked or sorted(filter(_is_about_options, sensible), key=lambda missing: "scope" in missing.could_change)
    told = [f"{missing.question}{_what_it_changes(missing)}" for missing in asked[: depth.questions]]
    yield from _block("questions", told)


def _is_about_options(missing: MissingOut) -> bool:
    return any(what in OPTIONS for what in missing.could_change)


def _what_it_changes(missing: MissingOut) -> str:
    """The options that an answer could change; nothing where it is most of them, or whether any is weighed at all."""
    options = [spoken(what) for what in missing.could_change if what in OPTIONS]
    return "" if "scope" in missing.could_change or len(options) > MOST_TURNS else f" ({', '.join(options)})"


def _unread(advisory: Advisory, depth: Depth) -> Iterator[Block]:
    """The gravest of what was not read, and how many more there are."""
    unread = advisory.record.unread if advisory.record else ()
    told = [in_its_own_words(item) for item in unread[: depth.unread]]
    left = len(unread) - len(told)
    more = (MORE_UNREAD if told else UNREAD_ALONE).format(number=left)
    yield from _block("unread", [*told, *([more] if left else [])])


def _remarks(advisory: Advisory) -> Iterator[Block]:
    yield from _block("remarks", [" ".join(map(_remark, _infos(advisory)))] if _infos(advisory) else [])


def _infos(advisory: Advisory) -> list[AlertOut]:
    return [alert for alert in advisory.alerts if alert.severity == "info"]


def _remark(alert: AlertOut) -> str:
    return f"{alert.short[:1].upper()}{alert.short[1:]}."


def _follow_up(advisory: Advisory, sources: Sources, depth: Depth) -> Iterator[Block]:
    entries = advisory.monitoring[: depth.follow_up]
    told = "; ".join(f"{entry.text}: {entry.interval}{sources.cite(entry.evidence)}" for entry in entries)
    yield from _block("follow_up", filter(None, [told]))
