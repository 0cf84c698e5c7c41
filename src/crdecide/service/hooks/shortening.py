"""What a card shows of a long section, and of a long text. Caveats are never shortened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crdecide.advisory.render.sections import Entry, Section, SmallPrint

from . import card_words as words

SHOWN_QUESTIONS, SHOWN_SOURCES = 5, 3


def first_questions(section: Section) -> Section:
    """The first few entries; the full advisory has all."""
    left = len(section.entries) - SHOWN_QUESTIONS
    if left <= 0:
        return section
    more = Entry("more", text=words.MORE_QUESTIONS.format(number=left))
    return replace(section, entries=(*section.entries[:SHOWN_QUESTIONS], more))


def brief(section: Section) -> Section:
    """The section for a card with a link to the full advisory: of each option the first reason, and few sources."""
    return replace(section, entries=tuple(_brief_entry(entry, section) for entry in section.entries))


def _brief_entry(entry: Entry, section: Section) -> Entry:
    # The reasons of an option stand a line each. Of nothing else is text left out: a caveat is read whole.
    text = entry.text.partition("\n")[0] if section.kind == "options" else entry.text
    return replace(entry, text=text, small=tuple(_brief_print(entry.small)))


def _brief_print(small: tuple[SmallPrint, ...]) -> Iterator[SmallPrint]:
    """No rules; of the sources the first few, since those of the rules that give the stance come first."""
    for line in small:
        if line.kind == "evidence" and len(line.items) > SHOWN_SOURCES:
            yield replace(line, items=line.items[:SHOWN_SOURCES], more=len(line.items) - SHOWN_SOURCES)
        elif line.kind != "rules":
            yield line


def shortened(text: str, most: int) -> str:
    """The text, cut between words where it is longer, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0]}…"
