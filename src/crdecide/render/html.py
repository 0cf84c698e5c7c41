"""An advisory as one HTML page: no network, no script; for the screen, a screen reader and one or two printed pages."""

from __future__ import annotations

from ..advisory import Advisory
from ..errors import CrdecideError
from ..patient import Patient
from .document import document, provenance


def to_html(advisory: Advisory, patient: Patient | None = None) -> str:
    """The page. With the patient, the measurements are drawn as well.

    Raises:
        CrdecideError: the libraries of ``crdecide[report]`` are not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        from .pictures import pictures

        drawn = pictures(advisory, patient)
    except ModuleNotFoundError as error:
        raise CrdecideError(f"HTML needs {error.name}: pip install 'crdecide[report]'") from None
    loader = PackageLoader("crdecide.render", ".")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("report.html.jinja")
    return template.render(
        sections=document(advisory),
        pictures=drawn,
        disclaimer=advisory.disclaimer,
        provenance=provenance(advisory),
    )
