"""The page that searches all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..inline_parts import content_hash, packed
from ..page_script import script
from ..site_templates import templates
from .page_texts import Piece, pieces

PROGRAM = ("unpacking", "search/finding", "search/search_box")
KINDS = {"cards": "card", "sources": "source", "children": "child to sign"}
"""What a page of a folder is called, where the folder's name does not say it."""
WHOLE = ("cards", "children")
"""Pages that have one subject each, and are found as one thing."""
IN_PART = ("documentation", "ruleset")
"""The pages of which a part may be shown by itself: a part of a card or an answer may leave out a caveat of it."""
LISTS = ("index.html", "edit.html", "cards.html", "evidence.html", "scenarios.html", "signoff.html")
"""Pages that ask, or that lead to others and say nothing else."""

FOR_PROGRAMS = (".ipynb.html", ".json.html")
"""Files that are shown as they are, and are no text that somebody would look for a word in."""


def search_page(pages: Mapping[str, str], known: Mapping[str, Any]) -> str:
    """The page, over these pages of the site. `known` is what every page of the site is given."""
    program = script(PROGRAM)
    looked_through = {
        name: page for name, page in pages.items() if name not in LISTS and not name.endswith(FOR_PROGRAMS)
    }
    rendered: str = (
        templates()
        .get_template("search/search_page.html.jinja")
        .render(
            pieces=packed([_told(piece) for piece in pieces(looked_through, WHOLE)]),
            script=program,
            script_hash=content_hash(program),
            **{**known, "root": ""},
        )
    )
    return rendered


def _told(piece: Piece) -> Mapping[str, str | bool]:
    in_part = piece.folder() in IN_PART
    return {
        "address": piece.address,
        "title": piece.named(),
        "page": piece.page,
        "kind": KINDS.get(piece.folder(), piece.folder()),
        # Of what is not shown each word is enough.
        "text": piece.text() if in_part else " ".join(dict.fromkeys(piece.text().split())),
        "in_part": in_part,
    }
