"""The pages of the documentation: the project's Markdown in the look of the site, and the files that it points to."""

from __future__ import annotations

import posixpath
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from markdown_it.token import Token

from ..site_templates import templates
from .markdown_html import as_html, headings, tokens_of
from .project_files import PICTURES, Documentation, place_of, title_of

START = "documentation.html"
"""The page that leads to the others; the nav of every page points to it."""
FEW_HEADINGS = 3
"""Of how many headings a page lists what is on it."""
NONE = Documentation("README.md", {"README.md": "# Documentation\n\nThis site was written without it."}, {}, {})


def documentation_files(documentation: Documentation | None, known: Mapping[str, Any]) -> Mapping[str, str]:
    """The text of every page by its path in the site. `known` is what every page of the site is given."""
    documentation = documentation or NONE
    shown_file = templates().get_template("documentation/shown_file.html.jinja")
    made = {}
    for name in documentation.pages:
        made[page_of(name, documentation)] = _guide(name, documentation, known)
    for name, content in documentation.texts.items():
        place = page_of(name, documentation)
        made[place] = shown_file.render(name=name, content=content, **{**known, "root": _root(place)})
    return made


def page_of(name: str, documentation: Documentation) -> str:
    """The path in the site of a file of the project."""
    return START if name == documentation.start else f"documentation/{name.removesuffix('.md')}.html"


def _guide(name: str, documentation: Documentation, known: Mapping[str, Any]) -> str:
    """The page of a Markdown file."""
    tokens, place = tokens_of(documentation.pages[name]), page_of(name, documentation)
    listed = headings(tokens, "h2")
    rendered: str = (
        templates()
        .get_template("documentation/guide.html.jinja")
        .render(
            title=title_of(tokens, name),
            text=as_html(_below_the_title(tokens), lambda address: _led(address, name, documentation)),
            listed=listed if len(listed) >= FEW_HEADINGS else [],
            **{**known, "root": _root(place), "here": place},
        )
    )
    return rendered


def _below_the_title(tokens: list[Token]) -> list[Token]:
    """The page without its own title, which is an opening, words and a closing."""
    return tokens[3:] if tokens and tokens[0].tag == "h1" else tokens


def _root(place: str) -> str:
    """From a page back to the folder of the site."""
    return "../" * place.count("/")


def _led(address: str, page: str, documentation: Documentation) -> str:
    """Where an address on a page leads in the site: other pages of the project, a picture itself, or outside."""
    name, anchor = place_of(address, page), address.partition("#")[2]
    if not name:
        return address
    if name in documentation.pictures:
        kind = PICTURES[posixpath.splitext(name)[1].lower()]
        return f"data:{kind};base64,{b64encode(documentation.pictures[name]).decode()}"
    if name not in documentation.pages and name not in documentation.texts:
        return ""
    target = posixpath.relpath(page_of(name, documentation), posixpath.dirname(page_of(page, documentation)) or ".")
    return f"{target}#{anchor}" if anchor else target
