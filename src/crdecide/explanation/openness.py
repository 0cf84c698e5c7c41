"""What each part of a record may turn out to be: the states that complete what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from crdecide.evaluation.symbolic.answer_functions import MOST_PAIRED, Answers
from crdecide.evaluation.symbolic.diagrams import Node

States = tuple[int, ...]
"""The states that a part may be in, by number; the one that it is in first."""
Ruling = Mapping[int, frozenset[int]]
"""For each state of one part, the states of another that it rules out; only where there are any."""


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
        for part, rulings in self._conflicts:
            # State 0: nothing is known of the part, so that it may turn out to be in any state.
            if place[part] == 0:
                for other, ruled_out_by in rulings:
                    if place[other] in ruled_out_by:
                        open_to[part] = _without(open_to[part], ruled_out_by[place[other]])
        # A drug that the list does not know cannot be settled by asking again: its input stays as it is.
        for part, drug in self._drugs if unchecked else ():
            if drug in unchecked:
                open_to[part] = (place[part],)
        return open_to


def _without(states: States, ruled_out: frozenset[int]) -> States:
    return tuple([state for state in states if state not in ruled_out])


def _conflicts(answers: Answers) -> list[tuple[int, list[tuple[int, Ruling]]]]:
    """For each part that is in any contradiction, those that it is in."""
    conflicts: dict[int, list[tuple[int, Ruling]]] = {}
    for between, contradicted in zip(answers.contradictions, answers.contradicted, strict=True):
        if len(between) == MOST_PAIRED:
            one, other = between
            pairs = [*_pairs(one, other, contradicted, answers)]
            conflicts.setdefault(one, []).append((other, _ruling((b, a) for a, b in pairs)))
            conflicts.setdefault(other, []).append((one, _ruling(pairs)))
    return [*conflicts.items()]


def _ruling(pairs: Iterable[tuple[int, int]]) -> Ruling:
    """From pairs of a state, and one that it rules out."""
    ruling: dict[int, frozenset[int]] = {}
    for state, ruled_out in pairs:
        ruling[state] = ruling.get(state, frozenset()) | {ruled_out}
    return ruling


def _pairs(one: int, other: int, contradicted: Node, answers: Answers) -> Iterator[tuple[int, int]]:
    nothing = (0,) * len(answers.parts)
    for a, b in product(range(len(answers.parts[one].states)), range(len(answers.parts[other].states))):
        place = [*nothing]
        place[one], place[other] = a, b
        if answers.holds(contradicted, tuple(place)):
            yield a, b
