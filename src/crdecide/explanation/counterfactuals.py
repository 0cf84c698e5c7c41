"""What would change: the smallest changes of one known input that put some option at another stance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from crdecide.evaluation.precedence import OptionDecision, OptionOutcome
from crdecide.evaluation.semantics import Values
from crdecide.evaluation.symbolic.answer_functions import Answer
from crdecide.evaluation.symbolic.kept_diagrams import answers_for
from crdecide.evaluation.symbolic.variables import Part
from crdecide.guideline.options import OPTIONS, OptionName
from crdecide.language.conditions import Value
from crdecide.language.partition import Fact
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input

Effects = tuple[tuple[OptionName, OptionOutcome, OptionOutcome], ...]
"""The options whose outcome changes, each with its outcome before and after."""
MOST_KEPT = 1_024
"""Inputs at one of their values of which it is kept where they may move, and the states to which moves lead; the least
recently used make room."""


class Change(NamedTuple):
    """One input that would have another value, and what would be said of options then."""

    name: str
    now: Value
    then: int
    """The region of the other value."""
    effects: Effects


class _Situation(NamedTuple):
    """The state that each part is in for the child as it is, and the outcome of each option there."""

    place: tuple[int, ...]
    outcomes: Mapping[OptionName, OptionOutcome]


class Changes:
    """What would change for children under one rule set.

    Of the values on either side of the present one, only the nearest that alters a stance is offered, for
    quantities and ordered values; of a plain choice, each. The vocabulary says which changes can happen at all.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._answers = ruleset, answers_for(ruleset)
        self._options = [(name, self._answers.by_name[name]) for name in OPTIONS]
        # A part, by number, with each of its inputs, in the vocabulary's order.
        self._inputs = [(part, name) for part in self._answers.parts_of_options for name in self._part(part).inputs]
        self._touched = {part: self._depending_on(part) for part in self._answers.parts_of_options}
        self._directions = lru_cache(maxsize=MOST_KEPT)(self._directions_from)
        self._state_with = lru_cache(maxsize=MOST_KEPT)(self._state_where)

    def of(self, values: Values, fact: Fact, options: Iterable[OptionDecision]) -> tuple[Change, ...]:
        """Every such change, in the vocabulary's order, for a child in scope, of whom `options` is what is decided.

        None is offered after which the child would not be in scope.
        """
        # What is decided is what the diagrams say of this child: they are asked about other children alone.
        outcomes = {decision.option: decision.outcome for decision in options}
        return tuple(self._all(values, fact, _Situation(self._answers.place(fact), outcomes)))

    def _part(self, number: int) -> Part:
        return self._answers.parts[number]

    def _depending_on(self, part: int) -> list[tuple[OptionName, Answer]]:
        """The options that depend on a part: hardly any depends on all."""
        return [(name, answer) for name, answer in self._options if part in answer.support]

    def _all(self, values: Values, fact: Fact, situation: _Situation) -> Iterator[Change]:
        for part, name in self._inputs:
            now = values[name]
            # What is unknown cannot change: that it matters is said under "missing".
            if now is None:
                continue
            for regions in self._directions(name, fact[name], str(now) if isinstance(now, str) else None):
                change = self._nearest(name, now, regions, part, situation)
                if change is not None:
                    yield change

    def _directions_from(self, name: str, here: int, now: str | None) -> Sequence[Sequence[int]]:
        """The regions that the input may move to, nearest first: down, then up; each by itself for a plain choice."""
        entry, regions = self._ruleset.vocabulary.inputs[name], self._answers.regions
        open_to: list[int] = []
        for there in range(1, regions.size(name) + 1):
            other = str(regions.representative(name, there))
            if there != here and entry.may_become(str(now), other, later=_is_later(entry, here, there)):
                open_to.append(there)
        if entry.type == "choice":
            # No value of a choice lies nearer than another.
            return [[there] for there in open_to]
        return [[there for there in reversed(open_to) if there < here], [there for there in open_to if there > here]]

    def _nearest(
        self, name: str, now: Value, regions: Sequence[int], part: int, situation: _Situation
    ) -> Change | None:
        """The change to the first of these regions that puts some option at another stance; None where none does."""
        for then in regions:
            effects = self._effects(part, name, then, situation)
            if effects:
                return Change(name, now, then, effects)
        return None

    def _effects(self, part: int, name: str, then: int, situation: _Situation) -> Effects:
        """The options whose outcome changes; none where no child in scope can be like that."""
        place = self._moved(part, name, then, situation.place)
        if place is None:
            return ()
        effects: list[tuple[OptionName, OptionOutcome, OptionOutcome]] = []
        for option, answer in self._touched[part]:
            before, after = situation.outcomes[option], self._answers.value(answer, place)
            if not isinstance(after, OptionOutcome):
                return ()
            if after != before:
                effects.append((option, before, after))
        return tuple(effects)

    def _moved(self, number: int, name: str, then: int, place: tuple[int, ...]) -> Sequence[int] | None:
        """The states of all parts with one input in another region; None where no child can be like that."""
        other = self._state_with(number, place[number], name, then)
        # Inputs that vary together do not take every combination of their values.
        if other is None:
            return None
        moved = [*place]
        moved[number] = other
        return moved if self._answers.may_exist(moved, number) else None

    def _state_where(self, number: int, now: int, name: str, then: int) -> int | None:
        """The state of a part that differs from the present one in the region of this input alone, if there is one."""
        part = self._part(number)
        index, state = part.inputs.index(name), part.states[now]
        return part.place_of((*state[:index], then, *state[index + 1 :]))


def _is_later(entry: Input, here: int, there: int) -> bool:
    """Of yes and no, yes comes later though it is listed first."""
    return there < here if entry.type == "yes_no" else there > here
