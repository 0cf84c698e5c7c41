"""The text of the file of each card, as it stood when the rule set was loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..ruleset import Ruleset
from .sent_rules import RuleContent


class CardText(NamedTuple):
    """The path of a file below the folder of rules, and what it says."""

    path: str
    text: str


def texts_of_cards(ruleset: Ruleset) -> Mapping[str, CardText]:
    """The file of each card and finding by its id; a rule set that was altered in Python has none."""
    origin = ruleset.origin
    if not isinstance(origin, RuleContent):
        return {}
    texts: dict[str, CardText] = {}
    for rule in ruleset.rules:
        path = f"{rule.folder}/{rule.id}.yaml"
        text = origin.texts.text(path)
        if isinstance(text, str) and text:
            texts[rule.id] = CardText(path, text)
    return texts
