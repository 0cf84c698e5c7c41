"""The one page as plain text of at most 100 columns, cut to a screen; a narrower one has the same in more lines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest

from ..model import Advisory
from .depth import DEPTHS
from .page import Page, Pages, Row
from .page_blocks import Block

WIDTH, MOST_LINES, MOST_WORDS = 100, 45, 400
HEAD = ("WHAT THE EVIDENCE SAYS", "STANCE", "CERTAINTY (OF WHAT)", "TURNS ON")
MARKS = {"danger": "!! ", "warnings": " ! ", "unread": " - "}
COLUMNS = (28, 24, 24, 24)
"""The shares of the columns of the table in its width, 100 together."""
BOX, UNBROKEN_BOX = "[ ]", "[\u00a0]"
"""A box to tick, and how it is kept whole where lines are broken."""
GROWS_TOGETHER = ("to_be_known", "sources", "limits", "questions")

Wrap = Callable[[str, int, str, bool], Sequence[str]]


def wrapped(text: str, width: int, indent: str, at_hyphens: bool) -> Sequence[str]:
    """The lines of a text, those after the first indented."""
    return textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=at_hyphens)


def fitting_page(advisory: Advisory) -> Page:
    """The page with as much as a screen holds: 45 lines and 400 words, unless warnings alone are more.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    # Most of what stands on one page that is tried stands on the next: it is wrapped once, and forgotten afterwards.
    pages, wrap = Pages(advisory), cache(wrapped)
    for depth in DEPTHS:
        page = pages.at(depth)
        lines = page_lines(page, wrap=wrap)
        if len(lines) <= MOST_LINES and sum(len(line.split()) for line in lines) <= MOST_WORDS:
            break
    return page


def page_lines(page: Page, width: int = WIDTH, wrap: Wrap = wrapped) -> list[str]:
    """The page line by line, none wider than `width`."""
    lines = [*wrap(f"CARDIAC RHABDOMYOMA - {page.child}", width, "", True)]
    for block in page.before:
        lines += _block(block, width, wrap)
    if page.rows:
        lines += ["", *_table(page.rows, width, wrap)]
    for block in page.after:
        lines += _block(block, width, wrap)
    return lines


def _block(block: Block, width: int, wrap: Wrap) -> Iterator[str]:
    entries = block.entries
    if block.kind in GROWS_TOGETHER:
        entries = ("  ".join(entries),) if block.kind != "limits" else (" ".join(entries),)
    mark = MARKS.get(block.kind, "")
    if mark and block.title:
        yield block.title
    for entry in entries:
        lead = mark or (f"{block.title}   " if block.title else "")
        whole = f"{lead}{entry}".replace(BOX, UNBROKEN_BOX)
        for line in wrap(whole, width, "   ", False):
            yield line.replace(UNBROKEN_BOX, BOX)


def _table(rows: Sequence[Row], width: int, wrap: Wrap) -> Iterator[str]:
    """Cells side by side, each wrapped within its column."""
    columns = [width * share // sum(COLUMNS) for share in COLUMNS]
    cells = [HEAD, *((f" {row.option}", row.stance, row.certainty, row.turns_on) for row in rows)]
    for line in cells:
        wrapped = [wrap(cell, column - 2, "", True) for cell, column in zip(line, columns, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            yield "".join(part.ljust(column) for part, column in zip(parts, columns, strict=True)).rstrip()
