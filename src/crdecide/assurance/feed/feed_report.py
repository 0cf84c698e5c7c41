"""What a feed can ever say, as a program reads it: its fields, what is never said with it, and what would open that."""

from __future__ import annotations

from typing import Final, Literal

from crdecide.advisory.part import Part

from .feed_outcomes import OutcomeKind

FEED_SCHEMA_VERSION: Final = "1"
OpenedBy = Literal["record", "code", "question"]
"""What it takes: another record with codes of the kinds that the feed sends, codes of other kinds, or a question."""


class FeedCodeOut(Part):
    """A code, with our name of its system or the system's address, and its name in our lists where they have it."""

    system: str
    code: str
    display: str = ""


class NotReadOut(Part):
    """A record that could not be read: where it stands, and why."""

    where: str
    why: str


class PrefetchKeyOut(Part):
    """A key of a prefetch: in how many requests it was sent, and in how many with a resource in it."""

    key: str
    requests: int
    with_data: int


class RecordsOut(Part):
    """On what the report rests; `partial` are records of which the feed itself said that something was left out."""

    files: int
    read: int
    children: int
    not_read: tuple[NotReadOut, ...]
    partial: int
    prefetch: tuple[PrefetchKeyOut, ...]


class FieldOriginOut(Part):
    """Where a field was read from, and in how many records: a code, a name in our lists, or neither."""

    resource: str
    code: FeedCodeOut | None = None
    by_name: str | None = None
    records: int


class FieldOut(Part):
    """A field that some rule reads: in how many records it was known, as what, and from where."""

    field: str
    question: str
    known_in: int
    values: tuple[str, ...]
    origins: tuple[FieldOriginOut, ...]


class AdditionOut(Part):
    """Something that the feed might say besides; `or_else` are others that would do as much here.

    Without codes it is an element of a record, or, where there is a question, something that no code says.
    """

    says: dict[str, tuple[str, ...]]
    label: str
    way: str | None = None
    sent_as: str | None = None
    codes: tuple[FeedCodeOut, ...] = ()
    or_else: tuple[str, ...] = ()
    question: str | None = None


class NeverOut(Part):
    """Something that is never said of any child with this feed, what it takes, and the smallest sets that open it."""

    kind: OutcomeKind
    id: str
    value: str
    label: str
    opened_by: OpenedBy
    openings: tuple[tuple[AdditionOut, ...], ...]


class StepOut(Part):
    """What is added together, and what can then be said after the steps before."""

    additions: tuple[AdditionOut, ...]
    opens: tuple[str, ...]


class UnreadCodeOut(Part):
    """A code that was met, and from which nothing was ever read: how often, in how many records, and why."""

    resource: str
    code: FeedCodeOut
    times: int
    records: int
    why: str


class UnreadTypeOut(Part):
    """A type of resource of which nothing is read, and how many there were."""

    type: str
    times: int


class FeedReport(Part):
    """The report. `outcomes` counts all that an advisory may say of anybody.

    `kinds_never_sent` are kinds of entries, such as drugs, of which no code was met in any record.
    """

    schema_version: Literal["1"] = FEED_SCHEMA_VERSION
    records: RecordsOut
    kinds_never_sent: tuple[str, ...]
    fields: tuple[FieldOut, ...]
    outcomes: int
    never: tuple[NeverOut, ...]
    records_to_look_for: tuple[StepOut, ...]
    codes_to_send: tuple[StepOut, ...]
    questions_to_ask: tuple[StepOut, ...]
    unread_codes: tuple[UnreadCodeOut, ...]
    unread_types: tuple[UnreadTypeOut, ...]
    ruleset: str
    ruleset_sha256: str
    site_codes: str | None = None
    crdecide: str

    @property
    def fields_known(self) -> int:
        """How many of the fields ever became known."""
        return sum(field.known_in > 0 for field in self.fields)
