"""What the tests of renderers of forms share: a server of their pages, our form filled in, and its answers read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from crdecide import Patient, Ruleset
from crdecide.records import fhir
from crdecide.records.fhir.write.populate import prefilled

from .local_http import served_by

Json = dict[str, Any]


class Pages(SimpleHTTPRequestHandler):
    def __init__(self, *request: Any, directory: str, front: str) -> None:
        self.front = front
        super().__init__(*request, directory=directory)

    def do_GET(self) -> None:
        if self.path != "/" or not self.front:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.front.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(directory: Path, front: str = "") -> Iterator[str]:
    """The address at which the files of a folder are, with a front page where the folder has none."""
    with served_by(partial(Pages, directory=str(directory), front=front)) as root:
        yield f"{root}/"


def filled_in(child: Json | None, ruleset: Ruleset) -> Json | None:
    """Our form filled in for a child today, as a form of yesterday says less; None where there is none."""
    if child is None:
        return None
    return prefilled(Patient.model_validate(child), ruleset, subject="Patient/c", authored=datetime.now(UTC))


def read_back(response: Json) -> Patient:
    """What the answers to a finished form say of the child."""
    assert response["status"] == "completed"
    today = datetime.now(UTC).date()
    reading = fhir.read({**response, "subject": {"reference": "Patient/c"}}, on=today)
    assert reading.unread == ()
    return reading.patient
