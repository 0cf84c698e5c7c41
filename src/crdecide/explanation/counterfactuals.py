"""What would change: the smallest changes of one known input that put some option at another stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.semantics import Values
from crdecide.evaluation.symbolic.answers import Answers, answers_of
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


def changes(ruleset: Ruleset, values: Values, fact: Fact) -> tuple[Change, ...]:
    """Every such change, in the vocabulary's order; nothing where the child is not in scope before and after.

    Of the values on either side of the present one, only the nearest that alters a stance is offered, for
    quantities and ordered values; of a plain choice, each. The vocabulary says which changes can happen at all.
    """
    answers = answers_of(ruleset)
    place = answers.place(fact)
    said = _options(answers, place)
    if said is None:
        return ()
    return tuple(_all_changes(ruleset, answers, values, place, said))


def _all_changes(
    ruleset: Ruleset, answers: Answers, values: Values, place: tuple[int, ...], said: Mapping[OptionName, OptionOutcome]
) -> Iterator[Change]:
    weighed = sorted({number for answer in answers.options for number in answer.support})
    for number in weighed:
        for name in answers.parts[number].inputs:
            now = values[name]
            if now is None:
                continue
            for direction in _directions(name, ruleset.vocabulary.inputs[name], now, answers):
                found = (_change(name, now, then, number, answers, place, said) for then in direction)
                if (nearest := next((change for change in found if change and change.effects), None)) is not None:
                    yield nearest


def _directions(name: str, entry: Input, now: Value, answers: Answers) -> Iterator[list[int]]:
    """The regions that the input may move to, nearest first: down, then up; each by itself for a plain choice."""
    here, regions = answers.regions.region(name, now), answers.regions
    others = [there for there in range(1, regions.size(name) + 1) if there != here]
    open_to = [
        there
        for there in others
        if entry.may_become(str(now), str(regions.representative(name, there)), later=_is_later(entry, here, there))
    ]
    if entry.type == "choice":
        yield from ([there] for there in open_to)
    else:
        yield [there for there in reversed(open_to) if there < here]
        yield [there for there in open_to if there > here]


def _is_later(entry: Input, here: int, there: int) -> bool:
    """Of yes and no, yes comes later though it is listed first."""
    return there < here if entry.type == "yes_no" else there > here


def _change(
    name: str, now: Value, then: int, number: int, answers: Answers, place: tuple[int, ...],
    said: Mapping[OptionName, OptionOutcome],
) -> Change | None:  # fmt: skip
    """The change, with its effects; None where no child can be like that."""
    part = answers.parts[number]
    index = part.inputs.index(name)
    state = part.states[place[number]]
    other = (*state[:index], then, *state[index + 1 :])
    if other not in part.states:
        return None
    there = (*place[:number], part.states.index(other), *place[number + 1 :])
    if not answers.may_exist(there, number):
        return None
    effects: dict[OptionName, tuple[OptionOutcome, OptionOutcome]] = {}
    for option, was in said.items():
        answer = answers.by_name[option]
        then_said = answers.value(answer, there) if number in answer.support else was
        if not isinstance(then_said, OptionOutcome):
            return None
        if then_said != was:
            effects[option] = (was, then_said)
    return Change(name, now, then, effects)


def _options(answers: Answers, place: tuple[int, ...]) -> Mapping[OptionName, OptionOutcome] | None:
    """What is said of each option; None where the child is not in scope."""
    found: dict[OptionName, OptionOutcome] = {}
    for option in OPTIONS:
        value = answers.value(answers.by_name[option], place)
        if not isinstance(value, OptionOutcome):
            return None
        found[option] = value
    return found
