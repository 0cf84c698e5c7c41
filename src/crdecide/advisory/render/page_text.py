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
BlockLines = Callable[[Block, int], list[str]]
TableLines = Callable[[tuple[Row, ...], int], list[str]]
GROWS_TOGETHER = ("to_be_known", "sources", "limits", "questions")


def fitting_page(advisory: Advisory) -> Page:
    """The page with as much as a screen holds: 45 lines and 400 words, unless warnings alone are more.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    pages = Pages(advisory)
    # What is said alike at several depths is broken into lines once; for this page, and kept no longer.
    block_lines, table_lines = cache(_block), cache(_table)
    for depth in DEPTHS:
        page = pages.at(depth)
        lines = _lines(page, WIDTH, block_lines, table_lines)
        if len(lines) <= MOST_LINES and sum(len(line.split()) for line in lines) <= MOST_WORDS:
            break
    return page


def page_lines(page: Page, width: int = WIDTH) -> list[str]:
    """The page line by line, none wider than `width`."""
    return _lines(page, width, _block, _table)


def _lines(page: Page, width: int, block_lines: BlockLines, table_lines: TableLines) -> list[str]:
    lines = textwrap.wrap(f"CARDIAC RHABDOMYOMA - {page.child}", width)
    for block in page.before:
        lines += block_lines(block, width)
    if page.rows:
        lines += ["", *table_lines(page.rows, width)]
    for block in page.after:
        lines += block_lines(block, width)
    return lines


def _block(block: Block, width: int) -> list[str]:
    entries = block.entries
    if block.kind in GROWS_TOGETHER:
        entries = ("  ".join(entries),) if block.kind != "limits" else (" ".join(entries),)
    mark = MARKS.get(block.kind, "")
    lines = [block.title] if mark and block.title else []
    for entry in entries:
        lead = mark or (f"{block.title}   " if block.title else "")
        whole = f"{lead}{entry}".replace(BOX, UNBROKEN_BOX)
        wrapped = textwrap.wrap(whole, width, subsequent_indent="   ", break_on_hyphens=False)
        lines += [line.replace(UNBROKEN_BOX, BOX) for line in wrapped]
    return lines


def _table(rows: tuple[Row, ...], width: int) -> list[str]:
    columns = [width * share // sum(COLUMNS) for share in COLUMNS]
    cells = [HEAD, *((f" {row.option}", row.stance, row.certainty, row.turns_on) for row in rows)]
    return [line for row in cells for line in _row_lines(row, columns)]


def _row_lines(row: tuple[str, ...], columns: Sequence[int]) -> Iterator[str]:
    """Cells side by side, each wrapped within its column."""
    wrapped = [textwrap.wrap(cell, column - 2) for cell, column in zip(row, columns, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield "".join(part.ljust(column) for part, column in zip(parts, columns, strict=True)).rstrip()
