"""What electronic records say of one child, each statement with where it stands, gathered into a `Patient`."""

from .gather import gather
from .said import Ended, Note, Reading, Said, Source, Statement
from .shown import with_record

__all__ = ["Ended", "Note", "Reading", "Said", "Source", "Statement", "gather", "with_record"]
