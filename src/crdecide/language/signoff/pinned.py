"""`signoff/pinned.yaml`: which texts are pinned, and what they say now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Constraint

from ..cards import Rule
from ..evidence import Form, Identifier
from ..manifest import Caveat

if TYPE_CHECKING:
    from ..ruleset import Ruleset


class Pinned(Form):
    """The cards whose sentences are pinned; every caveat is."""

    cards: Annotated[tuple[Identifier, ...], Constraint(strict=False, min_length=1)]


def pinned_texts(pinned: Pinned, caveats: Mapping[str, Caveat], cards: Mapping[str, Rule]) -> dict[str, str]:
    """Each pinned text by its id."""
    texts = {f"caveat/{name}": f"{caveat.short} {caveat.text}" for name, caveat in caveats.items()}
    for name in pinned.cards:
        if name in cards:
            texts[f"card/{name}"] = " ".join(cards[name].sentences())
    return texts


def pinned_changes(old: Ruleset, new: Ruleset) -> tuple[str, ...]:
    """What two rule sets pin differently, in words: to be told before any other change."""
    then, now = _texts_of(old), _texts_of(new)
    differ = [name for name in dict.fromkeys((*then, *now)) if then.get(name) != now.get(name)]
    return tuple(f"pinned text {name}: {then.get(name, 'not there')} → {now.get(name, 'not there')}" for name in differ)


def _texts_of(ruleset: Ruleset) -> dict[str, str]:
    return pinned_texts(ruleset.pinned, ruleset.caveats, {rule.id: rule for rule in ruleset.rules})
