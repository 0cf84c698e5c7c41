"""The audit store, on SQLite or PostgreSQL."""

from .engine import StoreError
from .kept_rows import AlreadyUsed
from .records import CardRecord, DecisionRecord, FeedbackRecord, SealedReport, UsedToken
from .store import Store

__all__ = [
    "AlreadyUsed",
    "CardRecord",
    "DecisionRecord",
    "FeedbackRecord",
    "SealedReport",
    "Store",
    "StoreError",
    "UsedToken",
]
