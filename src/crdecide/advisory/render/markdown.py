"""An advisory as GitHub-flavoured Markdown, without HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model import Advisory
from .sections import Entry, Section, document, provenance

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def to_markdown(advisory: Advisory) -> str:
    """The advisory with one heading a section and one list item an entry."""
    lines = ["# Advisory: cardiac rhabdomyoma", "", *sections_to_markdown(document(advisory))]
    return "\n".join([*lines, f"*{_escaped(advisory.disclaimer)}*", "", _escaped(provenance(advisory)), ""])


def sections_to_markdown(sections: Iterable[Section], heading: str = "##") -> Iterator[str]:
    """The lines of some sections, each under a heading."""
    for section in sections:
        yield from (f"{heading} {section.title}", "")
        yield from [line for entry in section.entries for line in _entry(entry)] or [section.empty]
        yield ""


def _entry(entry: Entry) -> Iterator[str]:
    heading = f"**{_escaped(entry.heading)}**" if entry.heading else ""
    marked = " — ".join(filter(None, [heading, _escaped(entry.mark)]))
    text = _escaped(entry.text).replace("\n", "\n  ")
    yield f"- {': '.join(filter(None, [marked, text]))}"
    for small in entry.small:
        yield f"  - {_escaped(small.line)}"


def _escaped(text: str) -> str:
    """The text with Markdown's own characters made harmless; addresses are left to be linked."""
    return " ".join(word if "://" in word else SPECIAL.sub(r"\\\1", word) for word in text.split(" "))
