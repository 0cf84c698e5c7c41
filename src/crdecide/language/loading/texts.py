"""Every text of a rule set that reaches a reader: where it stands, and what form it has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..conditions import Path
from ..wording.text_check import TextForm
from .yaml_file import YamlFile

FORMS: Mapping[str, TextForm] = {
    "text": "statement", "because": "statement", "reason": "statement", "says": "statement", "undecided": "statement",
    "silent": "statement", "unknown": "statement", "disclaimer": "statement", "short": "statement",
    "short_disclaimer": "statement", "known_limits": "statement", "says_none": "statement",
    "title": "phrase", "label": "phrase", "note": "phrase", "unused": "phrase", "interval": "phrase", "unit": "phrase",
    "how": "phrase", "with": "phrase", "derived": "phrase", "locator": "phrase", "rated_by": "phrase",
    "stances": "phrase", "hosts": "phrase", "in_words": "phrase", "intended_use": "remark", "intended_users": "remark",
    "out_of_use": "remark", "question": "question",
}  # fmt: skip
"""The form of a text by the key above it; a list or a mapping of texts takes the key above that."""
OTHER_FORMS: Mapping[tuple[str, str], TextForm] = {
    ("certainty", "because"): "phrase",
    ("certainty", "of"): "phrase",
    ("alerts", "short"): "phrase",
    ("monitoring", "text"): "phrase",
}
"""Where the same key stands for another form: beneath this key, or in this folder."""
NAMES = frozenset({("terminology", "reason"), ("evidence", "short")})
"""Where such a key holds the name of something else in the rules."""
REFERENCE = re.compile(r"[a-z0-9_]+#[a-z0-9_]+")
NOT_OURS = frozenset({"citation", "display", "evidence", "qualifies", "applies_when", "concludes", "contradictions"})
"""Keys beneath which the words are a publication's or a code system's, or no words at all."""


def texts_of(file: YamlFile) -> Iterator[tuple[Path, str, TextForm]]:
    """Each text of a file with its path and form."""
    yield from _texts(file.data, (), None, file.folder)


def _texts(node: Any, path: Path, form: TextForm | None, within: str) -> Iterator[tuple[Path, str, TextForm]]:
    if isinstance(node, Mapping):
        passed_on = form if path and path[-1] in ("stances", "hosts", "in_words") else None
        for key, value in node.items():
            if key not in NOT_OURS:
                yield from _texts(value, (*path, key), _form(key, within) or passed_on, _within(key, within))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*path, index), form, within)
    elif isinstance(node, str) and form and not REFERENCE.fullmatch(node):
        yield path, node, form


def _form(key: str, within: str) -> TextForm | None:
    if (within, key) in NAMES:
        return None
    return OTHER_FORMS.get((within, key)) or FORMS.get(key)


def _within(key: str, within: str) -> str:
    """What the texts beneath stand in: a folder stays, but for the reasons of a certainty."""
    return key if key == "certainty" else within
