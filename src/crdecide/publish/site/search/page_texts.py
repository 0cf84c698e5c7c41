"""What the pages of the site say, piece by piece: what a search looks through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

STARTS = ("h1", "h2", "h3", "tr")
"""What a piece may begin with, where it has an anchor."""
SILENT = ("script", "style", "nav", "noscript", "template", "textarea", "button")
ENDS_A_LINE = {"p", "li", "td", "th", "dt", "dd", "tr", "pre", "blockquote", "div", "figcaption", "h1", "h2", "h3"}


@dataclass
class Piece:
    """What stands below a heading with an anchor, or in a row with one, or all of a page that has none."""

    address: str
    title: str
    page: str
    texts: list[str] = field(default_factory=list)

    def named(self) -> str:
        """Its title, without the mark by which a heading can be linked to."""
        return " ".join(self.title.split()).removesuffix(" #")

    def text(self) -> str:
        """Its words with single blanks between them."""
        return " ".join("".join(self.texts).split())


def pieces(pages: Mapping[str, str]) -> Iterator[Piece]:
    """The pieces of all pages, in their order; only what stands in the main part of each."""
    for name, page in pages.items():
        if name.endswith(".html"):
            reader = _Reader(name)
            reader.feed(page)
            yield from reader.found


class _Reader(HTMLParser):
    """Goes through one page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.found = name, list[Piece]()
        self.in_main, self.silent, self.heading = False, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if tag == "main":
            self.in_main = True
            self.found.append(Piece(self.name, "", ""))
        elif tag in SILENT:
            self.silent += 1
        elif self.in_main and tag in STARTS:
            # What names a row is its first cell.
            self.heading = "td" if tag == "tr" else tag
            if anchor and tag != "h1":
                self.found.append(Piece(f"{self.name}#{anchor}", "", self.found[0].named()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.in_main = False
        elif tag in SILENT:
            self.silent -= 1
        if tag == self.heading:
            self.heading = ""
        if self.in_main and tag in ENDS_A_LINE and self.found[-1].title:
            self.found[-1].texts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.in_main or self.silent:
            return
        piece = self.found[-1]
        # What a piece begins with is its title; a heading without an anchor is part of the text of another.
        if self.heading and not piece.texts:
            piece.title += data
        elif piece.texts or data.strip():
            piece.texts.append(data)
