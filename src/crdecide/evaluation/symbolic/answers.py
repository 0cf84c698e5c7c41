"""Every answer that a rule set can give as a function of what is known of a child.

Each scope, stance and alert is one decision diagram over the parts of `unknowns.py`, so that questions
about all children at once have exact answers: what could still change, what would.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from crdecide.language.partition import Fact, Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, Truth

from .diagrams import Diagrams, Node
from .outcomes import outcomes_of
from .rule_diagrams import Symbolic, symbolic
from .variables import Part, states_of

INVALID = "invalid"
"""The value of an answer where what it depends on contradicts itself; no such child exists."""

SCOPE = "scope"
MOST_PAIRED = 2
Kind = Literal["scope", "option", "alert"]


@dataclass(frozen=True)
class Answer:
    """One thing that an advisory says: its name, and the function from what is known to what it says."""

    kind: Kind
    name: str
    node: Node
    support: tuple[int, ...]
    """The parts it depends on, by number."""


@dataclass(frozen=True, eq=False)
class Answers:
    """All answers of a rule set, in the order of an advisory."""

    parts: tuple[Part, ...]
    regions: Regions
    diagrams: Diagrams
    answers: tuple[Answer, ...]
    contradictions: tuple[tuple[int, ...], ...]
    """The parts that each contradiction is between, by number."""
    contradicted: tuple[Node, ...]
    """For each contradiction, the function that is TRUE where it is there."""

    @cached_property
    def by_name(self) -> Mapping[str, Answer]:
        """Every answer by its name."""
        return {answer.name: answer for answer in self.answers}

    def place(self, fact: Fact) -> tuple[int, ...]:
        """The state of each part for a child."""
        return states_of(self.parts, fact)

    def value(self, answer: Answer, place: tuple[int, ...]) -> Hashable:
        """What an answer says for children in these states."""
        return self.diagrams.at(answer.node, place)

    def may_exist(self, place: tuple[int, ...], part: int) -> bool:
        """Whether what is known of a part contradicts nothing that is known of the others."""
        contradictions = zip(self.contradictions, self.contradicted, strict=True)
        return all(self.diagrams.at(node, place) is not TRUE for parts, node in contradictions if part in parts)

    @cached_property
    def options(self) -> tuple[Answer, ...]:
        """The answers about options."""
        return tuple(answer for answer in self.answers if answer.kind == "option")

    def holds(self, contradicted: Node, place: tuple[int, ...]) -> bool:
        """Whether a contradiction is there in these states."""
        return self.diagrams.at(contradicted, place) is TRUE


@lru_cache(maxsize=8)
def answers_of(ruleset: Ruleset) -> Answers:
    """The answers of a rule set; made once for each rule set in use."""
    rules = symbolic(ruleset)
    between = tuple(map(rules.diagrams.support, rules.contradicted))
    answers = tuple(_answer(rules, kind, name, node, between) for kind, name, node in _said(rules))
    return Answers(rules.parts, rules.regions, rules.diagrams, answers, between, rules.contradicted)


def _said(rules: Symbolic) -> Iterator[tuple[Kind, str, Node]]:
    says = outcomes_of(rules)
    yield "scope", SCOPE, says.scope
    yield from (("option", name, node) for name, node in says.options.items())
    yield from (("alert", name, node) for name, node in says.alerts.items())


def _answer(rules: Symbolic, kind: Kind, name: str, node: Node, between: tuple[tuple[int, ...], ...]) -> Answer:
    """The answer, INVALID where what it depends on contradicts itself.

    A contradiction between two parts of which it depends on one is left to `Openness`, which knows the other.
    """
    support = frozenset(rules.diagrams.support(node))
    for contradicted, parts in zip(rules.contradicted, between, strict=True):
        if support.issuperset(parts) or (len(parts) > MOST_PAIRED and support.intersection(parts)):
            node = rules.diagrams.combined(_unless_contradicted, [contradicted, node])
    return Answer(kind, name, node, rules.diagrams.support(node))


def _unless_contradicted(contradicted: Truth, said: Hashable) -> Hashable:
    return INVALID if contradicted is TRUE else said
