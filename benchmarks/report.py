"""Writes what was measured into `benchmarks/README.md`, each benchmark into a section of its own, and prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from history import is_trial

README = Path(__file__).with_name("README.md")


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], texts: int) -> list[str]:
    """A table in Markdown; the first `texts` columns are words, the others figures."""
    ruler = ["---" if place < texts else "---:" for place in range(len(heading))]
    return [f"| {' | '.join(row)} |" for row in (heading, ruler, *rows)]


def publish(name: str, lines: Sequence[str]) -> None:
    """Print what was measured; where it is no trial, write it down too."""
    if is_trial():
        print("\n".join(lines), flush=True)
    else:
        write_section(name, lines)


def write_section(name: str, lines: Iterable[str], readme: Path = README) -> None:
    """Print these lines, and put them in place of what was measured before.

    Raises:
        SystemExit: the page has no such section.
    """
    text = "\n".join(lines)
    print(text, flush=True)
    start, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    before, opened, rest = readme.read_text(encoding="utf-8").partition(start)
    _, closed, after = rest.partition(end)
    if not (opened and closed):
        sys.exit(f"{readme.name}: expected a section between {start} and {end}")
    readme.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", encoding="utf-8")
