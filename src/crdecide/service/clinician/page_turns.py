"""What happens to the page of a child: it is shown, answered, its answers downloaded, or kept in the record."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, replace
from typing import Any

from ..hooks.messages import now
from ..http_errors import Refusal
from ..prefetch.network import NotFetched
from ..settings import ClinicianPage
from ..wiring import Deployment
from .assessed import Assessed, assess, response_of
from .child_pages import ChildPage, Shelf
from .ehr_record import server_at
from .form_data import Answers, Sent, answers_of
from .page_audit import keep_answer
from .pages import BASE, Shown, form_page
from .sessions import proof_of

Json = dict[str, Any]
OURS = ("proof", "do", "turn")
OTHER_TAB = "this child was answered in another tab since; nothing was taken from this one: open the page again"
NOTHING = "Nothing was kept: nothing has been answered here."
KEPT_BEFORE = "These answers are in the record already."
KEPT = "Kept in the record as {place}."
NOT_KEPT = "Not kept in the record: {why}."


@dataclass(frozen=True)
class Turned:
    """A page with its status, or a file."""

    text: str = ""
    status: int = 200
    file: Json | None = None


class PageTurns:
    """The pages of one deployment; each knows its child by the secret of its address and the session."""

    def __init__(self, deployment: Deployment, page: ClinicianPage) -> None:
        self._deployment, self._page = deployment, page
        self.shelf = Shelf(deployment.store, page.minutes)

    def shown(self, secret: str, session: str) -> Turned:
        """The page as it was left.

        Raises:
            Refusal: 404, there is none for this session, or its time is over.
        """
        page = self._page_of(secret, session)
        assessed, _ = self._assessed(page)
        return self._turned(page, assessed, secret, session)

    def answered(self, secret: str, session: str, sent: dict[str, list[str]]) -> Turned:
        """The page with what was entered now, which is kept for the session.

        Raises:
            Refusal: as `shown`.
        """
        page, assessed, _ = self._entered(secret, session, sent)
        return self._turned(page, assessed, secret, session)

    def downloaded(self, secret: str, session: str, sent: dict[str, list[str]]) -> Turned:
        """The answers as a file; the page again where one of them is refused.

        Raises:
            Refusal: as `shown`.
        """
        # A file leaves the page as it stands, so that its turn has to stay as well.
        page = self._to_be_entered(secret, session, sent)
        assessed, answers = self._assessed(page)
        if assessed.advisory is None or not answers.values:
            page, assessed, answers = self._entered(secret, session, sent)
            said = "" if assessed.advisory is None else NOTHING
            return self._turned(page, assessed, secret, session, said)
        return Turned(file=response_of(answers.values, page.subject, self._deployment.ruleset, now()))

    def kept(self, secret: str, session: str, sent: dict[str, list[str]]) -> Turned:
        """The page, once the answers are in the record, or with why they are not.

        Raises:
            Refusal: as `shown`.
        """
        page, assessed, answers = self._entered(secret, session, sent)
        if assessed.advisory is None:
            return self._turned(page, assessed, secret, session)
        digest = hashlib.sha256(json.dumps(page.sent, sort_keys=True).encode()).hexdigest()
        if page.kept == digest:
            return self._turned(page, assessed, secret, session, KEPT_BEFORE)
        said, is_kept = self._keep(page, answers)
        if is_kept:
            page = replace(page, kept=digest)
            self.shelf.keep(secret, session, page, page.turn)
        return self._turned(page, assessed, secret, session, said)

    def _keep(self, page: ChildPage, answers: Answers) -> tuple[str, bool]:
        """What is said of keeping the answers, and whether they are kept."""
        if not answers.values:
            return NOTHING, False
        if page.access is None or page.access.expires <= time.time():
            return NOT_KEPT.format(why="the time that the EHR gave is over; open the page from it again"), False
        response = response_of(answers.values, page.subject, self._deployment.ruleset, now())
        server = server_at(page.access.server, page.access.token, self._deployment.network, self._deployment.settings)
        try:
            return KEPT.format(place=server.create(response)), True
        except NotFetched as error:
            return NOT_KEPT.format(why=error), False

    def _entered(self, secret: str, session: str, sent: Sent) -> tuple[ChildPage, Assessed, Answers]:
        page = self._to_be_entered(secret, session, sent)
        assessed, answers = self._assessed(page)
        # Not before it was assessed: what cannot be shown would keep the page from being shown at all.
        if not self.shelf.keep(secret, session, page, page.turn - 1):
            raise Refusal(409, OTHER_TAB)
        return page, assessed, answers

    def _to_be_entered(self, secret: str, session: str, sent: Sent) -> ChildPage:
        """The page with what was entered in its turn."""
        page = self._page_of(secret, session)
        if sent.get("turn", [""])[0] != str(page.turn):
            raise Refusal(409, OTHER_TAB)
        return page.entered({name: [*values] for name, values in sent.items() if name not in OURS and any(values)})

    def _assessed(self, page: ChildPage) -> tuple[Assessed, Answers]:
        ruleset = self._deployment.ruleset
        answers = answers_of(ruleset.form, page.sent)
        return assess(page, answers, ruleset, now()), answers

    def _page_of(self, secret: str, session: str) -> ChildPage:
        page = self.shelf.page(secret, session) if session else None
        if page is None:
            raise Refusal(404, "no such page in this session, or its time is over; open it again where you came from")
        return page

    def _turned(self, page: ChildPage, assessed: Assessed, secret: str, session: str, kept: str = "") -> Turned:
        may_keep = page.access is not None and page.access.may_keep
        shown = Shown(f"{BASE}/children/{secret}", proof_of(session, secret), page.turn, may_keep, kept)
        text = form_page(assessed, page.sent, self._deployment.ruleset, self._page, shown)
        keep_answer(page, assessed, text, self._deployment.store, self._deployment.ruleset)
        return Turned(text, 200 if assessed.advisory is not None else 422)
