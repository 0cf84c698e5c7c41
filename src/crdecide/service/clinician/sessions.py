"""Which reader it is: a cookie that only this browser has, and the proof that a form came from a page of ours."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from ..http_errors import Refusal
from ..settings import Settings

COOKIE = "crdecide_session"
BYTES = 32
SESSION = re.compile(r"[A-Za-z0-9_-]{43}")


def session_of(request: Request) -> str:
    """The session of the browser; '' where it has none."""
    given = request.cookies.get(COOKIE, "")
    return given if SESSION.fullmatch(given) else ""


def new_session() -> str:
    """A session that nobody had before."""
    return secrets.token_urlsafe(BYTES)


def remember(response: Response, session: str, settings: Settings) -> None:
    """Give the browser its session, to be sent to the page only and gone when the browser is closed.

    In a frame of the EHR a browser sends no other cookie than one that is for every site.
    """
    secure = settings.public_url.startswith("https:")
    framed = secure and settings.clinician_page is not None and bool(settings.clinician_page.frame_ancestors)
    same_site = "none" if framed else "lax"
    response.set_cookie(COOKIE, session, path="/app", httponly=True, secure=secure, samesite=same_site)  # type: ignore[arg-type]


def proof_of(session: str, about: str) -> str:
    """What a form has to bring along: it follows from the session, which no other site knows."""
    return hmac.new(session.encode(), about.encode(), hashlib.sha256).hexdigest()


def check_proof(request: Request, sent: str, about: str, settings: Settings) -> str:
    """The session of a form that is from a page of ours.

    Raises:
        Refusal: 403, it is not.
    """
    session, origin = session_of(request), request.headers.get("origin")
    if not session or not hmac.compare_digest(sent.encode(), proof_of(session, about).encode()):
        raise Refusal(403, "the form is not from a page of this session; open the page again")
    if origin not in (None, "null", settings.public_url):
        raise Refusal(403, "the form is from another site")
    return session
