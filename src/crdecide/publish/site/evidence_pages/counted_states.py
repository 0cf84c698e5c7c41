"""How many combinations of states there are of which a function has each of its values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import prod

from crdecide.evaluation.symbolic.diagrams import Diagrams, Node
from crdecide.evaluation.symbolic.variables import Part

Counts = Mapping[Hashable, int]


def counted(diagrams: Diagrams, parts: Sequence[Part], node: Node, over: Sequence[int]) -> Counts:
    """For each value of a function, in how many combinations of the states of these parts it has it.

    `over` are the numbers of the parts, in order; the function depends on no other.
    """
    sizes, places = [len(parts[part].states) for part in over], {part: place for place, part in enumerate(over)}
    known: dict[Node, Counts] = {}

    def place_of(one: Node) -> int:
        return places[diagrams.variable(one)] if diagrams.children(one) else len(over)

    def below(one: Node) -> Counts:
        if one not in known:
            known[one] = summed(one) if diagrams.children(one) else {diagrams.value(one): 1}
        return known[one]

    def summed(one: Node) -> Counts:
        total: dict[Hashable, int] = {}
        for child in diagrams.children(one):
            # A part that lies between the two and is not asked for may be in any of its states.
            passed_over = prod(sizes[place_of(one) + 1 : place_of(child)])
            for value, count in below(child).items():
                total[value] = total.get(value, 0) + passed_over * count
        return total

    asked_first = prod(sizes[: place_of(node)])
    return {value: asked_first * count for value, count in below(node).items()}
