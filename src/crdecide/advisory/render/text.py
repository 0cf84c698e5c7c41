"""An advisory for the terminal, within 100 columns: the one page, or everything."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..model import Advisory
from .page_text import MARKS, WIDTH, fitting_page, page_lines, text_of_page
from .sections import Entry, Section, document, provenance


def print_page(advisory: Advisory, console: Console) -> None:
    """The one page; what stands out in colour stands out by its words as well."""
    for line in page_lines(fitting_page(advisory)):
        console.print(Text(line, style=_style(line)), soft_wrap=True)


def _style(line: str) -> str:
    if line.startswith(MARKS["danger"]):
        return "bold red"
    return "bold" if line.isupper() else ""


def print_advisory(advisory: Advisory, console: Console) -> None:
    """Everything, section by section, with the disclaimer and provenance."""
    for section in document(advisory):
        _print_section(section, console)
    console.print(Text(advisory.disclaimer, style="italic"))
    console.print(Text(provenance(advisory), style="dim"))


def to_text(advisory: Advisory, *, full: bool = False) -> str:
    """The one page as plain text of at most 100 columns; with `full` everything.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    if not full:
        return text_of_page(advisory)
    text = io.StringIO()
    print_advisory(advisory, Console(file=text, width=WIDTH, color_system=None, force_terminal=False))
    return text.getvalue()


def _print_section(section: Section, console: Console) -> None:
    console.print(Text(section.title.upper(), style="bold underline"))
    for entry in section.entries:
        _print_entry(entry, console)
    if not section.entries:
        console.print(Padding(Text(section.empty), (0, 0, 0, 2), expand=False))
    console.print()


def _print_entry(entry: Entry, console: Console) -> None:
    head = Text(entry.heading, style="bold")
    if entry.mark:
        head.append(f": {entry.mark}" if entry.heading else entry.mark, style="bold yellow" if entry.strong else "cyan")
    if head:
        console.print(Padding(head, (0, 0, 0, 2), expand=False))
    indent = 4 if head else 2
    if entry.text:
        console.print(Padding(Text(entry.text), (0, 0, 0, indent), expand=False))
    for small in entry.small:
        console.print(Padding(Text(small.line, style="dim"), (0, 0, 0, indent), expand=False))
