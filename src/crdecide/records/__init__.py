"""What electronic records say of one child, each statement with where it stands, gathered into a `Patient`."""

from .provenance import advise_reading, advise_record
from .reconciliation import reconcile
from .statements import Ended, NoteKind, Reading, RecordItem, RecordNote, Source, Statement, Unread

__all__ = [
    "Ended",
    "NoteKind",
    "Reading",
    "RecordItem",
    "RecordNote",
    "Source",
    "Statement",
    "Unread",
    "advise_reading",
    "advise_record",
    "reconcile",
]
