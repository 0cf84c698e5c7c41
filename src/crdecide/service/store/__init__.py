"""The audit store, on SQLite or PostgreSQL."""

from .engine import StoreError
from .records import CardRecord, DecisionRecord, FeedbackRecord
from .store import Store

__all__ = ["CardRecord", "DecisionRecord", "FeedbackRecord", "Store", "StoreError"]
