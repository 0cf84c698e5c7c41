"""An advisory as one HTML page: no network, no script; for the screen, a screen reader and one or two printed pages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from crdecide.errors import MissingLibrary
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient

from ..model import Advisory
from .drawings import pictures
from .page_html import page_fragment
from .sections import document, provenance

if TYPE_CHECKING:
    from jinja2 import Environment

LINKABLE = re.compile(r"://|@|\.\w")
"""Where this is not found, `urlize` finds no address either, and takes much longer: most of an advisory has none."""


def to_html(advisory: Advisory, patient: Patient | None = None) -> str:
    """The page. With the patient, the measurements are drawn as well.

    Raises:
        InvalidPatient: the patient was altered to one that is none.
        MissingLibrary: the libraries of ``crdecide[report]`` are not installed.
    """
    child = patient and read_patient(patient)
    read = templates()
    picture = read.get_template("picture.svg.jinja")
    rendered: str = read.get_template("report.html.jinja").render(
        page=page_fragment(advisory),
        sections=document(advisory),
        pictures=pictures(advisory, child, lambda canvas: picture.render(canvas=canvas)),
        disclaimer=advisory.disclaimer,
        provenance=provenance(advisory),
    )
    return rendered


@cache
def templates() -> Environment:
    """The templates, read once; whatever they are given is escaped."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise MissingLibrary("HTML", "report", error) from None
    loader = PackageLoader("crdecide.advisory.render", ".")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.tests["linkable"] = LINKABLE.search
    return made
