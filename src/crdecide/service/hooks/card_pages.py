"""The one page as a card shows it: Markdown of at most 1,200 characters as displayed, its source numbers as links.

What has a card of its own (a danger that is there, warnings, follow-up) is left out here. What is never left out: a
danger that is not excluded, the scope, the options, the caveats of an mTOR inhibitor with their sources, and that this
is no recommendation. All else is told as far as there is room, in the order of `MORE`. That no danger is left open is
not said: warnings are no part of this text, and beside a warning nothing reassures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import itemgetter

from crdecide.advisory.answer_parts import EvidenceOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.render.depth import Depth
from crdecide.advisory.render.page import Page, Pages, Row
from crdecide.advisory.render.page_blocks import TITLES, Block, BlockKind
from crdecide.advisory.render.source_numbers import Sources

from . import card_words as words
from .card_content import CardContent
from .shortening import listing

MOST = 1_200
"""Characters of a card as displayed; the addresses of links are not counted."""
MOST_KEPT = 256
"""Pages that are kept, by all that they tell, which many children share; the least recently used make room."""
LEAST_LISTED = 60
"""Where there is less room for what leaves a danger open, only that it is not excluded is said."""
CITED = re.compile(r"\\\[(\d+(?:,\d+)*)\\\]")
"""The numbers of sources in a text that is escaped."""
SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|]")
"""Markdown's own characters."""
ADDRESS_OR_SPECIAL = re.compile(rf"(?<!\S)\(?https?://[^\s\[\]<>`*|]+(?!\S)|{SPECIAL.pattern}")
"""An address that stands by itself, or one of Markdown's own characters."""
LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
MARKS, ESCAPED, NEW_LINES = re.compile(r"(?<!\\)\*+"), re.compile(r"\\(.)"), re.compile(r"\n{2,}")
FIRST_GROUP = itemgetter(1)
"""Of a match. Where a text such as ``\\1`` says the same, Python 3.11 puts the parts together in Python."""


@dataclass(frozen=True)
class Told:
    """How much of the page is told; `open_danger` is the room for what leaves a danger open."""

    kinds: frozenset[BlockKind] = frozenset({"open_danger", "scope", "reasons"})
    depth: Depth = Depth(follow_up=0, questions=0, notes=0, reasons=0)  # noqa: RUF009
    turns_on: bool = False
    whole_limits: bool = False
    open_danger: int = MOST

    def with_kind(self, kind: BlockKind) -> Told:
        """The same with blocks of one more kind."""
        return replace(self, kinds=self.kinds | {kind})

    def deeper(self, **depths: int) -> Told:
        """The same with more of what may be cut."""
        return replace(self, depth=self.depth._replace(**depths))


MORE: tuple[Callable[[Told], Told], ...] = (
    lambda told: told.with_kind("to_be_known"),
    lambda told: told.with_kind("questions").deeper(questions=1),
    lambda told: told.with_kind("sources"),
    lambda told: replace(told, whole_limits=True),
    lambda told: told.deeper(reasons=9),
    lambda told: told.with_kind("questions").deeper(questions=3),
    lambda told: told.with_kind("remarks"),
    lambda told: replace(told, turns_on=True),
    lambda told: told.deeper(reasons=9, notes=1),
    lambda told: told.deeper(reasons=9, notes=3),
)
"""What is told where there is room, the most important first."""


def card_page(advisory: Advisory) -> str:
    """The page of an advisory as a card's Markdown.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    content = CardContent.of(advisory)
    # A drug that is on no list here has its name from the record: it is not kept.
    return fitted(content) if content.advisory.drugs else _kept(content)


def fitted(content: CardContent) -> str:
    """As much of a page as there is room for.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    card = _Card(content.advisory)
    told = Told()
    if (too_long := card.length(told) - MOST) > 0:
        told = replace(told, open_danger=max(_open_danger_length(card.page(told.depth)) - too_long, 0))
    for more in MORE:
        if card.length(longer := more(told)) <= MOST:
            told = longer
    return card.written(told)


_kept = lru_cache(maxsize=MOST_KEPT)(fitted)


class _Card:
    """One advisory told in any way. Most ways share most of their parts, so each is written, and measured, once."""

    def __init__(self, advisory: Advisory) -> None:
        self._pages = _CitedPages(advisory)
        self._blocks: dict[tuple[Block, int, tuple[str, ...]], str] = {}
        self._rows: dict[bool, str] = {}
        self._limits = {whole: f"*{escaped(_limits(advisory.disclaimer, whole=whole))}*" for whole in (False, True)}
        self._lengths: dict[str, int] = {}

    def written(self, told: Told) -> str:
        """The Markdown."""
        return "\n\n".join(self._parts(told))

    def length(self, told: Told) -> int:
        """The characters that are displayed; between two parts there is one, the new line."""
        parts = self._parts(told)
        return sum(map(self._length, parts)) + len(parts) - 1

    def page(self, depth: Depth) -> Page:
        """The page at that depth."""
        return self._pages.at(depth).page

    def _parts(self, told: Told) -> list[str]:
        cited = self._pages.at(told.depth)
        before = [self._block(block, told, cited) for block in cited.page.before if block.kind in told.kinds]
        after = [self._block(block, told, cited) for block in cited.page.after if block.kind in told.kinds]
        table = self._table(cited.page, told)
        return [part for part in (*before, table, *after, self._limits[told.whole_limits]) if part]

    def _table(self, page: Page, told: Told) -> str:
        """The rows, which are the same at every depth."""
        if told.turns_on not in self._rows:
            self._rows[told.turns_on] = "\n".join([_row(row, told) for row in page.rows])
        return self._rows[told.turns_on]

    def _block(self, block: Block, told: Told, cited: CitedPage) -> str:
        key = (block, told.open_danger, cited.names)
        if key not in self._blocks:
            self._blocks[key] = _block(block, told, cited.numbered)
        return self._blocks[key]

    def _length(self, part: str) -> int:
        if part not in self._lengths:
            self._lengths[part] = len(displayed(part))
        return self._lengths[part]


