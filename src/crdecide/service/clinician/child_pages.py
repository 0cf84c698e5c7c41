"""What a page knows of its child, kept for the session only: address and session together hold the key to it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter

from ..store import SealedReport, Store
from ..store.sealed import name_of, seal, unseal

Json = dict[str, Any]
SECRET_BYTES = 32
MINUTE = 60
FORM = "child"
"""Before the turn, the name of the form in which it is kept, beside those of reports."""
NOBODY = "Patient/child"
"""Whose the answers are where there is no EHR: a child without a name or a number."""


@dataclass(frozen=True)
class EhrAccess:
    """The FHIR server that a page was opened from, and the token with which its answers may be kept there."""

    server: str
    token: str = field(repr=False)
    expires: int
    may_keep: bool


@dataclass(frozen=True)
class ChildPage:
    """`record` is a prefetch, empty where there is no EHR; `sent` what was entered here, by control.

    `turn` counts how often something was entered, so that two tabs of one child do not undo each other; `kept` is the
    hash of the answers that are in the record already; `id` tells the answers of one page in the audit store.
    """

    record: Json = field(default_factory=dict, repr=False)
    subject: str = field(default=NOBODY, repr=False)
    sent: dict[str, list[str]] = field(default_factory=dict, repr=False)
    access: EhrAccess | None = None
    turn: int = 0
    kept: str = ""
    id: str = field(default_factory=lambda: str(uuid4()))

    def entered(self, sent: dict[str, list[str]]) -> ChildPage:
        """The same page with what was entered now in the place of what was entered before."""
        return replace(self, sent=sent, turn=self.turn + 1)


PAGE = TypeAdapter(ChildPage)


@dataclass(frozen=True)
class Shelf:
    """Where pages are kept, for `minutes` after they were last used."""

    store: Store
    minutes: int

    def add(self, page: ChildPage, session: str = "") -> str:
        """Keep a page; the secret for its address, which opens it in that session only.

        Raises:
            StoreError: it was not kept.
        """
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self.store.keep(_sealed(page, _both(secret, session), self.minutes))
        return secret

    def keep(self, secret: str, session: str, page: ChildPage, turn: int) -> bool:
        """Keep a page as it is now, in the place of that of a turn; false where another came in between.

        Raises:
            StoreError: it was not kept.
        """
        return self.store.replace_report(_sealed(page, _both(secret, session), self.minutes), instead_of=_form(turn))

    def page(self, secret: str, session: str = "") -> ChildPage | None:
        """The page of that address and session, unless there is none or its time is over.

        Raises:
            StoreError: the database cannot be read.
        """
        both = _both(secret, session)
        row = self.store.report(name_of(both), int(time.time()))
        return None if row is None or not row[1].startswith(FORM) else PAGE.validate_json(unseal(both, row[0]))


def sealed_for_card(page: ChildPage, minutes: int) -> tuple[str, SealedReport]:
    """The secret to put into the link of a card, which opens the page in any session, and what is to be kept."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return secret, _sealed(page, _both(secret, ""), minutes)


def _sealed(page: ChildPage, both: str, minutes: int) -> SealedReport:
    expires = int(time.time()) + minutes * MINUTE
    return SealedReport(name_of(both), seal(both, PAGE.dump_json(page)), _form(page.turn), expires)


def _form(turn: int) -> str:
    return f"{FORM}:{turn}"


def _both(secret: str, session: str) -> str:
    return f"child {secret} {session}"
