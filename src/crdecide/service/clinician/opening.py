"""How a page is opened: from a card, or from an EHR that says which child it is and lets us read its record."""

from __future__ import annotations

import time

from pydantic import TypeAdapter

from ..http_errors import Refusal
from ..settings import ClinicianPage, Ehr
from ..store import SealedReport
from ..store.sealed import name_of, seal, unseal
from ..wiring import Deployment
from . import smart
from .child_pages import MINUTE, ChildPage, EhrAccess, Shelf
from .ehr_record import record_of_child, server_at
from .pages import BASE

FORM = "launch"
LAUNCH_MINUTES = 10
"""As long as a reader may take to log in."""
LAUNCH = TypeAdapter(smart.Launch)


class Opening:
    """The ways in. What a page is opened with is read once, and is of that moment."""

    def __init__(self, deployment: Deployment, page: ClinicianPage) -> None:
        self._deployment, self._page = deployment, page
        self._shelf = Shelf(deployment.store, page.minutes)

    def of_card(self, secret: str, session: str) -> str:
        """The secret of a page of one's own for the child of a card.

        Raises:
            Refusal: 404, there is no such card, or its time is over.
        """
        page = self._shelf.page(secret)
        if page is None:
            raise Refusal(404, "no such link, or its time is over; open the chart again")
        return self._shelf.add(page, session)

    def begun(self, iss: str, launch: str | None, session: str) -> str:
        """Where to send the reader.

        Raises:
            Refusal: 404, no such EHR; 502, it does not do what the launch needs.
        """
        ehr = self._ehr(iss.rstrip("/"))
        try:
            address, begun = smart.begin(ehr, launch, self._redirect_uri, self._deployment.network)
        except smart.NotLaunched as error:
            raise Refusal(502, f"the page cannot be opened from {ehr.name}: {error}") from None
        both = _both(begun.state, session)
        until = int(time.time()) + LAUNCH_MINUTES * MINUTE
        self._deployment.store.keep(SealedReport(name_of(both), seal(both, LAUNCH.dump_json(begun)), FORM, until))
        return address

    def finished(self, state: str, code: str, error: str, session: str) -> str:
        """The secret of the page for the child that the EHR named.

        Raises:
            Refusal: 400, the reader comes back from no launch of this session, or without a code; 502, the EHR gives
                no token, or no Patient.
        """
        both = _both(state, session)
        row = self._deployment.store.take_report(name_of(both), int(time.time())) if session and state else None
        if row is None or row[1] != FORM:
            raise Refusal(400, "no launch of this session is waiting for that; open the page again from the EHR")
        if error or not code:
            raise Refusal(400, "the EHR did not let the page be opened")
        launch = LAUNCH.validate_json(unseal(both, row[0]))
        ehr = self._ehr(launch.iss)
        try:
            token = smart.finish(launch, code, ehr, self._redirect_uri, self._deployment.network)
        except smart.NotLaunched as why:
            raise Refusal(502, f"the page cannot be opened from {ehr.name}: {why}") from None
        return self._shelf.add(self._page_for(token, launch.iss), session)

    def _page_for(self, token: smart.Token, base: str) -> ChildPage:
        settings, network = self._deployment.settings, self._deployment.network
        server = server_at(base, token.access_token, network, settings)
        record = record_of_child(token.patient, server, self._deployment.templates, self._deployment.executor)
        access = EhrAccess(base, token.access_token, token.expires, token.may_keep)
        return ChildPage(record, f"Patient/{token.patient}", access=access)

    def _ehr(self, iss: str) -> Ehr:
        for ehr in self._page.ehrs:
            if ehr.iss == iss:
                return ehr
        raise Refusal(404, "no such EHR is configured")

    @property
    def _redirect_uri(self) -> str:
        return f"{self._deployment.settings.public_url}{BASE}/callback"


def _both(state: str, session: str) -> str:
    return f"launch {state} {session}"
