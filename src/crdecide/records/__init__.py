"""What electronic records say of one child, each statement with where it stands, gathered into a `Patient`."""

from .provenance import with_record
from .reconciliation import gather
from .statements import Ended, Note, Reading, Said, Source, Statement

__all__ = ["Ended", "Note", "Reading", "Said", "Source", "Statement", "gather", "with_record"]
