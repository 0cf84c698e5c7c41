"""Conditions and regions in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not
from ..regions import Regions
from ..ruleset import Ruleset
from ..terms import runs


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


def region_words(field: str, allowed: Iterable[int], regions: Regions) -> str:
    """Regions of one field as a reader would say it: ``high or inoperable``; ``at least 366``."""
    if field in regions.values:
        return " or ".join(regions.values[field][region - 1] for region in sorted(allowed))
    return " or ".join(_interval(first, last, regions.cuts[field]) for first, last in runs(allowed))


def _interval(first: int, last: int, cuts: tuple[int | float, ...]) -> str:
    low = f"at least {cuts[first - 2]}" if first > 1 else ""
    high = f"below {cuts[last - 1]}" if last <= len(cuts) else ""
    return " and ".join(filter(None, [low, high])) or "any"
