"""The pages as HTML: a form that works without script, the answer beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from crdecide.advisory.render.page_html import page_fragment
from crdecide.advisory.render.sections import provenance
from crdecide.language.ruleset import Ruleset

from ..hooks.card_words import DANGER_OPEN
from ..hooks.shortening import clause
from ..settings import ClinicianPage
from .assessed import Assessed
from .form_data import Sent
from .question_views import groups_of

if TYPE_CHECKING:
    from jinja2 import Environment

BASE = "/app"
STRIP = 80
"""Characters of what stays in sight."""
ANSWER, NO_ANSWER = "The answer", "No answer: something entered is refused."


@dataclass(frozen=True)
class Shown:
    """What a page needs beside what it says of the child: its own address, the proof for its form, and a message."""

    action: str
    proof: str
    turn: int
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
            turn=shown.turn,
            answer=page_fragment(advisory) if advisory else "",
            provenance=provenance(advisory) if advisory else "",
            danger=assessed.danger,
            danger_open=DANGER_OPEN,
            refusal="; ".join(dict.fromkeys(_refusals(assessed, ruleset))),
            strip=_strip(assessed),
            groups=groups_of(ruleset.form, assessed, sent),
            can_keep=shown.may_keep,
            kept=shown.kept,
            minutes=page.minutes,
        )
    )
    return rendered


def _refusals(assessed: Assessed, ruleset: Ruleset) -> Iterator[str]:
    """What is refused, with the label of its question."""
    labels = {field.path: field.label for group in ruleset.form for field in group.fields}
    for path, why in assessed.refused.items():
        yield why if "“" in why else f"{labels[path]}: {why}"


def _strip(assessed: Assessed) -> str:
    """The gravest in a few words, which stays in sight where the answer does not: on a narrow screen."""
    if (advisory := assessed.advisory) is None:
        return clause(assessed.danger, STRIP) if assessed.danger else NO_ANSWER
    danger = clause(advisory.danger.text, STRIP) if advisory.danger.text else ""
    said = [danger or (DANGER_OPEN if advisory.danger.asks else "")]
    if warnings := sum(alert.severity == "warning" for alert in advisory.alerts):
        said.append(f"{warnings} warning{'s' if warnings > 1 else ''}.")
    return " ".join(filter(None, said)) or ANSWER


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
