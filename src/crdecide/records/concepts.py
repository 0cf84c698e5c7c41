"""What the presence, the absence or the end of a coded concept says of the patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crdecide.language.code_maps import Concept

from .statements import Ended, RecordItem, RecordNote, Source, Statement

NamedConcept = tuple[str, Concept]
"""A concept of the code map with its name."""


def present(named: NamedConcept, source: Source, at: date | None = None) -> Iterator[RecordItem]:
    """It is there (as of now, or on a day)."""
    name, concept = named
    if concept.unused:
        yield RecordNote("not_read", f"{concept.label} is not read: {concept.unused}", source, name)
    for field, value in concept.present.items():
        yield Statement(field, value, source, at)


def absent(named: NamedConcept, source: Source, at: date | None = None) -> Iterator[RecordItem]:
    """It is not there, as somebody who looked says."""
    _, concept = named
    if not concept.absent:
        yield RecordNote("not_read", f"the absence of {concept.label} is not read", source)
    for field, value in concept.absent.items():
        yield Statement(field, value, source, at)


def ended(named: NamedConcept, source: Source, at: date | None = None) -> Iterator[RecordItem]:
    """It is over; what stays for life is still there."""
    name, concept = named
    if concept.lifelong:
        yield from present(named, source)
        return
    yield RecordNote("over", f"{concept.label} is not current here, and is left unknown", source, name)
    for field in concept.present:
        yield Ended(field, source, at)


def doubted(named: NamedConcept, source: Source, why: str) -> Iterator[RecordItem]:
    """It may be there or not."""
    name, concept = named
    yield RecordNote("left_unknown", f"{concept.label} is left unknown: {why}", source, name)