@dataclass(frozen=True)
class CitedPage:
    """A page, its sources by number, and their names in that order."""

    page: Page
    numbered: Mapping[str, EvidenceOut]
    names: tuple[str, ...]


class _CitedPages:
    """The page of one advisory at any depth, each made once; where nothing on it cites, the caveats do."""

    def __init__(self, advisory: Advisory) -> None:
        self._advisory, self._pages = advisory, Pages(advisory)
        self._by_short = {item.short: item for item in reversed(advisory.evidence)}
        self._made: dict[Depth, CitedPage] = {}

    def at(self, depth: Depth) -> CitedPage:
        """The page at that depth."""
        if depth not in self._made:
            page = self._page(depth)
            numbered = self._numbered(page)
            self._made[depth] = CitedPage(page, numbered, tuple([item.short for item in numbered.values()]))
        return self._made[depth]

    def _page(self, depth: Depth) -> Page:
        page = self._pages.at(depth)
        if not self._advisory.options or any(block.kind == "sources" for block in page.after):
            return page
        pages, listed = self._by_caveats
        page = pages.at(depth)
        return page._replace(after=(*page.after, listed))

    @cached_property
    def _by_caveats(self) -> tuple[Pages, Block]:
        """The pages with the sources of the caveats, and those listed."""
        sources = Sources(self._advisory.evidence)
        caveats = tuple(
            caveat.model_copy(update={"short": f"{caveat.short}{sources.cite(caveat.evidence)}"})
            for caveat in self._advisory.caveats
        )
        listed = Block("sources", TITLES["sources"], sources.listed)
        return Pages(self._advisory.model_copy(update={"caveats": caveats})), listed

    def _numbered(self, page: Page) -> Mapping[str, EvidenceOut]:
        """The sources by their number on the page."""
        entries = (entry.partition(" ") for block in page.after if block.kind == "sources" for entry in block.entries)
        return {number.strip("[]"): self._by_short[short] for number, _, short in entries if short in self._by_short}


def _limits(disclaimer: str, *, whole: bool) -> str:
    """The disclaimer, or its first sentence."""
    return disclaimer if whole else f"{disclaimer.partition('. ')[0].rstrip('.')}."


def displayed(markdown: str) -> str:
    """The Markdown of a card as a reader sees it, without marks and without the addresses behind links."""
    text = MARKS.sub("", LINK.sub(FIRST_GROUP, markdown))
    return NEW_LINES.sub("\n", ESCAPED.sub(FIRST_GROUP, text)).strip()


def escaped(text: str) -> str:
    """The text with Markdown's own characters made harmless; an address by itself is left to be linked."""
    line = " ".join(text.split())
    return (ADDRESS_OR_SPECIAL if "http" in line else SPECIAL).sub(_harmless, line)


def _harmless(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else f"\\{found[0]}"


def linked(item: EvidenceOut, name: str = "") -> str:
    """A source as a link, where it has an address."""
    address, shown = address_of(item), escaped(name or item.short)
    return f"[{shown}]({address})" if address else shown


def address_of(item: EvidenceOut) -> str:
    """The address of a source as a link of Markdown takes it; empty where it has none."""
    address = f"https://doi.org/{item.doi}" if item.doi else item.url
    return address.replace("(", "%28").replace(")", "%29")


def _open_danger_length(page: Page) -> int:
    return sum(len(block.entries[0]) for block in page.before if block.kind == "open_danger")


def _block(block: Block, told: Told, numbered: Mapping[str, EvidenceOut]) -> str:
    entries = [_with_links(escaped(entry), numbered) for entry in block.entries]
    if block.kind == "open_danger":
        enough = told.open_danger >= LEAST_LISTED
        entries = [escaped(listing(block.entries[0], told.open_danger) if enough else words.DANGER_OPEN)]
    elif block.kind == "sources":
        entries = [linked(item, f"[{number}] {item.short}") for number, item in numbered.items()]
    title = f"**{escaped(block.title)}** " if block.title else ""
    return f"{title}{' '.join(entries)}" if block.kind != "questions" else "\n".join([title.strip(), *_list(entries)])


def _with_links(text: str, numbered: Mapping[str, EvidenceOut]) -> str:
    """The text with each number of a source as a link to it."""

    def links(cited: re.Match[str]) -> str:
        numbers = cited[1].split(",")
        return rf"\[{','.join(linked(numbered[n], n) if n in numbered else n for n in numbers)}\]"

    return CITED.sub(links, text)


def _list(entries: Iterable[str]) -> Iterator[str]:
    return (f"- {entry}" for entry in entries)


def _row(row: Row, told: Told) -> str:
    said = [row.stance, row.certainty, words.TURNS_ON.format(fields=row.turns_on) if _turns(row, told) else ""]
    return f"- **{escaped(row.option)}**: {escaped('; '.join(filter(None, said)))}"


def _turns(row: Row, told: Told) -> bool:
    return told.turns_on and bool(row.turns_on)
