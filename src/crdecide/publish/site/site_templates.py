"""The templates of the site's pages, in the same folder as this."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from crdecide.errors import CrdecideError

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def templates() -> Environment:
    """Where the templates are found; what they are given is escaped.

    Raises:
        CrdecideError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise CrdecideError(f"the site needs {error.name}: pip install 'crdecide[report]'") from None

    loader = PackageLoader("crdecide.publish.site", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
