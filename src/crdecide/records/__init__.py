"""What electronic records say of one child, each statement with where it stands, gathered into a `Patient`."""

from .provenance import with_record
from .reconciliation import reconcile
from .statements import Ended, NoteKind, Reading, RecordItem, RecordNote, Source, Statement

__all__ = [
    "Ended",
    "NoteKind",
    "Reading",
    "RecordItem",
    "RecordNote",
    "Source",
    "Statement",
    "reconcile",
    "with_record",
]
