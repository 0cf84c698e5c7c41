"""Whether calls can be answered."""

from __future__ import annotations

from ..store import StoreError
from ..wiring import Deployment
from .logs import logger


def unready(deployment: Deployment) -> str:
    """What keeps calls from being answered; nothing where nothing does."""
    try:
        if not deployment.store.is_current():
            return "the audit store has not been brought up to date"
        deployment.store.check_writable()
    except StoreError as error:
        logger().error("the audit store cannot be used", why=str(error))
        return "the audit store cannot be used"
    return ""
