"""The program of the page, put together from its files: plain script, so that it runs from a file on a disk."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

EVALUATOR = ("conditions", "readings", "diagrams", "questions", "answer", "one_page", "record_checks")
"""The files that answer for a record; none of them knows of a browser."""
BROWSER = ("unpacking", "gherkin", "form_fields", "shown_answer", "try_a_child")


def script(names: Iterable[str]) -> str:
    """The files one after the other, without comments that stand alone and without indentation."""
    return joined((files("crdecide.publish.site") / f"{name}.js").read_text(encoding="utf-8") for name in names)


def joined(texts: Iterable[str]) -> str:
    """The same of files that have been read."""
    lines = ['"use strict";']
    for text in texts:
        lines += filter(_is_code, map(str.strip, text.splitlines()))
    return "\n".join([*lines, ""])


def _is_code(line: str) -> bool:
    return bool(line) and not line.startswith("//")
