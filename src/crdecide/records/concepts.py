"""What the presence, the absence or the end of a coded or named concept says of the patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crdecide.language.code_maps import Concept
from crdecide.language.code_meanings import Meaning

from .statements import Ended, Presence, RecordItem, RecordNote, Statement
from .unread import Whereabouts

ConceptMeaning = Meaning[Concept]
Span = tuple[date | None, date | None]
"""The first and the last day that a date may mean."""
NOW: Span = (None, None)
BY_NAME = "it was read by its name alone, which may show that something is there, and never that it is not"


def present(meaning: ConceptMeaning, where: Whereabouts, on: Span | None = None) -> Iterator[RecordItem]:
    """It is there (as of now, or on a day)."""
    if meaning.doubt is not None:
        yield where.in_doubt(meaning, meaning.doubt)
        return
    presence = Presence(meaning.name, meaning.entry.label, True, where.kind_of(meaning))
    source, (first, last) = where.named(meaning.by_name).source, on or NOW
    for field, value in meaning.entry.present.items():
        yield Statement(field, value, source, first, last, presence)


def absent(meaning: ConceptMeaning, where: Whereabouts, on: Span | None = None) -> Iterator[RecordItem]:
    """It is not there, as somebody who looked says."""
    if meaning.by_name is not None:
        yield where.unread(BY_NAME, meaning, grave=False)
    elif meaning.doubt is not None or not meaning.entry.absent or meaning.is_kind:
        yield where.unread(f"the absence of {meaning.entry.label} is not read", meaning, grave=False)
    else:
        presence = Presence(meaning.name, meaning.entry.label, False, where.kind_of(meaning))
        for field, value in meaning.entry.absent.items():
            yield Statement(field, value, where.source, *(on or NOW), presence)


def ended(meaning: ConceptMeaning, where: Whereabouts, at: date | None = None) -> Iterator[RecordItem]:
    """It is over; what stays for life is still there."""
    concept = meaning.entry
    if concept.lifelong:
        yield from present(meaning, where)
        return
    yield RecordNote("over", f"{concept.label} is not current here, and is left unknown", where.source)
    # That one kind of it is over says nothing of the others.
    if meaning.doubt is None and not meaning.is_kind:
        instead = where.in_doubt(meaning, "it was seen on a day, and is over since a day that is not told")
        yield from (Ended(field, where.source, at, instead) for field in concept.present)
