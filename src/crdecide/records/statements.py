"""What can be said by a part of a record: a statement, that something is over, or a note for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from crdecide.guideline.patient import Patient


@dataclass(frozen=True)
class Source:
    """The resource (or the part of a phenopacket) that says something, in which version, and of which date."""

    resource: str
    id: str | None = None
    version: str | None = None
    date: str | None = None

    def __str__(self) -> str:
        name = f"{self.resource}/{self.id}" if self.id else self.resource
        version = f" version {self.version}" if self.version else ""
        return f"{name}{version}{f' of {self.date}' if self.date else ''}"


@dataclass(frozen=True)
class Statement:
    """The value of a field of `Patient`. With `at` it was so on that day; without, it stands as of now."""

    field: str
    value: Any
    source: Source
    at: date | None = None


@dataclass(frozen=True)
class Ended:
    """What the field stands for is over since `at` (None: on a day that is not known)."""

    field: str
    source: Source
    at: date | None = None


@dataclass(frozen=True)
class Note:
    """Something the reader should know: what was left out, or left unknown, and why.

    `about` names the concept of the code map that may be there.
    """

    text: str
    source: Source | None = None
    about: str | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.text}" if self.source else self.text


Said = Statement | Ended | Note


class Reading(NamedTuple):
    """A record as read: the patient, where each field came from, and what was left out or left unknown."""

    patient: Patient
    provenance: Mapping[str, tuple[Source, ...]]
    notes: tuple[Note, ...]
