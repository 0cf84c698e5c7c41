"""The order in which diagrams ask for the parts: the number of their nodes depends on it, and nothing that they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crdecide.language.cards import Conditional, Scope
from crdecide.language.ruleset import Ruleset, fields_of

from .variables import Part


def widest_first(parts: Sequence[Part], ruleset: Ruleset) -> tuple[Part, ...]:
    """Those last that the scope and the narrowest cards read.

    What wider cards have in common with these is then below, and there once for all of them.
    """
    of_input: dict[str, int] = {}
    for number, part in enumerate(parts):
        of_input.update(dict.fromkeys(part.inputs, number))
    by_id = {card.id: card for card in ruleset.cards}
    # What each card rests on, and whether that is last whatever else there is.
    read: list[tuple[bool, frozenset[int]]] = []
    for card in ruleset.cards:
        rests_on = (card, *(by_id[name] for name in card.withheld_by if name in by_id))
        read.append((not isinstance(card, Scope), _parts_read(rests_on, ruleset, of_input)))
    # A dict as a set that keeps its order.
    narrowest: dict[int, None] = {}
    for _, numbers in sorted(read, key=lambda each: (each[0], len(each[1]))):
        narrowest.update(dict.fromkeys(sorted(numbers)))
    narrowest.update(dict.fromkeys(range(len(parts))))
    return tuple(parts[number] for number in reversed(narrowest))


def _parts_read(cards: Iterable[Conditional], ruleset: Ruleset, of_input: Mapping[str, int]) -> frozenset[int]:
    """The parts, by number, that cards rest on, through findings."""
    names: list[str] = []
    for each in cards:
        names += _inputs_behind(fields_of(each), ruleset)
    return frozenset(of_input[name] for name in names)


def _inputs_behind(fields: Iterable[str], ruleset: Ruleset) -> list[str]:
    inputs: list[str] = []
    for name in fields:
        finding = ruleset.finding_by_id.get(name)
        inputs += [name] if finding is None else _inputs_behind(fields_of(finding), ruleset)
    return inputs
