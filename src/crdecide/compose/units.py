"""Cards that are weighed together: their effective truths for a child, looked up from the clusters they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import chain
from typing import Any, Generic, TypeVar

from ..cards import Holdable
from ..decide import effective_truths
from ..truth import Truth
from .settled import Settled
from .tables import Child

Said = TypeVar("Said")
Truths = Mapping[str, Truth]


class Unit(Generic[Said]):
    """What some cards say together: decided once for the same truths and the same context."""

    def __init__(
        self, cards: Iterable[Holdable], cluster_of: Mapping[str, int], decide: Callable[..., Said], kept: int
    ) -> None:
        self.cards = tuple(cards)
        self._names: dict[int, dict[str, None]] = {}
        for name in (name for card in self.cards for name in (card.id, *card.withheld_by)):
            self._names.setdefault(cluster_of[name], {})[name] = None
        self._decide = decide
        self._truths = [
            (n, lru_cache(maxsize=kept)(partial(_values, tuple(names)))) for n, names in self._names.items()
        ]
        self._said = lru_cache(maxsize=kept)(self._weighed)

    def said(self, child: Child, *context: Any) -> Said:
        """What is said of one child; `context` is what else the decision depends on."""
        return self._said(tuple([truths(child.answers[number]) for number, truths in self._truths]), *context)

    def _weighed(self, values: tuple[tuple[str, ...], ...], *context: Any) -> Said:
        names = (name for of_cluster in self._names.values() for name in of_cluster)
        truths = dict(zip(names, map(Truth, chain.from_iterable(values)), strict=True))
        return self._decide(effective_truths(self.cards, truths), *context)


def _values(names: tuple[str, ...], answer: Settled) -> tuple[str, ...]:
    """The truths of these cards as plain values, which are quickly told apart."""
    return tuple(answer.truths[name].value for name in names)


Card = TypeVar("Card", bound=Holdable)


def alike(cards: Iterable[Card], cluster_of: Mapping[str, int]) -> tuple[tuple[Card, ...], ...]:
    """The cards in groups that depend on the same clusters."""
    groups: dict[frozenset[int], list[Card]] = {}
    for card in cards:
        groups.setdefault(frozenset(cluster_of[name] for name in (card.id, *card.withheld_by)), []).append(card)
    return tuple(map(tuple, groups.values()))
