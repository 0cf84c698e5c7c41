"""The program of the page, put together from its files: plain script, so that it runs from a file on a disk."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

EVALUATOR = ("conditions", "readings", "diagrams", "questions", "answer", "one_page", "record_checks")
"""The files that answer for a record; none of them knows of a browser."""
EDITING = (
    "edit_page/rebuilt_diagrams", "edit_page/rebuilt_answers", "edit_page/smallest_child", "edit_page/answer_changes",
    "edit_page/card_yaml",
)  # fmt: skip
"""Those that say, after EVALUATOR, what a changed card changes; they know of no browser either."""
EDITING_BROWSER = (
    "unpacking", "form_fields", "shown_answer", "edit_page/condition_form", "edit_page/words_form",
    "edit_page/shown_changes", "edit_page/shown_edit", "edit_page/edit_a_card",
)  # fmt: skip
BROWSER = ("unpacking", "gherkin", "form_fields", "if_answered", "shown_answer", "try_a_child")


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
