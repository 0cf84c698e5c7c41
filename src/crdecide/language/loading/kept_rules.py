"""What a folder of rules said when it was last found without a problem, kept between runs.

To parse YAML, and to check what it says, is most of the time of a start. An entry depends on every file of the folder
and on all code that reads and checks them: where a letter of either changed, the rules are read and checked anew, as
they are on any doubt. What the packaged rules say is pinned: no entry changes their answer, whoever wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .kept_entries import entry_of, is_as_pinned, pinned_line, sealed_in, was_used, write_sealed
from .rule_texts import RuleTexts

Data = Mapping[str, Mapping[str, Any]]
"""What each YAML file says, by its path below the folder."""
KIND = "rules"
PINNED = Path(__file__).with_name("packaged_rules.sha256")
"""The hash of the packaged files, and that of what they say: `make golden` writes it."""


def kept(texts: RuleTexts) -> Data | None:
    """What these very files say, where they were found without a problem before; None on any doubt."""
    entry = entry_of(KIND, texts.sha256)
    sealed = sealed_in(entry) if entry else None
    if entry is None or sealed is None:
        return None
    data = _parsed(sealed) if is_as_pinned(PINNED, str(texts.sha256), sealed) else None
    if data is None or data.keys() != set(_yaml_paths(texts)):
        return None
    was_used(entry)
    return data


def keep(texts: RuleTexts, data: Data) -> None:
    """Keep what the files say, once no problem was found in them; where it cannot be kept, that is no fault."""
    entry = entry_of(KIND, texts.sha256)
    if entry and _survives_json(data):
        write_sealed(entry, json.dumps(data).encode())


def pinned_in(texts: RuleTexts, sealed: bytes) -> str:
    """The line that pins what these files say."""
    return pinned_line(str(texts.sha256), sealed)


def _parsed(sealed: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(sealed)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not all(isinstance(each, dict) for each in data.values()):
        return None
    return data


def _yaml_paths(texts: RuleTexts) -> list[str]:
    return [path for path in texts.files if path.endswith(".yaml")]


def _survives_json(data: Data) -> bool:
    """A date, or a key that is no text, does not: JSON cannot tell it exactly."""
    try:
        return bool(json.loads(json.dumps(data)) == data)
    except (TypeError, ValueError, RecursionError):
        return False
