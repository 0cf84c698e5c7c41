"""The options of an advisory: stance, certainty, rationale and caveats of each, and all of them in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from .. import wording
from ..advisory import OptionOut
from ..cards import Holdable
from ..decide import OptionDecision, on_the_table, option_of
from ..evidence import CERTAINTY_ORDER, Certainty
from ..explain.gaps import Gaps
from ..ruleset import Ruleset
from ..vocabulary import OPTIONS, OptionName
from .tables import Child, Tables
from .units import Truths, Unit


@dataclass(frozen=True, eq=False)
class Weighed:
    """An option as decided; `said` is there where it does not depend on what a child's record lacks."""

    decision: OptionDecision
    said: OptionOut | None


@dataclass(frozen=True, eq=False)
class Together:
    """What follows from all options: the sentence to read aloud, and the options on the table."""

    summary: str
    on_the_table: frozenset[OptionName]


class Options:
    """Every option, in the fixed order."""

    def __init__(self, ruleset: Ruleset, tables: Tables, gaps: Gaps, kept: int) -> None:
        self._ruleset, self._gaps = ruleset, gaps
        self._units = [
            Unit(_cards_about(name, ruleset), tables.cluster_of, partial(self._weighed, name), kept) for name in OPTIONS
        ]
        self._left_open = lru_cache(maxsize=kept)(self._said)
        self._together = lru_cache(maxsize=kept)(self._joined)

    def weighed(self, child: Child) -> tuple[Weighed, ...]:
        """Every option as decided."""
        return tuple([unit.said(child) for unit in self._units])

    def together(self, weighed: tuple[Weighed, ...]) -> Together:
        """What follows from all of them."""
        return self._together(weighed)

    def of(self, weighed: Iterable[Weighed], child: Child) -> tuple[OptionOut, ...]:
        """The options as a reader sees them."""
        return tuple([option.said or self._open(option, child) for option in weighed])

    def _open(self, option: Weighed, child: Child) -> OptionOut:
        atoms = [atom for card in option.decision.undecided for atom in child.open(card.id)]
        return self._left_open(option, self._gaps.inputs(atoms, child.open, child.fact))

    def _weighed(self, name: OptionName, truths: Truths) -> Weighed:
        decision = option_of(name, self._ruleset, truths)
        is_open = decision.stance == "cannot_assess" and not decision.cards
        return Weighed(decision, None if is_open else self._as_read(decision, ()))

    def _said(self, option: Weighed, missing: tuple[str, ...]) -> OptionOut:
        return self._as_read(option.decision, missing)

    def _as_read(self, decision: OptionDecision, missing: tuple[str, ...]) -> OptionOut:
        said, cards = self._ruleset.vocabulary.options[decision.option], decision.cards
        certainty = _lowest([card.certainty for card in cards] or [said.certainty])
        spoken = (*cards, *decision.notes)
        return OptionOut(
            option=decision.option,
            stance=decision.stance,
            especially=decision.especially,
            temporary=said.always_temporary or any(card.says.temporary for card in cards),
            certainty=certainty.level,
            certainty_rated_by=certainty.rated_by,
            rationale=wording.rationale(decision, missing, self._ruleset),
            rules=tuple(card.id for card in spoken),
            evidence=tuple(dict.fromkeys(reference for card in spoken for reference in card.evidence)),
            caveats=tuple(dict.fromkeys([*said.demands_caveats, *(name for card in cards for name in card.caveats)])),
        )

    def _joined(self, weighed: tuple[Weighed, ...]) -> Together:
        decisions = [option.decision for option in weighed]
        return Together(wording.summary(decisions, self._ruleset), on_the_table(decisions))


def _cards_about(name: OptionName, ruleset: Ruleset) -> Iterator[Holdable]:
    """The cards that give the option a stance, and the notes that may qualify it."""
    yield from (card for card in ruleset.options if card.says.option == name)
    yield from (note for note in ruleset.notes if name in note.qualifies)


def _lowest(certainties: Iterable[Certainty]) -> Certainty:
    return min(certainties, key=lambda certainty: CERTAINTY_ORDER.index(certainty.level))
