"""What is written to the audit store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

Outcome = Literal["answered", "quiet", "refused", "failed"]


@dataclass(frozen=True)
class CardRecord:
    """A card that was sent, and what it was about."""

    uuid: str
    topic: str


@dataclass(frozen=True)
class DecisionRecord:
    """One call of a service and what came of it. `request` and `response` are kept where health data may be."""

    id: str
    made_at: datetime
    client: str
    iss: str
    service: str
    hook_instance: str
    outcome: Outcome
    status: int
    scope: str | None
    input_sha256: str
    output_sha256: str
    ruleset_sha256: str
    crdecide: str
    cards: tuple[CardRecord, ...] = ()
    request: Any = None
    response: Any = None


@dataclass(frozen=True)
class UsedToken:
    """The id of a token by its issuer, to be kept until the token expires (seconds since 1970)."""

    issuer: str
    name: str
    expires: int

    @cached_property
    def sha256(self) -> str:
        """The key under which it is kept: what a caller sent is not."""
        return hashlib.sha256(f"{self.issuer}\0{self.name}".encode()).hexdigest()


@dataclass(frozen=True)
class SealedReport:
    """What only the holder of a link may open, to be kept until it expires (seconds since 1970)."""

    name: str
    sealed: bytes = field(repr=False)
    form: str
    expires: int


Kept = UsedToken | DecisionRecord | SealedReport
"""What a call keeps, all of it at once."""


@dataclass(frozen=True)
class FeedbackRecord:
    """What became of one card."""

    id: str
    received_at: datetime
    client: str
    service: str
    card: str
    outcome: Literal["accepted", "overridden"]
    outcome_at: datetime
    accepted_suggestions: tuple[str, ...] = field(default=())
    reason_system: str | None = None
    reason_code: str | None = None
    user_comment: str | None = None
