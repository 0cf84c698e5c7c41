"""An advisory for the terminal, within 100 columns."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..model import Advisory
from .sections import Entry, Section, document, provenance

WIDTH = 100


def print_advisory(advisory: Advisory, console: Console) -> None:
    """The advisory, section by section, with its disclaimer and provenance."""
    for section in document(advisory):
        _print_section(section, console)
    console.print(Text(advisory.disclaimer, style="italic"))
    console.print(Text(provenance(advisory), style="dim"))


def to_text(advisory: Advisory) -> str:
    """The advisory as plain text of at most 100 columns."""
    page = io.StringIO()
    print_advisory(advisory, Console(file=page, width=WIDTH, color_system=None, force_terminal=False))
    return page.getvalue()


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
