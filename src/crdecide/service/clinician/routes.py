"""The routes of the clinician's page, which are there only where the settings have it."""

from __future__ import annotations

import json
from functools import partial
from importlib.resources import files
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from ..http_errors import Refusal
from ..web.admission import Intake
from ..web.middleware import is_loopback
from ..wiring import Deployment
from .child_pages import ChildPage
from .opening import Opening
from .page_turns import PageTurns, Turned
from .pages import BASE, error_page, start_page
from .sessions import check_proof, new_session, proof_of, remember, session_of

START = "start"
MOST_BYTES, MOST_FIELDS = 262_144, 2_000
STATIC = {
    "report.css": ("crdecide.advisory.render", "text/css"),
    "form.css": ("crdecide.advisory.render", "text/css"),
    "form.js": ("crdecide.service.clinician", "text/javascript"),
}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors {ancestors}"
)


def add_clinician_page(app: FastAPI, deployment: Deployment) -> None:
    """Its routes, none of them in the description of the service: they are for readers, not for programs."""
    settings = deployment.settings
    if (page := settings.clinician_page) is None:
        return
    intake, opening, turns = Intake(deployment), Opening(deployment, page), PageTurns(deployment, page)
    headers = {"Content-Security-Policy": POLICY.format(ancestors=" ".join(page.frame_ancestors) or "'none'")}

    def html(text: str, status: int = 200) -> HTMLResponse:
        return HTMLResponse(text, status_code=status, headers=headers)

    @app.get(BASE, include_in_schema=False)
    async def start(request: Request) -> Response:
        """Where a child is opened."""
        session = session_of(request) or new_session()
        by_hand = _may_enter_by_hand(request, deployment)
        response = html(start_page(deployment.ruleset, page, proof_of(session, START), by_hand=by_hand))
        remember(response, session, settings)
        return response

    @app.post(f"{BASE}/children", include_in_schema=False)
    async def new_child(request: Request) -> Response:
        """A child of whom nothing is known yet."""
        sent = await _sent(request, intake)
        session = check_proof(request, _one(sent, "proof"), START, settings)
        if not _may_enter_by_hand(request, deployment):
            raise Refusal(403, "beyond this machine the page is opened from an EHR")
        secret = await intake.in_turn(partial(turns.shelf.add, ChildPage(), session))
        return RedirectResponse(f"{BASE}/children/{secret}", status_code=303)

    @app.get(f"{BASE}/cards/{{secret}}", include_in_schema=False)
    async def from_card(secret: str, request: Request) -> Response:
        """The child behind a card's link, opened for this browser."""
        session = session_of(request) or new_session()
        own = await intake.in_turn(partial(opening.of_card, secret, session))
        return _opened(own, session, deployment)

    @app.get(f"{BASE}/launch", include_in_schema=False)
    async def launch(request: Request) -> Response:
        """The way to the EHR, which asks the reader who it is."""
        asked, session = request.query_params, session_of(request) or new_session()
        address = await intake.in_turn(partial(opening.begun, asked.get("iss", ""), asked.get("launch"), session))
        response = RedirectResponse(address, status_code=303)
        remember(response, session, settings)
        return response

    @app.get(f"{BASE}/callback", include_in_schema=False)
    async def callback(request: Request) -> Response:
        """The way back from the EHR, with the code for a token."""
        state, code, error = (request.query_params.get(name, "") for name in ("state", "code", "error"))
        session = session_of(request)
        own = await intake.in_turn(partial(opening.finished, state, code, error, session))
        return _opened(own, session, deployment)

    @app.get(f"{BASE}/children/{{secret}}", include_in_schema=False)
    async def show(secret: str, request: Request) -> Response:
        """What is known, what is asked, and the answer."""
        return _turned(await intake.in_turn(partial(turns.shown, secret, session_of(request))))

    @app.post(f"{BASE}/children/{{secret}}", include_in_schema=False)
    async def answer(secret: str, request: Request) -> Response:
        """The answer with what was entered; or what was entered, to be kept."""
        sent = await _sent(request, intake)
        session = check_proof(request, _one(sent, "proof"), secret, settings)
        work = {"download": turns.downloaded, "keep": turns.kept}.get(_one(sent, "do"), turns.answered)
        return _turned(await intake.in_turn(partial(work, secret, session, sent)))

    def _turned(turned: Turned) -> Response:
        if turned.file is not None:
            disposition = {"Content-Disposition": 'attachment; filename="answers.json"'}
            return Response(json.dumps(turned.file, indent=1), media_type="application/fhir+json", headers=disposition)
        return html(turned.text, turned.status)

    _add_static(app)


def refused_reader(error: Refusal) -> Response:
    """A refusal as a page, in words."""
    headers = {"Content-Security-Policy": POLICY.format(ancestors="'none'"), **error.headers}
    message = f"{error.message[0].upper()}{error.message[1:]}"
    return HTMLResponse(error_page(message), status_code=error.status, headers=headers)


def _add_static(app: FastAPI) -> None:
    for name, (package, kind) in STATIC.items():
        content = files(package).joinpath(name).read_bytes()

        async def static(content: bytes = content, kind: str = kind) -> Response:
            return Response(content, media_type=kind)

        app.get(f"{BASE}/{name}", include_in_schema=False)(static)


def _opened(secret: str, session: str, deployment: Deployment) -> Response:
    response = RedirectResponse(f"{BASE}/children/{secret}", status_code=303)
    remember(response, session, deployment.settings)
    return response


def _may_enter_by_hand(request: Request, deployment: Deployment) -> bool:
    """Whether a child may be entered by somebody of whom nothing is known: on this machine only."""
    return deployment.settings.is_local and is_loopback(request.scope)


async def _sent(request: Request, intake: Intake) -> dict[str, list[str]]:
    """What a form sent.

    Raises:
        Refusal: 413 or 415, it is none of ours.
    """
    body = await intake.form(request, MOST_BYTES)
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refusal(400, "the form cannot be read") from None


def _one(sent: dict[str, list[str]], name: str) -> str:
    return sent.get(name, [""])[0]
