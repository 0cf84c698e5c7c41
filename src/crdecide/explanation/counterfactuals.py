"""What would change: the smallest changes of one known input that put some option at another stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.semantics import Values
from crdecide.evaluation.symbolic.outcomes import Answers, answers_of
from crdecide.guideline.options import OPTIONS, OptionName
from crdecide.language.conditions import Value
from crdecide.language.partition import Fact
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input


@dataclass(frozen=True)
class Change:
    """One input that would have another value, and what would be said of options then."""

    name: str
    now: Value
    then: int
    """The region of the other value."""
    effects: Mapping[OptionName, tuple[OptionOutcome, OptionOutcome]]


@dataclass(frozen=True)
class _Situation:
    """The state that each part is in for the child as it is, and the outcome of each option there."""

    answers: Answers
    place: tuple[int, ...]
    outcomes: Mapping[OptionName, OptionOutcome]


def changes(ruleset: Ruleset, values: Values, fact: Fact) -> tuple[Change, ...]:
    """Every such change, in the vocabulary's order; nothing where the child is not in scope before and after.

    Of the values on either side of the present one, only the nearest that alters a stance is offered, for
    quantities and ordered values; of a plain choice, each. The vocabulary says which changes can happen at all.
    """
    answers = answers_of(ruleset)
    place = answers.place(fact)
    outcomes = _option_outcomes(answers, place)
    if outcomes is None:
        return ()
    return tuple(_all_changes(ruleset, values, _Situation(answers, place, outcomes)))


def _option_outcomes(answers: Answers, place: tuple[int, ...]) -> Mapping[OptionName, OptionOutcome] | None:
    """The outcome of each option; None where the child is not in scope."""
    outcomes: dict[OptionName, OptionOutcome] = {}
    for option in OPTIONS:
        outcome = answers.value(answers.by_name[option], place)
        if not isinstance(outcome, OptionOutcome):
            return None
        outcomes[option] = outcome
    return outcomes


def _all_changes(ruleset: Ruleset, values: Values, situation: _Situation) -> Iterator[Change]:
    answers = situation.answers
    for number in answers.parts_of_options:
        for name in answers.parts[number].inputs:
            now = values[name]
            # What is unknown cannot change: that it matters is said under "missing".
            if now is None:
                continue
            for regions in _directions(name, ruleset.vocabulary.inputs[name], now, answers):
                change = _nearest(name, now, regions, number, situation)
                if change is not None:
                    yield change


def _directions(name: str, entry: Input, now: Value, answers: Answers) -> Iterator[list[int]]:
    """The regions that the input may move to, nearest first: down, then up; each by itself for a plain choice."""
    here, regions = answers.regions.region(name, now), answers.regions
    open_to: list[int] = []
    for there in range(1, regions.size(name) + 1):
        other = str(regions.representative(name, there))
        if there != here and entry.may_become(str(now), other, later=_is_later(entry, here, there)):
            open_to.append(there)
    if entry.type == "choice":
        # No value of a choice lies nearer than another.
        for there in open_to:
            yield [there]
    else:
        yield [there for there in reversed(open_to) if there < here]
        yield [there for there in open_to if there > here]


def _is_later(entry: Input, here: int, there: int) -> bool:
    """Of yes and no, yes comes later though it is listed first."""
    return there < here if entry.type == "yes_no" else there > here


def _nearest(name: str, now: Value, regions: list[int], number: int, situation: _Situation) -> Change | None:
    """The change to the first of these regions that puts some option at another stance; None where none does."""
    for then in regions:
        effects = _effects(number, name, then, situation)
        if effects:
            return Change(name, now, then, effects)
    return None


def _effects(
    number: int, name: str, then: int, situation: _Situation
) -> Mapping[OptionName, tuple[OptionOutcome, OptionOutcome]]:
    """The options whose outcome changes, before and after; none where no child in scope can be like that."""
    answers, place = situation.answers, _moved(number, name, then, situation)
    if place is None:
        return {}
    effects: dict[OptionName, tuple[OptionOutcome, OptionOutcome]] = {}
    for option, before in situation.outcomes.items():
        answer = answers.by_name[option]
        # Looked up only where the option depends on the part at all: most do not.
        after = answers.value(answer, place) if number in answer.support else before
        if not isinstance(after, OptionOutcome):
            return {}
        if after != before:
            effects[option] = (before, after)
    return effects


def _moved(number: int, name: str, then: int, situation: _Situation) -> tuple[int, ...] | None:
    """The states of all parts with one input in another region; None where no child can be like that."""
    part, place = situation.answers.parts[number], situation.place
    index = part.inputs.index(name)
    state = part.states[place[number]]
    other = (*state[:index], then, *state[index + 1 :])
    # Inputs that vary together do not take every combination of their values.
    if other not in part.states:
        return None
    moved = (*place[:number], part.states.index(other), *place[number + 1 :])
    return moved if situation.answers.may_exist(moved, number) else None
