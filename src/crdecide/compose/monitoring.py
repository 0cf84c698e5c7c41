"""The monitoring of an advisory: what published guidance follows up in a child who is in scope."""

from __future__ import annotations

from functools import partial
from operator import itemgetter

from ..advisory import MonitoringOut
from ..cards import Monitoring as MonitoringCard
from ..ruleset import Ruleset
from ..truth import TRUE
from .tables import Child, Tables
from .units import Truths, Unit, alike

Placed = tuple[int, MonitoringOut]
_order, _said = itemgetter(0), itemgetter(1)


class Monitoring:
    """Every card about monitoring that holds, in the order of the rule set."""

    def __init__(self, ruleset: Ruleset, tables: Tables, kept: int) -> None:
        self._places = {card.id: place for place, card in enumerate(ruleset.monitoring)}
        together = alike(ruleset.monitoring, tables.cluster_of)
        self._units = [Unit(cards, tables.cluster_of, partial(self._holding, cards), kept) for cards in together]

    def of(self, child: Child) -> tuple[MonitoringOut, ...]:
        """The monitoring for one child."""
        found = sorted([placed for unit in self._units for placed in unit.said(child)], key=_order)
        return tuple(map(_said, found))

    def _holding(self, cards: tuple[MonitoringCard, ...], truths: Truths) -> tuple[Placed, ...]:
        return tuple((self._places[card.id], _as_read(card)) for card in cards if truths[card.id] is TRUE)


def _as_read(card: MonitoringCard) -> MonitoringOut:
    says = card.says
    return MonitoringOut(id=card.id, text=says.text, interval=says.interval, rules=(card.id,), evidence=card.evidence)
