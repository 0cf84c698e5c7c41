"""The one page: what a clinician reads of an advisory in half a minute, worst and strongest first.

A page is blocks of plain sentences and one table; whoever shows it takes it as it is. It is cut to fit: follow-up
first, then questions, then reasons. Danger, warnings and the caveats of an mTOR inhibitor are never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crdecide.guideline.options import CANNOT_ASSESS, OPTIONS, SPECIALIST_REVIEW, STANCES, is_on_the_table
from crdecide.guideline.spelling import spoken

from ..answer_parts import AlertOut, MissingOut, OptionOut
from ..model import Advisory
from .checklist import to_be_known
from .depth import Depth
from .page_blocks import TITLES, Block, BlockKind
from .page_reasons import Reasons
from .source_numbers import Sources
from .unread_entries import MORE_UNREAD, UNREAD_ALONE, in_its_own_words, lacking

SCOPES = {"out_of_scope": "OUTSIDE THE EVIDENCE HELD HERE", CANNOT_ASSESS: "CANNOT ASSESS"}
NO_ADVICE = "Nothing is said here of any treatment; that is no advice against one."
NO_REASSURANCE = "This is no reassurance."
NO_DANGER = "Whatever counts here as possibly life-threatening is recorded as absent or controlled."
OPEN_DANGER = "A danger is not excluded; {asks}."
MOST_TURNS = 2
OPTION_NAMES = frozenset(OPTIONS)


class Row(NamedTuple):
    """One option: its name, what is said of it, how certain that is of what, and what it turns on."""

    option: str
    stance: str
    certainty: str
    turns_on: str
    strong: bool


class Page(NamedTuple):
    """The page: the child, what comes before the table, the table, and what comes after it."""

    child: str
    before: tuple[Block, ...]
    rows: tuple[Row, ...]
    after: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in their order."""
        return (*self.before, *self.after)


def page_of(advisory: Advisory, depth: Depth) -> Page:
    """The page at one depth.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    return Pages(advisory).at(depth)


class Pages:
    """The page of one advisory at any depth: what no depth cuts is put into words once.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """

    def __init__(self, advisory: Advisory) -> None:
        labels = {missing.field: missing.label for missing in advisory.missing if missing.worth_asking}
        options = sorted(advisory.options, key=_strength)
        self._advisory, self._sources = advisory, Sources(advisory.evidence)
        # The danger cites first, so that at every depth its sources have the same numbers.
        self._danger = tuple(_danger(advisory, self._sources, labels))
        self._scope = tuple(_scope(advisory))
        self.rows = tuple(_row(option, labels) for option in options)
        self._reasons = Reasons(advisory, options)
        self._to_be_known = tuple(_block("to_be_known", to_be_known(advisory, labels)))
        self._questions = _questions(advisory)
        self._remarks = tuple(_remarks(advisory))
        self._limits = Block("limits", "", (advisory.short_disclaimer, provenance_line(advisory)))

    def at(self, depth: Depth) -> Page:
        """The page at one depth."""
        advisory, sources = self._advisory, self._sources.copy()
        before = (*self._danger, *_warnings(advisory, sources, depth), *self._scope)
        after = [
            *self._reasons.at(depth, sources),
            *self._to_be_known,
            *_block("questions", map(_asked, self._questions[: depth.questions])),
            *_unread(advisory, depth),
            *(self._remarks if depth.remarks else ()),
            *_follow_up(advisory, sources, depth),
        ]
        listed = _block("sources", sources.listed)
        return Page(" - ".join(advisory.child), before, self.rows, (*after, *listed, self._limits))


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


def _questions(advisory: Advisory) -> list[MissingOut]:
    """What would tell whether the evidence is about the child; else what could change the most options."""
    sensible = [missing for missing in advisory.missing if missing.worth_asking]
    asked = [missing for missing in sensible if missing.field in advisory.scope.asks]
    # Of a child in scope what would leave the scope is asked last: it turns nothing that is weighed.
    return asked or sorted(filter(_is_about_options, sensible), key=lambda missing: "scope" in missing.could_change)


def _is_about_options(missing: MissingOut) -> bool:
    return not OPTION_NAMES.isdisjoint(missing.could_change)


def _asked(missing: MissingOut) -> str:
    return f"{missing.question}{_what_it_changes(missing)}"


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
