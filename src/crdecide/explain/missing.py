"""What is not known and could change the answer: exactly that, over every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..answers import INVALID, Answers, answers_of
from ..conclusions import Values
from ..diagrams import Diagrams, Node
from ..observe import unchecked_inputs
from ..patient import Patient
from ..ruleset import Ruleset
from ..unknowns import Part
from ..vocabulary import OPTIONS


@dataclass(frozen=True)
class Missing:
    """An unknown field of the record, the question for it, and what it could change: options, alerts or ``scope``."""

    field: str
    question: str
    could_change: tuple[str, ...]


def missing_fields(patient: Patient, ruleset: Ruleset, values: Values) -> tuple[Missing, ...]:
    """Each unknown field of which some value, with some values of the other unknowns, changes an answer.

    First the field that could change the scope, then by the number of options, then of alerts, that it could change.
    """
    answers, unchecked = answers_of(ruleset), frozenset(unchecked_inputs(patient, ruleset))
    place = answers.place(values)
    possible = [_possible(part, now, unchecked) for part, now in zip(answers.parts, place, strict=True)]
    search, changes = _Search(answers.diagrams, possible), dict[int, list[str]]()
    for answer in answers.answers:
        for number in search.deciding(answer.node):
            changes.setdefault(number, []).append(answer.name)
    return tuple(sorted(_by_field(changes, answers, values, ruleset), key=_weight, reverse=True))


def _possible(part: Part, now: int, unchecked: frozenset[str]) -> tuple[int, ...]:
    """A part about drugs of which one was not checked stays as it is: there is nothing to record."""
    return (now,) if unchecked.intersection(part.inputs) else part.possible(now)


class _Search:
    """All answers, with each part restricted to the states that are possible for one child."""

    def __init__(self, diagrams: Diagrams, possible: Sequence[tuple[int, ...]]) -> None:
        self.full, self.possible = diagrams, possible
        self.left = Diagrams()
        self.restricted: dict[Node, Node] = {}
        self.differing: dict[tuple[Node, Node], bool] = {}
        self.valid: dict[Node, bool] = {}
        self.decided_by: dict[Node, frozenset[int]] = {}

    def deciding(self, node: Node) -> frozenset[int]:
        """The parts of which some state changes the answer, while the others are in some of their states."""
        return self._deciding(self._restrict(node))

    def _deciding(self, node: Node) -> frozenset[int]:
        if node not in self.decided_by:
            below = frozenset[int]().union(*map(self._deciding, self.left.children(node)))
            own = {self.left.variable(node)} if self._matters(node) else ()
            self.decided_by[node] = below.union(own)
        return self.decided_by[node]

    def _restrict(self, node: Node) -> Node:
        """The function of what is still open; the first child of a node is the state as it is now."""
        if node not in self.restricted:
            number = self.full.variable(node)
            if children := self.full.children(node):
                open_to = [self._restrict(children[state]) for state in self.possible[number]]
                self.restricted[node] = self.left.branch(number, open_to)
            else:
                self.restricted[node] = self.left.leaf(self.full.value(node))
        return self.restricted[node]

    def _matters(self, part: Node) -> bool:
        children = self.left.children(part)
        return any(self._differ(children[0], other) for other in children[1:])

    def _differ(self, one: Node, other: Node) -> bool:
        """Whether two functions differ for some child who can exist."""
        if one == other:
            return False
        if self._always_valid(one) and self._always_valid(other):
            return True
        key = (one, other)
        if key not in self.differing:
            self.differing[key] = self._compare(one, other)
        return self.differing[key]

    def _always_valid(self, node: Node) -> bool:
        """Whether no contradiction lies below; then two different nodes do differ for some child."""
        if node not in self.valid:
            children = self.left.children(node)
            below = all(self._always_valid(child) for child in children)
            self.valid[node] = below if children else self.left.value(node) != INVALID
        return self.valid[node]

    def _compare(self, one: Node, other: Node) -> bool:
        left, right = self.left.children(one), self.left.children(other)
        if not left and not right:
            return INVALID not in (self.left.value(one), self.left.value(other))
        first = min(self.left.variable(one), self.left.variable(other))
        if self.left.variable(one) > first:
            return any(self._differ(one, child) for child in right)
        if self.left.variable(other) > first:
            return any(self._differ(child, other) for child in left)
        return any(self._differ(a, b) for a, b in zip(left, right, strict=True))


def _by_field(
    changes: Mapping[int, Iterable[str]], answers: Answers, values: Values, ruleset: Ruleset
) -> Iterator[Missing]:
    """One entry a field of the record, in the vocabulary's order; the first unknown input read from it asks."""
    fields: dict[str, dict[str, None]] = {}
    questions: dict[str, str] = {}
    for number in sorted(changes):
        unknown = [name for name in answers.parts[number].inputs if values[name] is None]
        entry = ruleset.vocabulary.inputs[unknown[0]]
        questions.setdefault(entry.path, entry.question)
        fields.setdefault(entry.path, {}).update(dict.fromkeys(changes[number]))
    order = {answer.name: place for place, answer in enumerate(answers.answers)}
    for path, could_change in fields.items():
        yield Missing(path, questions[path], tuple(sorted(could_change, key=order.__getitem__)))


def _weight(missing: Missing) -> tuple[bool, int, int]:
    options = sum(what in OPTIONS for what in missing.could_change)
    return "scope" in missing.could_change, options, len(missing.could_change)
