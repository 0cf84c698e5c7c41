"""How a record was read, as an advisory tells it: where fields came from, and all that was not read."""

from typing import Literal

from .part import Part


class ReadFromOut(Part):
    """A field of the patient record, and what it was read from."""

    field: str
    """The field of the patient record, as a dotted path."""
    sources: tuple[str, ...]
    """The resources that it was read from: type, id, version and date."""


UnreadKind = Literal["danger", "drug", "tumour", "condition", "observation", "procedure", "allergy", "vaccine", "other"]
"""What something that was not read may be about, the gravest first."""


class UnreadOut(Part):
    """Something of the record that could not be used: where it stands, its own words and codes, and why."""

    resource: str
    """The resource that it stands in."""
    text: str
    """The record's own words, on one line."""
    codings: tuple[str, ...]
    """Its codes, each with its system."""
    why: str
    """Why it could not be used."""
    kind: UnreadKind
    """What it may be about."""
    could_say: tuple[str, ...] = ()
    """The fields of the patient record that it might have said, as dotted paths."""


class SiteCodesOut(Part):
    """The file of a site's own codes by which a record was read as well."""

    site: str
    """The site, as its file names it."""
    sha256: str
    """SHA-256 of that file."""


class RecordOut(Part):
    """How a record was read: where each field came from, what was left unknown, and all that was not read."""

    fields: tuple[ReadFromOut, ...]
    """Where each field came from."""
    notes: tuple[str, ...]
    """What was left unknown, and why."""
    unread: tuple[UnreadOut, ...] = ()
    """All that could not be used, the gravest first."""
    site_codes: SiteCodesOut | None = None
    """The site's own codes by which it was read as well, if there were any."""
