"""What would open an outcome that no child of a feed can have: the fewest codes, or else questions, that together do.

Exact up to `MOST_TOGETHER`: every set of so many additions is looked at, all of one size in one pass over the diagram.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from crdecide.evaluation.symbolic.outcomes import RuleAnswers, answers_of
from crdecide.explanation.reachable_answers import Admitting, Allowed, admitting
from crdecide.language.ruleset import Ruleset
from crdecide.records.effects_of_codes import CodeEffect, bonds, code_effects

from .feed_outcomes import Outcome, can_be
from .open_states import ANY, FieldValues, OpenStates, States

MOST_TOGETHER = 3


@dataclass(frozen=True)
class Addition:
    """Something that a feed might say besides: the values of fields; the effects that say it, none where no code does.

    `needs` is what has to be said besides for any of the effects to be read. `frees`: a number that codes give only
    together with something else is given by itself, in answer to a question.
    """

    says: Mapping[str, frozenset[Any]]
    effects: tuple[CodeEffect, ...] = ()
    needs: FieldValues = field(default_factory=dict)
    frees: bool = False

    @property
    def is_coded(self) -> bool:
        """Whether a code, or an element of a record, says it."""
        return bool(self.effects)


@dataclass(frozen=True)
class Opening:
    """The smallest sets of additions that open an outcome, each as good as the others; none where more are needed."""

    outcome: Outcome
    sets: tuple[tuple[Addition, ...], ...]

    @property
    def size(self) -> int:
        """How many additions it takes; 0 where more than are looked at."""
        return len(self.sets[0]) if self.sets else 0


@dataclass(frozen=True)
class Power:
    """What a feed can say: the values of each field, and the states in which parts were seen.

    `bound`: all numbers are from codes, and come only with what these codes say besides.
    """

    values: FieldValues
    seen: States
    bound: bool = True

    def with_additions(self, additions: Sequence[Addition]) -> Power:
        """The same feed where it says these besides."""
        values = dict(self.values)
        for addition in additions:
            for path, said in addition.says.items():
                values[path] = values.get(path, frozenset()) | said
        return Power(values, self.seen, self.bound and not any(addition.frees for addition in additions))


class Openings:
    """Openings under one rule set."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._answers, self.states = ruleset, answers_of(ruleset), OpenStates(ruleset)

    @property
    def answers(self) -> RuleAnswers:
        """The functions that are looked at."""
        return self._answers

    def allowed(self, power: Power) -> Allowed:
        """For each part the states that it may be in."""
        return self.states.allowed(power.values, power.seen)

    def of(self, outcome: Outcome, power: Power, additions: Sequence[Addition], most: int = MOST_TOGETHER) -> Opening:
        """The smallest sets of these additions that open an outcome, of so many at most."""
        useful, allowed = self._useful(outcome, power, additions), self.allowed(power)
        for size in range(1, most + 1):
            if sets := self._sets(outcome, useful, size, power, allowed):
                return Opening(outcome, sets)
        return Opening(outcome, ())

    def alone(self, outcomes: Sequence[Outcome], power: Power, additions: Sequence[Addition]) -> list[int]:
        """For each outcome the additions, as bits in their order, that open it by themselves."""
        allowed, every = self.allowed(power), (1 << len(additions)) - 1
        readable = [(one,) if _is_readable((one,), power) else () for one in additions]
        admits = self._admitting(readable, power, allowed, every)
        return [self._admitted(outcome, readable, power, admits, every) for outcome in outcomes]

    def readable(self, power: Power, additions: Sequence[Addition]) -> tuple[Addition, ...]:
        """Those of the additions for which whatever they need is said by the feed or by others of them."""
        kept = tuple(additions)
        while not _is_readable(kept, power):
            said = power.with_additions(kept)
            kept = tuple(addition for addition in kept if _are_met(addition.needs, said))
        return kept

    def opens(self, outcomes: Iterable[Outcome], power: Power, additions: Sequence[Addition]) -> bool:
        """Whether these additions can be read together, and open all of these outcomes."""
        wider = power.with_additions(additions)
        return _is_readable(additions, power) and all(self.is_open(outcome, wider) for outcome in outcomes)

    def is_open(self, outcome: Outcome, power: Power) -> bool:
        """Whether some child of the feed can have the outcome."""
        return can_be(self._answers, outcome, self.allowed(power), bound=power.bound)

    @cached_property
    def coded(self) -> tuple[Addition, ...]:
        """What each code or element says, of those that some rule reads."""
        additions: list[Addition] = []
        for effect in code_effects(self._ruleset):
            says = {path: frozenset(values) for path, values in effect.says.items() if path in self.states.fields}
            says |= {path: frozenset({ANY}) for path in effect.numbers if path in self.states.fields}
            needs = {path: frozenset(values) for path, values in effect.needs.items()}
            additions += [Addition(says, (effect,), needs)] if says else []
        return tuple(additions)

    @cached_property
    def asked(self) -> tuple[Addition, ...]:
        """What no code says: each other value of a field, which a form or the clinician can give."""
        said = Power({}, {}).with_additions(self.coded).values
        return tuple(addition for path in self.states.fields for addition in self._unsaid(path, said))

    def _unsaid(self, path: str, said: FieldValues) -> Iterator[Addition]:
        known = said.get(path, frozenset())
        reached = self.states.of_field(path, known) if known else {}
        bound = {bond.number for bond in bonds(self._ruleset)}
        for value in self.states.values_of(path):
            states = self.states.of_field(path, value)
            if path in bound or any(states[part] - reached.get(part, frozenset()) for part in states):
                yield Addition({path: value}, frees=path in bound)

    def _useful(self, outcome: Outcome, power: Power, additions: Sequence[Addition]) -> list[Addition]:
        """Those that bring a part of the outcome into a new state; one for all that do the same, alone as together."""
        support, allowed = frozenset(outcome.answer.support), self.allowed(power)

        def brought(*together: Addition) -> States:
            new = self._new_states(together, power, allowed)
            return {part: states for part, states in new.items() if part in support}

        kept: list[tuple[States, Addition]] = []
        for addition in additions:
            new = brought(addition)
            # Two features of a list may count as two, so that neither stands for the other.
            alike = (n for n, (other, one) in enumerate(kept) if other == new == brought(one, addition))
            place = next((n for n in alike if _is_read_alike(kept[n][1], addition)), None)
            if new and place is not None:
                kept[place] = (new, replace(kept[place][1], effects=(*kept[place][1].effects, *addition.effects)))
            elif new or (addition.frees and power.bound):
                kept.append((new, addition))
        useful = [addition for _, addition in kept]
        return [*useful, *self._needed(useful, power, additions)]

    def _needed(self, useful: Sequence[Addition], power: Power, additions: Sequence[Addition]) -> Iterator[Addition]:
        """What has to be said for others to be read, where neither the feed nor any of the others says it."""
        needs = [addition.needs for addition in useful if addition.needs and not _are_met(addition.needs, power)]
        for addition in additions:
            said = Power({}, {}).with_additions([addition])
            if any(_are_met(need, said) for need in needs) and addition not in useful:
                yield addition

    def _new_states(self, additions: Sequence[Addition], power: Power, allowed: Allowed) -> States:
        """The states of parts that become possible with these additions."""
        new: dict[int, frozenset[int]] = {}
        for path in {path for addition in additions for path in addition.says}:
            known = power.values.get(path, frozenset())
            said = known.union(*(addition.says.get(path, ()) for addition in additions))
            for part, states in self.states.of_field(path, said).items():
                if fresh := states - allowed[part]:
                    new[part] = new.get(part, frozenset()) | fresh
        return new

    def _sets(
        self, outcome: Outcome, additions: Sequence[Addition], size: int, power: Power, allowed: Allowed
    ) -> tuple[tuple[Addition, ...], ...]:
        """Every set of so many that opens the outcome."""
        sets = [one for one in combinations(additions, size) if _is_readable(one, power)]
        if not sets:
            return ()
        every = (1 << len(sets)) - 1
        admits = self._admitting(sets, power, allowed, every)
        found = self._admitted(outcome, sets, power, admits, every)
        return tuple(one for number, one in enumerate(sets) if found >> number & 1)

    def _admitted(
        self, outcome: Outcome, sets: Sequence[tuple[Addition, ...]], power: Power, admits: Admitting, every: int
    ) -> int:
        """The sets, as bits, that open the outcome: bound by what codes give together, but where a number is free."""
        diagrams, free = self._answers.diagrams, 0 if power.bound else every
        for bit, additions in enumerate(sets):
            free |= int(any(addition.frees for addition in additions)) << bit
        found = admitting(diagrams, outcome.bound, outcome.leaf, admits, every)
        return found | (free and free & admitting(diagrams, outcome.answer.node, outcome.leaf, admits, every))

    def _admitting(self, sets: Sequence[tuple[Addition, ...]], power: Power, allowed: Allowed, every: int) -> Admitting:
        admits = [
            [every if state in allowed[number] else 0 for state in range(len(part.states))]
            for number, part in enumerate(self._answers.parts)
        ]
        for together, bits in _bits_of(sets):
            for part, states in self._new_states(together, power, allowed).items():
                for state in states:
                    admits[part][state] |= bits
        return admits


