"""A short list of additions with which a feed can say all that they can make it say; none of it can be left out.

Greedy: each step takes what opens most. Then whatever the others make needless is left out. It is not shown to be the
shortest that there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .feed_openings import MOST_TOGETHER, Addition, Openings, Power
from .feed_outcomes import Outcome


@dataclass(frozen=True)
class Step:
    """Additions that are made together, and the outcomes that they open after those before.

    `or_else` are others, each of which opens all of these as well.
    """

    additions: tuple[Addition, ...]
    opens: tuple[Outcome, ...]
    or_else: tuple[Addition, ...] = ()


def shortest_list(
    openings: Openings, power: Power, additions: Sequence[Addition], targets: Sequence[Outcome]
) -> tuple[Step, ...]:
    """The steps to the outcomes that these additions can open at all."""
    whole = power.with_additions(additions)
    targets = [outcome for outcome in targets if openings.is_open(outcome, whole)]
    needed = _without_needless(openings, power, _chosen(openings, power, additions, targets), targets)
    # Chosen anew from what is needed, so that each step is told with what it opens in this list.
    ordered = _chosen(openings, power, [addition for one in needed for addition in one], targets)
    return tuple(_steps(openings, power, ordered, targets, additions))


def _chosen(
    openings: Openings, power: Power, additions: Sequence[Addition], targets: Sequence[Outcome]
) -> list[tuple[Addition, ...]]:
    """What opens most, step by step, until everything is open."""
    chosen: list[tuple[Addition, ...]] = []
    left = targets
    while left and (best := _best(openings, power, additions, left)):
        chosen.append(best)
        power = power.with_additions(best)
        left = [outcome for outcome in left if not openings.is_open(outcome, power)]
    return chosen


def _best(
    openings: Openings, power: Power, additions: Sequence[Addition], left: Sequence[Outcome]
) -> tuple[Addition, ...]:
    """The addition that opens most by itself; where none opens anything, the smallest set that opens something."""
    opened = [0] * len(additions)
    for bits in openings.alone(left, power, additions):
        for number in range(len(additions)):
            opened[number] += bits >> number & 1
    if any(opened):
        return (additions[opened.index(max(opened))],)
    for size in range(2, MOST_TOGETHER + 1):
        for outcome in left:
            if sets := openings.of(outcome, power, additions, size).sets:
                return max(sets, key=lambda one: _gain(openings, power.with_additions(one), left))
    return _towards(openings, power, additions, left)


def _towards(
    openings: Openings, power: Power, additions: Sequence[Addition], left: Sequence[Outcome]
) -> tuple[Addition, ...]:
    """What the first outcome needs of all additions, where it needs more than are looked at together."""
    kept = list(additions)
    for addition in additions:
        fewer = [one for one in kept if one is not addition]
        if openings.opens(left[:1], power, fewer):
            kept = fewer
    return tuple(kept)


def _gain(openings: Openings, power: Power, left: Sequence[Outcome]) -> int:
    return sum(openings.is_open(outcome, power) for outcome in left)


def _without_needless(
    openings: Openings, power: Power, chosen: Sequence[tuple[Addition, ...]], opened: Sequence[Outcome]
) -> list[tuple[Addition, ...]]:
    """The same sets without those that the others make needless, the last chosen first."""
    kept = list(chosen)
    for additions in reversed(chosen):
        fewer = [one for one in kept if one is not additions]
        if openings.opens(opened, power, [addition for one in fewer for addition in one]):
            kept = fewer
    return kept


def _steps(
    openings: Openings,
    power: Power,
    chosen: Sequence[tuple[Addition, ...]],
    targets: Sequence[Outcome],
    every: Sequence[Addition],
) -> Iterator[Step]:
    left, together = list(targets), tuple[Addition, ...]()
    for additions in chosen:
        before, power = power, power.with_additions(additions)
        together = (*together, *additions)
        opens = tuple(outcome for outcome in left if openings.is_open(outcome, power))
        # What opens nothing but with others goes with the next of them.
        if opens:
            left = [outcome for outcome in left if outcome not in opens]
            others = _as_good(openings, before, together, opens, every) if len(together) == 1 else ()
            yield Step(together, opens, tuple(others))
            together = ()


def _as_good(
    openings: Openings,
    power: Power,
    additions: tuple[Addition, ...],
    opens: Sequence[Outcome],
    every: Sequence[Addition],
) -> Iterator[Addition]:
    """The other additions that open all of these by themselves."""
    bits = openings.alone(opens, power, every)
    for number, addition in enumerate(every):
        if addition not in additions and bits and all(opening >> number & 1 for opening in bits):
            yield addition
