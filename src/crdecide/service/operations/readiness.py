"""Whether calls can be answered."""

from __future__ import annotations

from ..store import StoreError
from ..wiring import Deployment


def unready(deployment: Deployment) -> str:
    """What keeps calls from being answered; nothing where nothing does."""
    try:
        return "" if deployment.store.is_current() else "the database has not been migrated"
    except StoreError:
        return "the database cannot be used"
