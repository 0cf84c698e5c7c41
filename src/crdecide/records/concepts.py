"""What the presence, the absence or the end of a coded concept says of the patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crdecide.language.code_maps import Concept

from .statements import Ended, Note, Said, Source, Statement

Found = tuple[str, Concept]
"""A concept of the code map with its name."""


def present(found: Found, source: Source, at: date | None = None) -> Iterator[Said]:
    """It is there (as of now, or on a day)."""
    name, concept = found
    if concept.unused:
        yield Note(f"{concept.label} is not read: {concept.unused}", source, name)
    yield from (Statement(field, value, source, at) for field, value in concept.present.items())


def absent(found: Found, source: Source, at: date | None = None) -> Iterator[Said]:
    """It is not there, as somebody who looked says."""
    _, concept = found
    if not concept.absent:
        yield Note(f"the absence of {concept.label} is not read", source)
    yield from (Statement(field, value, source, at) for field, value in concept.absent.items())


def ended(found: Found, source: Source, at: date | None = None) -> Iterator[Said]:
    """It is over; what stays for life is still there."""
    name, concept = found
    if concept.lifelong:
        yield from present(found, source)
        return
    yield Note(f"{concept.label} is not current here, and is left unknown", source, name)
    yield from (Ended(field, source, at) for field in concept.present)


def doubted(found: Found, source: Source, why: str) -> Iterator[Said]:
    """It may be there or not."""
    yield Note(f"{found[1].label} is left unknown: {why}", source, found[0])
