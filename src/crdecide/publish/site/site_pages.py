"""All files of the review site, by the path of each below the folder they go to."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from crdecide.language.ruleset import Ruleset

from ..rules_json.data_model import RulesData
from ..rules_json.proof import as_text, prove
from ..rules_json.rules_as_data import rules_data
from .data_of_page import page_data
from .page_script import BROWSER, EVALUATOR, script

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES = (
    ("crdecide.advisory.render", "report.css"),
    ("crdecide.advisory.render", "form.css"),
    ("crdecide.publish.site", "try_a_child.css"),
)
STATUSES = {"draft": "draft rules", "in_review": "draft rules in review", "approved": "approved rules"}


def site_files(ruleset: Ruleset) -> Mapping[str, str]:
    """The text of every file; the same for the same rules and the same crdecide.

    Raises:
        NotTheseRules: the rules as data do not say what the rules say; nothing is to be shown then.
    """
    data = rules_data(ruleset)
    text = as_text(data)
    prove(text, ruleset)
    return {"index.html": _try_a_child(data), "rules.json": text}


def _try_a_child(data: RulesData) -> str:
    program = script((*EVALUATOR, *BROWSER))
    style = "".join((files(package) / name).read_text(encoding="utf-8") for package, name in STYLES)
    known = page_data(data)
    rendered: str = (
        _templates()
        .get_template("try_a_child.html.jinja")
        .render(
            first=data.form[0].fields[0].path,
            manifest=data.manifest,
            status=STATUSES[data.manifest.status],
            provenance=known["provenance"],
            rules=_packed(known),
            script=program,
            script_hash=_hash(program),
            style=style,
            style_hash=_hash(style),
        )
    )
    return rendered


def _packed(known: object) -> str:
    """The data as text that a browser unpacks by itself (DecompressionStream); in plain they stand in rules.json."""
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode(), 9)).decode()


def _hash(text: str) -> str:
    """By which the page lets in this script or style, and no other (Content Security Policy)."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("crdecide.publish.site", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
