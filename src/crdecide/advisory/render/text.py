"""An advisory as plain text within 100 columns, and in colours for the terminal: the one page, or everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..model import Advisory
from .page_text import MARKS, WIDTH, fitting_page, page_lines
from .sections import Entry, Section, document, provenance

if TYPE_CHECKING:
    from rich.console import Console


class Line(NamedTuple):
    """A line, its style, and words in it that stand out in another; the styles are for a terminal alone."""

    text: str
    style: str = ""
    mark: str = ""
    mark_style: str = ""


def to_text(advisory: Advisory, *, full: bool = False, width: int = WIDTH) -> str:
    """The one page as plain text of at most `width` columns; with `full` everything.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    return "".join(f"{line.text}\n" for line in _lines(advisory, width, full=full))


def print_text(advisory: Advisory, console: Console, *, full: bool = False) -> None:
    """The same on a terminal; what stands out in colour stands out by its words as well."""
    from rich.text import Text

    for line in _lines(advisory, console.width, full=full):
        shown = Text(line.text, style=line.style)
        if line.mark:
            shown.highlight_words([line.mark], line.mark_style)
        console.print(shown, soft_wrap=True)


def _lines(advisory: Advisory, width: int, *, full: bool) -> Iterator[Line]:
    if full:
        yield from _all_lines(advisory, width)
    else:
        yield from (Line(line, _style(line)) for line in page_lines(fitting_page(advisory), width))


def _style(line: str) -> str:
    if line.startswith(MARKS["danger"]):
        return "bold red"
    return "bold" if line.isupper() else ""


def _all_lines(advisory: Advisory, width: int) -> Iterator[Line]:
    """Everything, section by section, with the disclaimer and provenance."""
    for section in document(advisory):
        yield from _section(section, width)
    yield from _wrapped(Line(advisory.disclaimer, "italic"), 0, width)
    yield from _wrapped(Line(provenance(advisory), "dim"), 0, width)


def _section(section: Section, width: int) -> Iterator[Line]:
    yield Line(section.title.upper(), "bold underline")
    for entry in section.entries:
        yield from _entry(entry, width)
    if not section.entries:
        yield from _wrapped(Line(section.empty), 2, width)
    yield Line("")


def _entry(entry: Entry, width: int) -> Iterator[Line]:
    head = ": ".join(filter(None, (entry.heading, entry.mark)))
    if head:
        yield from _wrapped(Line(head, "bold", entry.mark, "bold yellow" if entry.strong else "cyan"), 2, width)
    indent = 4 if head else 2
    if entry.text:
        yield from _wrapped(Line(entry.text), indent, width)
    for small in entry.small:
        yield from _wrapped(Line(small.line, "dim"), indent, width)


def _wrapped(line: Line, indent: int, width: int) -> Iterator[Line]:
    """The line as many, none wider than `width`; where it breaks itself, it breaks."""
    for part in line.text.splitlines():
        for text in _filled(part.split(), width - indent):
            yield Line(f"{' ' * indent}{text}", line.style, line.mark, line.mark_style)


def _filled(words: Iterable[str], room: int) -> Iterator[str]:
    """The words in lines; one that is longer than a line, such as an address, begins a line and fills it."""
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if len(joined) <= room:
            line = joined
            continue
        if line:
            yield line
        *whole, line = [word[start : start + room] for start in range(0, len(word), room)]
        yield from whole
    if line:
        yield line
