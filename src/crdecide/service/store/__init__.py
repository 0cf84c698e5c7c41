"""The audit store, on SQLite or PostgreSQL."""

from .engine import StoreError
from .records import CardRecord, DecisionRecord, FeedbackRecord, SealedReport, UsedToken
from .store import AlreadyUsed, Store

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
