"""How a card differs from what it was, part by part, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crdecide.guideline.spelling import spoken

TOLD_APART = ("version", "id")
"""The version stands beside the changes; the id never changes."""
ENTERED = ("says", "certainty", "formalisation")
"""Parts that are told entry by entry."""

Card = Mapping[str, Any]


def changes(before: Card, after: Card) -> Iterator[str]:
    """'says because: “a” → “b”'; of a list what came and what went."""
    for name in dict.fromkeys((*before, *after)):
        if name not in TOLD_APART and before.get(name) != after.get(name):
            yield from _change(spoken(name), before.get(name), after.get(name), entered=name in ENTERED)


def _change(name: str, before: Any, after: Any, *, entered: bool = False) -> Iterator[str]:
    if entered and isinstance(before, Mapping) and isinstance(after, Mapping):
        for part in dict.fromkeys((*before, *after)):
            if before.get(part) != after.get(part):
                yield from _change(f"{name} {spoken(part)}", before.get(part), after.get(part))
    elif _is_list(before) and _is_list(after):
        came = [item for item in after if item not in before]
        went = [item for item in before if item not in after]
        told = [*(f"also {words(item)}" for item in came), *(f"no longer {words(item)}" for item in went)]
        yield f"{name}: {'; '.join(told) or 'in another order'}"
    else:
        yield f"{name}: {words(before)} → {words(after)}"


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def words(value: Any) -> str:
    """A part of a rule file as it would be read aloud: 'all (symptomatic: yes; tsc: definite or possible)'."""
    match value:
        case None:
            return "nothing"
        case True | False:
            return "yes" if value else "no"
        case {"all": list() | tuple() as parts} | {"any": list() | tuple() as parts} if len(value) == 1:
            [name] = value
            return f"{name} ({'; '.join(map(words, parts))})"
        case Mapping():
            return "; ".join(f"{spoken(str(name))}: {words(part)}" for name, part in value.items())
        case str() if " " in value:
            return f"“{' '.join(value.split())}”"
        case list() | tuple():
            return " or ".join(map(words, value))
    return str(value)
