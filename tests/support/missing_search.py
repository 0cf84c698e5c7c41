"""What is missing, found another way: answer by answer, each diagram restricted to what is open and searched for pairs.

It was the product's own way until one pass over all answers took its place, and is what that is held to. Slow; what it
finds is kept for the next child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import lasting_unknowns
from crdecide.evaluation.symbolic.diagrams import Diagrams, Node
from crdecide.evaluation.symbolic.outcomes import INVALID, answers_of
from crdecide.explanation.openness import Openness, States
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.record_paths import reader
from crdecide.language.partition import UNKNOWN_REGION, Fact
from crdecide.language.record_fields import every_field


class Missing(NamedTuple):
    """As `MissingFields` gives it, but for the answers that it could change, which are named."""

    field: str
    question: str
    could_change: tuple[str, ...]
    is_asked: bool


class MissingSearch:
    """The fields that are missing, in their order, as `MissingFields` gives them."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._answers = ruleset, answers_of(ruleset)
        self._openness, self._search = Openness(self._answers), Search(self._answers.diagrams)
        self._order = [answer.name for answer in self._answers.answers]

    def of(self, patient: Patient, fact: Fact) -> tuple[Missing, ...]:
        unchecked = lasting_unknowns(patient, self._ruleset)
        open_to = self._openness.of(self._answers.place(fact), unchecked)
        changes: dict[int, list[str]] = {}
        for answer in self._answers.answers:
            for part in self._search.deciding(answer.node, open_to):
                changes.setdefault(part, []).append(answer.name)
        return tuple(sorted(self._missing(changes, patient, fact), key=_weight, reverse=True))

    def _missing(self, changes: Mapping[int, list[str]], patient: Patient, fact: Fact) -> list[Missing]:
        inputs = self._ruleset.vocabulary.inputs
        form = {f.path: f.question for _, f in every_field(self._ruleset.record_fields, self._ruleset.vocabulary)}
        fields: dict[str, set[str]] = {}
        questions: dict[str, str] = {}
        asked: set[str] = set()
        first = [[*inputs].index(part.inputs[0]) for part in self._answers.parts]
        for part in sorted(changes, key=first.__getitem__):
            asks = next(name for name in self._answers.parts[part].inputs if fact[name] == UNKNOWN_REGION)
            question = inputs[asks].asked_of(lambda other: fact[other] != UNKNOWN_REGION)
            questions.setdefault(inputs[asks].path, question)
            fields.setdefault(inputs[asks].path, set()).update(changes[part])
            asked.add(inputs[asks].path)
            for other in inputs[asks].to_fill_in:
                if other != inputs[asks].path and reader(other)(patient) is None:
                    questions.setdefault(other, form[other])
                    fields.setdefault(other, set()).update(changes[part])
        return [Missing(path, questions[path], self._ordered(names), path in asked) for path, names in fields.items()]

    def _ordered(self, names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=self._order.index))


def _weight(missing: Missing) -> tuple[bool, int, int]:
    options = sum(what in OPTIONS for what in missing.could_change)
    return "scope" in missing.could_change, options, len(missing.could_change)


class Search:
    """Which parts decide an answer; what lies below a node depends on what is open below it, and on nothing else."""

    def __init__(self, diagrams: Diagrams) -> None:
        self._full, self._left = diagrams, Diagrams()
        self._restricted: dict[tuple[Node, tuple[States, ...]], Node] = {}
        self._supports: dict[Node, tuple[int, ...]] = {}
        self._differing: dict[tuple[Node, Node], bool] = {}
        self._decided_by: dict[Node, frozenset[int]] = {}

    def deciding(self, node: Node, open_to: list[States]) -> frozenset[int]:
        return self._deciding(self._restrict(node, open_to))

    def _restrict(self, node: Node, open_to: list[States]) -> Node:
        """The function of what is still open; the first child of a node is the state as it is now."""
        children = self._full.children(node)
        if not children:
            return self._left.leaf(self._full.value(node))
        if node not in self._supports:
            self._supports[node] = self._full.support(node)
        key = (node, tuple([open_to[part] for part in self._supports[node]]))
        if key not in self._restricted:
            variable = self._full.variable(node)
            below = [self._restrict(children[state], open_to) for state in open_to[variable]]
            self._restricted[key] = self._left.branch(variable, below)
        return self._restricted[key]

    def _deciding(self, node: Node) -> frozenset[int]:
        if node not in self._decided_by:
            below = frozenset[int]().union(*map(self._deciding, self._left.children(node)))
            own = {self._left.variable(node)} if self._matters(node) else ()
            self._decided_by[node] = below.union(own)
        return self._decided_by[node]

    def _matters(self, part: Node) -> bool:
        children = self._left.children(part)
        # Every state is compared with the present one alone: the question is what would change the answer as it is.
        return any(self._differ(children[0], other) for other in children[1:])

    def _differ(self, one: Node, other: Node) -> bool:
        """Whether two functions differ for some child who can exist."""
        if (one, other) not in self._differing:
            self._differing[one, other] = one != other and self._compare(one, other)
        return self._differing[one, other]

    def _compare(self, one: Node, other: Node) -> bool:
        left, right = self._left.children(one), self._left.children(other)
        # Two leaves differ for some child only if both children can exist.
        if not left and not right:
            return INVALID not in (self._left.value(one), self._left.value(other))
        first = min(self._left.variable(one), self._left.variable(other))
        if self._left.variable(one) > first:
            return any(self._differ(one, child) for child in right)
        if self._left.variable(other) > first:
            return any(self._differ(child, other) for child in left)
        return any(self._differ(a, b) for a, b in zip(left, right, strict=True))
