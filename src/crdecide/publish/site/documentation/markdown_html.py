"""Markdown as HTML: headings that can be linked to, tables that scroll by themselves, links led where they go."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

Led = Callable[[str], str]
"""Where an address of the text leads in the site; empty where to nothing."""
COMMENTS = re.compile(r"(\s*<!--.*?-->)+\s*", re.DOTALL)


class PageRenderer(RendererHTML):
    """How the parts of a page are written."""

    def heading_close(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The end of a heading, with a link to itself for whoever wants to point there."""
        tag, anchor = tokens[place].tag, escape(str(tokens[place - 2].attrs["id"]))
        link = f' <a class="anchor" href="#{anchor}" aria-label="Link to this heading">#</a>'
        return f"{'' if tag == 'h1' else link}</{tag}>\n"

    def table_open(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """A table that is too wide scrolls in itself, by keyboard too."""
        env["tables"] = number = env.get("tables", 0) + 1
        return f'<div class="scrolls" role="region" aria-label="Table {number}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The end of a table."""
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The head of a column; where it says nothing it is none."""
        return f'<th scope="col"{_of_numbers(tokens[place])}>' if tokens[place + 1].content else "<td>"

    def th_close(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The end of a head."""
        return "</th>\n" if tokens[place - 1].content else "</td>\n"

    def td_open(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """A cell."""
        return f"<td{_of_numbers(tokens[place])}>"

    def fence(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """An example, which scrolls in itself."""
        return f'<pre tabindex="0"><code>{escape(tokens[place].content)}</code></pre>\n'

    def html_block(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """Comments are left out; any other HTML is shown as it is written."""
        content = tokens[place].content
        return "" if COMMENTS.fullmatch(content) else escape(content)

    def code_block(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """An example that is indented and not fenced."""
        return self.fence(tokens, place, options, env)

    def html_inline(self, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
        """The same within a line."""
        return self.html_block(tokens, place, options, env)


def _of_numbers(cell: Token) -> str:
    """The mark of a cell that is set to the right; a page lets in no style but that of the site."""
    return ' class="number"' if "right" in str(cell.attrs.get("style", "")) else ""


READER = MarkdownIt("commonmark", renderer_cls=PageRenderer).enable("table")
"""CommonMark with tables, as the project's pages are written."""


def tokens_of(text: str) -> list[Token]:
    """The parts of a page, each heading with its anchor, which GitHub gives it too."""
    tokens, met = READER.parse(text), dict[str, int]()
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrs["id"] = _anchor(words_of(inline), met)
    _name_terms(tokens, met)
    return tokens


def words_of(inline: Token) -> str:
    """What a heading says, without its marks."""
    return "".join(part.content for part in inline.children or () if part.type in ("text", "code_inline"))


def headings(tokens: Sequence[Token], tag: str) -> list[tuple[str, str]]:
    """The headings of a level, as (anchor, words)."""
    pairs = pairwise(tokens)
    return [(str(each.attrs["id"]), words_of(inline)) for each, inline in pairs if each.tag == tag and each.nesting > 0]


def addresses(tokens: Sequence[Token]) -> list[str]:
    """Every address that a page leads to or shows, as it is written."""
    parts = [part for token in tokens for part in token.children or ()]
    return [str(part.attrs[name]) for part in parts for name in ("href", "src") if name in part.attrs]


def as_html(tokens: Sequence[Token], led: Led) -> str:
    """The inside of a page, with each address led to where it goes."""
    for token in tokens:
        if token.children:
            token.children = _led(token.children, led)
    return str(READER.renderer.render(tokens, READER.options, {}))


def _name_terms(tokens: Sequence[Token], met: dict[str, int]) -> None:
    """An anchor for each row of a table of terms, so that a term is linked to and found by itself."""
    of_terms = False
    for row, cell, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if row.type == "tr_open" and cell.type == "th_open":
            of_terms = words_of(inline) == "term"
        elif row.type == "tr_open" and of_terms:
            row.attrs["id"] = _anchor(words_of(inline), met)


def _anchor(words: str, met: dict[str, int]) -> str:
    """The name of a heading: small letters, no punctuation, - for a blank; a second one of the name is numbered."""
    name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") or "section"
    met[name] = met.get(name, -1) + 1
    return f"{name}-{met[name]}" if met[name] else name


def _led(parts: Sequence[Token], led: Led) -> list[Token]:
    """The parts of a line with their addresses in the site; of a link that leads to nothing in it the words alone."""
    kept, leads = list[Token](), True
    for part in parts:
        for name in ("href", "src"):
            if name in part.attrs:
                part.attrs[name] = led(str(part.attrs[name]))
        if part.type == "link_open":
            leads = bool(part.attrs["href"])
            if str(part.attrs["href"]).startswith("https:"):
                part.attrs["rel"] = "noreferrer"
        if leads or part.type not in ("link_open", "link_close"):
            kept.append(part)
    return kept
