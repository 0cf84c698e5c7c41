"""Conditions in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not
from .ruleset import Ruleset


def labels(ruleset: Ruleset) -> Mapping[str, str]:
    """Every input and finding by name, as a reader calls it."""
    inputs = {name: entry.label for name, entry in ruleset.vocabulary.inputs.items()}
    return {**inputs, **{finding.id: finding.label for finding in ruleset.findings}}


def in_words(condition: Condition, named: Callable[[str], str]) -> str:
    """A condition on one line, its fields as `named`: ``symptomatic: yes; and surgical risk: high``."""
    match condition:
        case Among(field, values):
            return f"{named(field)}: {' or '.join(values)}"
        case AtLeast(field, bound):
            return f"{named(field)} at least {bound}"
        case Below(field, bound):
            return f"{named(field)} below {bound}"
        case Not(part):
            return f"not ({in_words(part, named)})"
        case All(parts):
            return "; and ".join(_grouped(part, named) for part in parts)
        case AnyOf(parts):
            return "; or ".join(_grouped(part, named) for part in parts)


def _grouped(part: Condition, named: Callable[[str], str]) -> str:
    words = in_words(part, named)
    return f"({words})" if isinstance(part, All | AnyOf) and len(part.parts) > 1 else words