def _bits_of(sets: Sequence[tuple[Addition, ...]]) -> Iterator[tuple[tuple[Addition, ...], int]]:
    """Each addition with the sets, as bits, that it is in; and each set of which two say something of one field.

    What additions bring about of different fields, each of them brings about by itself.
    """
    single: dict[int, tuple[Addition, list[int]]] = {}
    for number, additions in enumerate(sets):
        for addition in additions:
            single.setdefault(id(addition), (addition, []))[1].append(number)
        if len(additions) > 1 and _share_a_field(additions):
            yield additions, 1 << number
    for addition, numbers in single.values():
        yield (addition,), sum(1 << number for number in numbers)


def _share_a_field(additions: Sequence[Addition]) -> bool:
    fields = [path for addition in additions for path in addition.says]
    return len(set(fields)) < len(fields)


def _is_read_alike(one: Addition, other: Addition) -> bool:
    return (one.needs, one.frees) == (other.needs, other.frees)


def _is_readable(additions: Sequence[Addition], power: Power) -> bool:
    """Whether whatever one of them needs is said by the feed or by the others."""
    if not any(addition.needs for addition in additions):
        return True
    said = power.with_additions(additions)
    return all(_are_met(addition.needs, said) for addition in additions)


def _are_met(needs: FieldValues, power: Power) -> bool:
    return all(values <= power.values.get(path, frozenset()) for path, values in needs.items())
