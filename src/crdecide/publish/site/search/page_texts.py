"""What the pages of the site say, piece by piece: what a search looks through."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

STARTS = ("h1", "h2", "h3", "tr")
"""What a piece may begin with, where it has an anchor."""
SILENT = ("script", "style", "nav", "noscript", "template", "textarea", "button")
DIVIDES = {"br", "p", "li", "td", "th", "dt", "dd", "tr", "pre", "blockquote", "div", "figcaption", "h1", "h2", "h3"}


@dataclass
class Piece:
    """What stands below a heading with an anchor, or in a row with one, or all of a page that has none."""

    address: str
    title: str
    page: str
    texts: list[str] = field(default_factory=list)

    def folder(self) -> str:
        """The folder of its page, or the name of a page that stands in none."""
        return folder_of(self.address.partition("#")[0])

    def named(self) -> str:
        """Its title, without the mark by which a heading can be linked to."""
        return " ".join(self.title.split()).removesuffix(" #")

    def text(self) -> str:
        """Its words with single blanks between them."""
        return " ".join("".join(self.texts).split())


def folder_of(name: str) -> str:
    """The folder of a page, or its own name where it stands in none."""
    return name.partition("/")[0].removesuffix(".html")


def pieces(pages: Mapping[str, str], whole: Collection[str] = ()) -> Iterator[Piece]:
    """The pieces of all pages, in their order; only what stands in the main part of each.

    Each page of a folder in `whole` is one piece.
    """
    for name, page in pages.items():
        if name.endswith(".html"):
            reader = _Reader(name, splits=folder_of(name) not in whole)
            reader.feed(page)
            yield from reader.found


class _Reader(HTMLParser):
    """Goes through one page."""

    def __init__(self, name: str, *, splits: bool) -> None:
        super().__init__()
        self.name, self.splits, self.found = name, splits, list[Piece]()
        self.in_main, self.silent, self.heading = False, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        self._divide(tag)
        if tag == "main":
            self.in_main = True
            self.found.append(Piece(self.name, "", ""))
        elif tag in SILENT:
            self.silent += 1
        elif self.in_main and tag in STARTS:
            # What names a row is its first cell.
            self.heading = "td" if tag == "tr" else tag
            if anchor and tag != "h1" and self.splits:
                self.found.append(Piece(f"{self.name}#{anchor}", "", self.found[0].named()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.in_main = False
        elif tag in SILENT:
            self.silent -= 1
        if tag == self.heading:
            self.heading = ""
        self._divide(tag)

    def _divide(self, tag: str) -> None:
        """Words on both sides of it are two."""
        if self.in_main and tag in DIVIDES and self.found[-1].title.strip():
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
