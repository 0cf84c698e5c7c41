"""Logs as JSON lines on standard error, each with the id of its request; never a value that a caller sent but ids."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from functools import cache
from typing import Any

import structlog

MOST_FRAMES = 8
OWN = "crdecide.service"
IDS: ContextVar[dict[str, str]] = ContextVar("ids")
"""The ids of the request in hand; one dictionary for all its threads, each of which has a copy of the context."""


def begin(request_id: str) -> None:
    """Begin the log of a request."""
    IDS.set({"request_id": request_id})


def bind(**ids: str) -> None:
    """Add ids to the log lines of the request in hand: hookInstance, client."""
    IDS.get({}).update(ids)


def with_ids(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The ids of the request in hand, on each of its lines."""
    return {**event, **IDS.get({})}


def configure() -> None:
    """Send all logs, those of the libraries too, to standard error in one form."""
    logger.cache_clear()
    form: list[Any] = [
        with_ids,
        structlog.stdlib.add_log_level,
        with_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_values,
    ]
    as_json = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*form, as_json],
        # Not by way of the standard library: each request has a line, and there it would be put together twice.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=form, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, as_json]
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)


def with_name(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Whose line it is: a library's, or the service's own."""
    record = event.get("_record")
    event["logger"] = record.name if record else OWN
    return event


def without_values(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """An exception as its type and the places it came through: its message may quote what was sent."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
        event["error"] = type(error).__name__
        event["where"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    return event


@cache
def logger() -> Any:
    """The service's own log."""
    return structlog.get_logger()
