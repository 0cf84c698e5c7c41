"""A pinned text has a line with its hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crdecide.errors import Problem, nearest

from ..signoff import PinLine, pinned_texts, read_lines
from ..signoff.pin_lines import hash_of
from .draft import Draft


def signoff_problems(draft: Draft) -> Iterator[Problem]:
    """Pinned texts that are new or changed, and lines that cannot be read."""
    if draft.pinned is None:
        return
    for index, name in enumerate(draft.pinned.cards):
        if name not in draft.card_ids:
            message = f"unknown card '{name}'{nearest(name, draft.card_ids)}"
            yield draft.problem("pinned", ("cards", index), message)
    lines = _last_lines(draft)
    yield from _unreadable(draft)
    yield from _without_line(draft, lines)


def _last_lines(draft: Draft) -> dict[str, PinLine]:
    return {line.name: line for line in read_lines(draft.signoff_lines) if isinstance(line, PinLine)}


def _unreadable(draft: Draft) -> Iterator[Problem]:
    for number in read_lines(draft.signoff_lines):
        if isinstance(number, int):
            message = f"line {number} of signoff/lines.txt cannot be read; expected 'id sha256 date unsigned'"
            yield draft.problem("pinned", (), message)


def _without_line(draft: Draft, lines: Mapping[str, PinLine]) -> Iterator[Problem]:
    texts = pinned_texts(draft.pinned, draft.caveats, draft.cards) if draft.pinned else {}
    for name, text in texts.items():
        line = lines.get(name)
        if line is not None and line.sha256 == hash_of(text):
            continue
        what = "has changed since its last line" if line else "has no line"
        message = (
            f"the pinned text {name} {what} in signoff/lines.txt; expected one with the hash of what it says now, "
            "which 'crdecide rules pin' adds"
        )
        yield _problem_of(draft, name, message)


def _problem_of(draft: Draft, name: str, message: str) -> Problem:
    kind, _, owner = name.partition("/")
    return (
        draft.problem("caveats", (owner, "text"), message)
        if kind == "caveat"
        else draft.problem(owner, ("says",), message)
    )
