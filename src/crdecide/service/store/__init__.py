"""The audit store, on SQLite or PostgreSQL."""

from .records import CardRecord, DecisionRecord, FeedbackRecord
from .store import Store, StoreError

__all__ = ["CardRecord", "DecisionRecord", "FeedbackRecord", "Store", "StoreError"]
