"""Pieces of Markdown: tables and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, a line a row."""
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)


def bullets(lines: Iterable[str], empty: str = "None.") -> list[str]:
    """A list, or what is said where it is empty."""
    return [f"- {line}" for line in lines] or [empty]


def section(title: str, lines: Iterable[str]) -> list[str]:
    """A heading with what stands below it."""
    return [f"## {title}", "", *lines, ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(cell: str) -> str:
    """A cell in which a bar does not end the cell."""
    return cell.replace("|", "\\|")
