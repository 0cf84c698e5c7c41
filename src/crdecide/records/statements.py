"""What can be said by a part of a record: a statement, that something is over, that it was not read, or a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from crdecide.advisory.record_out import UnreadKind
from crdecide.guideline.patient import Patient
from crdecide.language.code_systems import Coding


@dataclass(frozen=True)
class Source:
    """The resource (or the part of a phenopacket) that says something, in which version, and of which date.

    `by_name` is the name in our list by which it was read, where no code said it. `codes` are all the codings of what
    was read there; two places that differ in nothing else are one.
    """

    resource: str
    id: str | None = None
    version: str | None = None
    date: str | None = None
    by_name: str | None = None
    codes: tuple[Coding, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        name = f"{self.resource}/{self.id}" if self.id else self.resource
        version = f" version {self.version}" if self.version else ""
        read = f', read by its name "{self.by_name}"' if self.by_name else ""
        return f"{name}{version}{f' of {self.date}' if self.date else ''}{read}"


class Presence(NamedTuple):
    """A concept that is said to be there or not; `kind` is what it may be about where it cannot be used."""

    concept: str
    label: str
    is_there: bool
    kind: UnreadKind


class Statement(NamedTuple):
    """The value of a field of `Patient`. With `at` it was so on that day; without, it stands as of now.

    A date may be as coarse as a year: `at` is its first day and `until` its last. `presence` is the concept that it
    says to be there or not, which may be said in two fields.
    """

    field: str
    value: Any
    source: Source
    at: date | None = None
    until: date | None = None
    presence: Presence | None = None


EMPTY: tuple[Any, ...] = ()
"""The value of a statement that a list is empty: nothing of it is there, as somebody says who looked."""
GRAVEST_FIRST: tuple[UnreadKind, ...] = get_args(UnreadKind)


@dataclass(frozen=True)
class Unread:
    """Something of the record that could not be used: whose it is, its own words and codes, and why.

    `fields` are those of `Patient` that it might have said; `about` names the concept that may be there.
    """

    kind: UnreadKind
    why: str
    source: Source
    text: str = ""
    codings: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    about: str | None = None

    def __str__(self) -> str:
        named = f" ({self.text or ', '.join(self.codings)})" if self.text or self.codings else ""
        return f"{self.source}{named}: {self.why}"


@dataclass(frozen=True)
class Ended:
    """What the field stands for is over since `at` (None: on a day that is not known).

    Where the day is not known, what was so on some day is neither over nor there: `instead` says so.
    """

    field: str
    source: Source
    at: date | None = None
    instead: Unread | None = None


NoteKind = Literal["partial", "other_type", "left_unknown", "taken_as", "over", "drug_use_unknown"]
"""What a note is about, for whoever picks notes; their words are for the reader alone.

- ``partial``: a part of the record did not come, or was not opened.
- ``other_type``: resources of a type of which nothing is read.
- ``left_unknown``: a field that is left unknown, since what is said is too coarse or contradicts itself.
- ``taken_as``: what was read, though the record does not say it in so many codes, and on what ground.
- ``over``: something that was so once and is not taken as being so now.
- ``drug_use_unknown``: a drug that is recognised, and of which it cannot be told whether it is taken.
"""


@dataclass(frozen=True)
class RecordNote:
    """Something the reader should know of how the record was read: what was left unknown, and why."""

    kind: NoteKind
    text: str
    source: Source | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.text}" if self.source else self.text


@dataclass(frozen=True)
class Doubted:
    """That the field may be true after all: a "no" that another part of the record says is then not taken."""

    field: str
    source: Source


RecordItem = Statement | Ended | Doubted | Unread | RecordNote
"""One thing that a record says."""


class Reading(NamedTuple):
    """A record as read: the patient, where each field came from, what was left unknown, and all that was not read."""

    patient: Patient
    provenance: Mapping[str, tuple[Source, ...]]
    notes: tuple[RecordNote, ...]
    unread: tuple[Unread, ...] = ()
