"""An advisory as one HTML page: no network, no script; for the screen, a screen reader and one or two printed pages."""

from __future__ import annotations

from crdecide.errors import CrdecideError
from crdecide.guideline.patient import Patient

from ..model import Advisory
from .page_html import page_fragment
from .sections import document, provenance


def to_html(advisory: Advisory, patient: Patient | None = None) -> str:
    """The page. With the patient, the measurements are drawn as well.

    Raises:
        CrdecideError: the libraries of ``crdecide[report]`` are not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        from .drawings import pictures

        drawn = pictures(advisory, patient)
    except ModuleNotFoundError as error:
        raise CrdecideError(f"HTML needs {error.name}: pip install 'crdecide[report]'") from None
    loader = PackageLoader("crdecide.advisory.render", ".")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("report.html.jinja")
    return template.render(
        page=page_fragment(advisory),
        sections=document(advisory),
        pictures=drawn,
        disclaimer=advisory.disclaimer,
        provenance=provenance(advisory),
    )
