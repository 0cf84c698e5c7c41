"""How a record was read, as an advisory tells it: where fields came from, and all that was not read."""

from __future__ import annotations

from typing import Literal

from .part import Part


class ReadFromOut(Part):
    """A field of the patient record, and the resources (type, id, version, date) that it was read from."""

    field: str
    sources: tuple[str, ...]


UnreadKind = Literal["danger", "drug", "tumour", "condition", "observation", "procedure", "allergy", "vaccine", "other"]
"""What something that was not read may be about, the gravest first."""


class UnreadOut(Part):
    """Something of the record that could not be used: where it stands, its own words and codes, and why.

    `could_say` are the fields that it might have said. The words are the record's own, on one line.
    """

    resource: str
    text: str
    codings: tuple[str, ...]
    why: str
    kind: UnreadKind
    could_say: tuple[str, ...] = ()


class SiteCodesOut(Part):
    """The file of a site's own codes by which a record was read as well."""

    site: str
    sha256: str


class RecordOut(Part):
    """How a record was read: where each field came from, what was left unknown, and all that was not read."""

    fields: tuple[ReadFromOut, ...]
    notes: tuple[str, ...]
    unread: tuple[UnreadOut, ...] = ()
    site_codes: SiteCodesOut | None = None
