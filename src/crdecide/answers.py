"""Every answer that a rule set can give as a function of what is known of a child.

Each scope, stance and alert is one decision diagram over the parts of `unknowns.py`, so that questions
about all children at once have exact answers: what could still change, what would.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, cast

from .cards import Alert
from .decide import ON_THE_TABLE, is_shown, scope_of, stance_of
from .diagrams import Diagrams, Node
from .regions import Fact, Regions
from .ruleset import Ruleset
from .symbolic import Symbolic, symbolic
from .truth import TRUE, UNKNOWN, Truth
from .unknowns import Part, states_of
from .vocabulary import OPTIONS, OptionName, ScopeStatus

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
    return _Builder(symbolic(ruleset)).built()


class _Builder:
    """From the truth of every card to what is said."""

    def __init__(self, rules: Symbolic) -> None:
        self.rules, self.ruleset, self.diagrams, self.cards = rules, rules.ruleset, rules.diagrams, rules.effective

    def built(self) -> Answers:
        scope = self._scope()
        stances = {name: self._option(name, scope) for name in OPTIONS}
        tables = {name: self.diagrams.combined(_is_on_the_table, [node]) for name, node in stances.items()}
        said: list[tuple[Kind, str, Node]] = [("scope", SCOPE, scope)]
        said += [("option", name, node) for name, node in stances.items()]
        said += [("alert", card.id, self._alert(card, scope, tables)) for card in self.ruleset.alerts]
        contradicted = self.rules.contradicted
        between = tuple(map(self.diagrams.support, contradicted))
        answers = tuple(self._answer(*one, between) for one in said)
        return Answers(self.rules.parts, self.rules.regions, self.diagrams, answers, between, contradicted)

    def _answer(self, kind: Kind, name: str, node: Node, between: tuple[tuple[int, ...], ...]) -> Answer:
        """The answer, INVALID where what it depends on contradicts itself.

        A contradiction between two parts of which it depends on one is left to `Openness`, which knows the other.
        """
        support = frozenset(self.diagrams.support(node))
        for contradicted, parts in zip(self.rules.contradicted, between, strict=True):
            if support.issuperset(parts) or (len(parts) > MOST_PAIRED and support.intersection(parts)):
                node = self.diagrams.combined(_unless_contradicted, [contradicted, node])
        return Answer(kind, name, node, self.diagrams.support(node))

    def _scope(self) -> Node:
        scopes = self.ruleset.scopes

        def scope(*truths: Truth) -> str:
            return scope_of(scopes, {card.id: truth for card, truth in zip(scopes, truths, strict=True)})[0]

        return self.diagrams.combined(scope, [self.cards[card.id] for card in scopes])

    def _option(self, name: OptionName, scope: Node) -> Node:
        """The stance and whether it is put forward especially; None out of scope."""
        cards = [card for card in self.ruleset.options if card.says.option == name]

        def said(status: str, *truths: Truth) -> Hashable:
            if status != "in_scope":
                return None
            held = [card for card, truth in zip(cards, truths, strict=True) if truth is TRUE]
            undecided = [card for card, truth in zip(cards, truths, strict=True) if truth is UNKNOWN]
            return stance_of(held, undecided), any(card.says.especially for card in held)

        return self.diagrams.combined(said, [scope, *(self.cards[card.id] for card in cards)])

    def _alert(self, alert: Alert, scope: Node, tables: Mapping[OptionName, Node]) -> Node:
        """Shown, left open (could not be excluded), or None."""

        def said(status: str, truth: Truth, *on_the_table: bool) -> Hashable:
            weighed = [name for name, is_on in zip(alert.bears_on, on_the_table, strict=True) if is_on]
            shown = is_shown(alert, truth, cast("ScopeStatus", status), weighed)
            return ("shown" if truth is TRUE else "open") if shown else None

        return self.diagrams.combined(said, [scope, self.cards[alert.id], *(tables[name] for name in alert.bears_on)])


def _unless_contradicted(contradicted: Truth, said: Hashable) -> Hashable:
    return INVALID if contradicted is TRUE else said


def _is_on_the_table(said: Hashable) -> bool:
    return isinstance(said, tuple) and said[0] in ON_THE_TABLE
