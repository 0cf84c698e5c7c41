"""The pages as HTML: a form that works without script, the answer beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from crdecide.advisory.render.page_html import page_fragment
from crdecide.advisory.render.sections import provenance
from crdecide.language.ruleset import Ruleset

from ..settings import ClinicianPage
from .assessed import Assessed
from .form_data import Sent
from .question_views import groups_of

if TYPE_CHECKING:
    from jinja2 import Environment

BASE = "/app"


@dataclass(frozen=True)
class Shown:
    """What a page needs beside what it says of the child: its own address, the proof for its form, and a message."""

    action: str
    proof: str
    may_keep: bool
    kept: str = ""


def form_page(assessed: Assessed, sent: Sent, ruleset: Ruleset, page: ClinicianPage, shown: Shown) -> str:
    """The page of a child."""
    advisory = assessed.advisory
    rendered: str = (
        _templates()
        .get_template("form.html.jinja")
        .render(
            base=BASE,
            action=shown.action,
            proof=shown.proof,
            answer=page_fragment(advisory) if advisory else "",
            provenance=provenance(advisory) if advisory else "",
            danger=assessed.danger,
            refusal="; ".join(dict.fromkeys(assessed.refused.values())),
            groups=groups_of(ruleset.form, assessed, sent),
            can_keep=shown.may_keep,
            kept=shown.kept,
            minutes=page.minutes,
        )
    )
    return rendered


def start_page(ruleset: Ruleset, page: ClinicianPage, proof: str, *, by_hand: bool) -> str:
    """The page from which a child is opened."""
    template = _templates().get_template("start.html.jinja")
    intended = ruleset.manifest.intended_use
    rendered: str = template.render(base=BASE, intended_use=intended, ehrs=page.ehrs, by_hand=by_hand, proof=proof)
    return rendered


def error_page(message: str) -> str:
    """What a reader is told who gets no page."""
    rendered: str = _templates().get_template("error.html.jinja").render(base=BASE, message=message)
    return rendered


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("crdecide.service.clinician", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
