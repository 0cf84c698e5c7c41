"""The one page as a fragment of HTML: plain elements, nothing folded, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..model import Advisory
from .depth import Depth
from .page import Row, page_of
from .page_blocks import Block
from .page_text import HEAD, fitting_page


def page_fragment(advisory: Advisory, depth: Depth | None = None) -> str:
    """The page, without a document around it and without style of its own; without a depth as much as a screen holds.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    page = page_of(advisory, depth) if depth else fitting_page(advisory)
    parts = [f'<p class="child">{escape(page.child)}</p>']
    for block in page.before:
        parts += _block(block)
    if page.rows:
        parts += _table(page.rows)
    for block in page.after:
        parts += _block(block)
    return "\n".join(parts)


def _block(block: Block) -> Iterator[str]:
    kind = block.kind.replace("_", "-")
    yield f'<section class="block {kind}"{_role(block)}>'
    if block.title:
        yield f"<h2>{escape(block.title)}</h2>"
    if len(block.entries) == 1:
        yield f"<p>{escape(block.entries[0])}</p>"
    else:
        yield "<ul>"
        yield from (f"<li>{escape(entry)}</li>" for entry in block.entries)
        yield "</ul>"
    yield "</section>"


def _role(block: Block) -> str:
    """A danger is announced as an alert by a screen reader."""
    return ' role="alert"' if block.kind == "danger" else ""


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield '<div class="scrolls" role="region" aria-label="What the evidence says" tabindex="0"><table>'
    heads = "".join(f'<th scope="col">{escape(head.capitalize())}</th>' for head in HEAD)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in rows:
        strong = ' class="strong"' if row.strong else ""
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in (row.stance, row.certainty, row.turns_on))
        yield f'<tr{strong}><th scope="row">{escape(row.option)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
