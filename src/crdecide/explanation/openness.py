"""What each part of a record may turn out to be: the states that complete what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.evaluation.symbolic.outcomes import MOST_PAIRED, Answers

States = tuple[int, ...]
"""The states that a part may be in, by number; the one that it is in first."""
Others = list[tuple[int, frozenset[tuple[int, int]]]]
"""Other parts, with the pairs of states with these that contradict each other."""


class Openness:
    """The possible states of each part, for one rule set.

    A state that contradicts what is known of another part is none of them, nor is any for a drug not checked.
    """

    def __init__(self, answers: Answers) -> None:
        self._may_be = [part.may_be for part in answers.parts]
        self._conflicts = _conflicts(answers)
        self._drugs = [(number, part.inputs[0]) for number, part in enumerate(answers.parts) if len(part.inputs) == 1]

    def of(self, place: tuple[int, ...], unchecked: frozenset[str]) -> list[States]:
        """The states that each part may be in."""
        open_to = [may_be[now] for may_be, now in zip(self._may_be, place, strict=True)]
        for part, others in self._conflicts.items():
            # State 0: nothing is known of the part, so that it may turn out to be in any state.
            if place[part] == 0:
                open_to[part] = _without_conflict(open_to[part], place, others)
        # A drug that the list does not know cannot be settled by asking again: its input stays as it is.
        for part, drug in self._drugs if unchecked else ():
            if drug in unchecked:
                open_to[part] = (place[part],)
        return open_to


def _without_conflict(states: States, place: tuple[int, ...], others: Others) -> States:
    return tuple([state for state in states if not _conflict(state, place, others)])


def _conflict(state: int, place: tuple[int, ...], others: Others) -> bool:
    return any((state, place[other]) in pairs for other, pairs in others)


def _conflicts(answers: Answers) -> dict[int, Others]:
    """For each part that is in any contradiction, those that it is in."""
    conflicts: dict[int, Others] = {}
    for between, contradicted in zip(answers.contradictions, answers.contradicted, strict=True):
        if len(between) == MOST_PAIRED:
            one, other = between
            pairs = frozenset(_pairs(one, other, contradicted, answers))
            conflicts.setdefault(one, []).append((other, pairs))
            conflicts.setdefault(other, []).append((one, frozenset((b, a) for a, b in pairs)))
    return conflicts


def _pairs(one: int, other: int, contradicted: Node, answers: Answers) -> Iterator[tuple[int, int]]:
    nothing = (0,) * len(answers.parts)
    for a, b in product(range(len(answers.parts[one].states)), range(len(answers.parts[other].states))):
        place = [*nothing]
        place[one], place[other] = a, b
        if answers.holds(contradicted, tuple(place)):
            yield a, b
