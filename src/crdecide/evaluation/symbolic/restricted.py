"""Functions made smaller where only some children are asked about (Coudert and Madre's *restrict*, 1990).

What a function says of the others may be anything: so it is whatever leaves the fewest questions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from .diagrams import LEAF, Diagrams, Node


class Restricted:
    """The functions of one store where another has a certain value."""

    def __init__(self, diagrams: Diagrams, condition: Node, value: Hashable) -> None:
        self._diagrams = diagrams
        self._care = diagrams.combined(lambda found: found == value, [condition])
        self._nobody, self._everybody = diagrams.leaf(False), diagrams.leaf(True)
        self._either: Callable[[tuple[Node, ...]], Node] = diagrams.combining(lambda *those: any(those))
        self._known: dict[tuple[Node, Node], Node] = {}

    def of(self, function: Node) -> Node:
        """The function, the same for every child of whom the condition has the value."""
        return self._restrict(function, self._care) if self._care != self._nobody else function

    def _restrict(self, function: Node, care: Node) -> Node:
        if care == self._everybody or self._diagrams.variable(function) == LEAF:
            return function
        if (function, care) not in self._known:
            self._known[function, care] = self._smaller(function, care)
        return self._known[function, care]

    def _smaller(self, function: Node, care: Node) -> Node:
        asked = self._diagrams.variable(function)
        # What the function does not ask for does not matter: a child of any such value may be asked about.
        if self._diagrams.variable(care) < asked:
            return self._restrict(function, self._either(self._diagrams.children(care)))
        _, below = self._diagrams.together((function, care))
        children = [None if cared == self._nobody else self._restrict(one, cared) for one, cared in below]
        return self._diagrams.branch(asked, _filled(children))


def _filled(children: Sequence[Node | None]) -> list[Node]:
    """With one of the others in the place of each child that nobody asks about: some child is asked about."""
    some = next(child for child in children if child is not None)
    return [some if child is None else child for child in children]
