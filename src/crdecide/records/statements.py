"""What can be said by a part of a record: a statement, that something is over, or a note for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

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


NoteKind = Literal[
    "left_out", "not_read", "partial", "left_unknown", "over",
    "drug_left_out", "drug_not_recognised", "drug_use_unknown",
]  # fmt: skip
"""What a note is about, for whoever picks notes; their words are for the reader alone.

- ``left_out``: a resource or an entry that cannot be used at all: broken, or it does not say whose it is.
- ``not_read``: something that is recognised, or of a type that is known, and that no field is read from.
- ``partial``: a part of the record did not come, or was not opened.
- ``left_unknown``: a field that is left unknown, since what is said is in doubt, too coarse or contradicts itself.
- ``over``: something that was so once and is not taken as being so now.
- ``drug_left_out``: ``left_out``, of an order of a drug or of a statement on one.
- ``drug_not_recognised``: a drug whose code is not in the code map, so that nothing was checked for it.
- ``drug_use_unknown``: a drug that is recognised, and of which it cannot be told whether it is taken.
"""


@dataclass(frozen=True)
class RecordNote:
    """Something the reader should know: what was left out, or left unknown, and why.

    `about` names the concept of the code map that may be there.
    """

    kind: NoteKind
    text: str
    source: Source | None = None
    about: str | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.text}" if self.source else self.text


RecordItem = Statement | Ended | RecordNote
"""One thing that a record says."""


class Reading(NamedTuple):
    """A record as read: the patient, where each field came from, and what was left out or left unknown."""

    patient: Patient
    provenance: Mapping[str, tuple[Source, ...]]
    notes: tuple[RecordNote, ...]
