"""An advisory as GitHub-flavoured Markdown, without HTML: the one page, or everything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..model import Advisory
from .page import Row
from .page_blocks import Block
from .page_text import HEAD, fitting_page
from .sections import Entry, Section, document, provenance

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!])")
ADDRESS = re.compile(r"\(?https://[\w./?=&%:~+-]+\)?[.,;]?")
TITLE = "Cardiac rhabdomyoma"


def to_markdown(advisory: Advisory, *, full: bool = False) -> str:
    """The one page; with `full` everything, with one heading a section and one list item an entry.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    return "\n".join(_full(advisory) if full else _page(advisory))


def _full(advisory: Advisory) -> Iterator[str]:
    yield from (f"# Advisory: {TITLE.lower()}", "", *sections_to_markdown(document(advisory)))
    yield from (f"*{escaped(advisory.disclaimer)}*", "", escaped(provenance(advisory)), "")


def _page(advisory: Advisory) -> Iterator[str]:
    page = fitting_page(advisory)
    yield from (f"# {TITLE}", "", escaped(page.child), "")
    for block in page.before:
        yield from _block(block)
    if page.rows:
        yield from (*_table(page.rows), "")
    for block in page.after:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if block.title:
        yield from (f"**{escaped(block.title)}**", "")
    strong = "**" if block.kind == "danger" else ""
    yield from (f"- {strong}{escaped(entry)}{strong}" for entry in block.entries)
    yield ""


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join(cell.capitalize() for cell in HEAD)} |"
    yield f"|{' --- |' * len(HEAD)}"
    for row in rows:
        yield f"| {' | '.join(map(escaped, (row.option, row.stance, row.certainty, row.turns_on)))} |"


def sections_to_markdown(sections: Iterable[Section], heading: str = "##") -> Iterator[str]:
    """The lines of some sections, each under a heading."""
    for section in sections:
        yield from (f"{heading} {section.title}", "")
        yield from [line for entry in section.entries for line in _entry(entry)] or [section.empty]
        yield ""


def _entry(entry: Entry) -> Iterator[str]:
    heading = f"**{escaped(entry.heading)}**" if entry.heading else ""
    marked = " — ".join(filter(None, [heading, escaped(entry.mark)]))
    text = escaped(entry.text).replace("\n", "\n  ")
    yield f"- {': '.join(filter(None, [marked, text]))}"
    for small in entry.small:
        yield f"  - {escaped(small.line)}"


def escaped(text: str) -> str:
    """The text with Markdown's own characters made harmless; a bare address is left to be linked."""
    return " ".join(word if ADDRESS.fullmatch(word) else SPECIAL.sub(r"\\\1", word) for word in text.split(" "))
