"""What comes of a child, as functions of what is known: the scope, the outcome of each option, each alert.

Each is one decision diagram over the parts of `variables.py`, so that questions about all children at once
have exact answers: what could still change, what would. `OutcomeDiagrams` are the functions as the rules make
them; `Answers` are the same with what no child can be like marked as such, and how to look one child up.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Literal, cast

from crdecide.errors import ConflictingCards
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.guideline.options import OPTIONS, OptionName, ScopeStatus, is_on_the_table
from crdecide.language.cards import Alert, Conditional, OptionCard, Scope
from crdecide.language.partition import Fact, Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, Truth

from ..precedence import OptionOutcome, is_shown, outcome_of, scope_of
from .constrained import INVALID, Constrained
from .diagrams import Diagrams, Node
from .ordering import widest_first
from .rule_diagrams import Symbolic
from .variables import Part, parts_of, states_of

SCOPE = "scope"
MOST_PAIRED = 2
"""A contradiction between so many parts, or fewer, is looked at pair by pair in `explanation.openness`."""
Kind = Literal["scope", "danger", "option", "alert"]


@dataclass(frozen=True)
class ConflictingStances:
    """Cards about one option that hold together and differ in their stance; no child can be like that, if the
    rules were loaded.
    """

    cards: tuple[str, ...]


@dataclass(frozen=True)
class OutcomeDiagrams:
    """The functions; their variables are those of the `Symbolic` that they were made from."""

    scope: Node
    options: Mapping[OptionName, Node]
    """`OptionOutcome`, or `ConflictingStances`, or None out of scope."""
    on_the_table: Mapping[OptionName, Node]
    """True where the option is usual or may be considered."""
    weighed: Mapping[OptionName, Node]
    """True where the option is on the table, or in scope and in use."""
    alerts: Mapping[str, Node]
    """'shown', 'open' (could not be excluded), or None."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The scope, the options and the alerts."""
        return (self.scope, *self.options.values(), *self.alerts.values())


def outcome_diagrams(rules: Symbolic) -> OutcomeDiagrams:
    """What a rule set says, for every child at once."""
    scopes = rules.ruleset.scopes
    # By the very functions of the precedence: what is shown of all children is what is told to each.
    scope = rules.diagrams.combined(partial(_scope, scopes), [rules.effective[card.id] for card in scopes])
    options = {name: _option(rules, name, scope) for name in OPTIONS}
    tables = {name: rules.diagrams.combined(_is_put_forward, [node]) for name, node in options.items()}
    weighed = {name: _weighed(rules, name, node, tables[name]) for name, node in options.items()}
    alerts = {card.id: _alert(rules, card, scope, weighed) for card in rules.ruleset.alerts}
    return OutcomeDiagrams(scope, options, tables, weighed, alerts)


def danger_diagram(rules: Symbolic) -> Node:
    """The danger that is said: 'yes' or 'no', None where it is not settled or concerns nobody."""
    if not {DANGER, DANGER_CONCERNS} <= rules.findings.keys():
        return rules.diagrams.leaf(None)
    concerned = rules.regions.region(DANGER_CONCERNS, "yes")

    def said(concerns: int, danger: int) -> Hashable:
        return rules.regions.representative(DANGER, danger) if concerns == concerned else None

    return rules.diagrams.combined(said, [rules.findings[DANGER_CONCERNS], rules.findings[DANGER]])


def _scope(scopes: Sequence[Scope], *truths: Truth) -> ScopeStatus:
    return scope_of(scopes, _by_id(scopes, truths))[0]


def _by_id(cards: Sequence[Conditional], truths: Sequence[Truth]) -> Mapping[str, Truth]:
    return dict(zip([card.id for card in cards], truths, strict=True))


def _option(rules: Symbolic, name: OptionName, scope: Node) -> Node:
    cards = rules.ruleset.options_about[name]
    truths = [rules.effective[card.id] for card in cards]
    return rules.diagrams.combined(partial(_outcome, cards), [scope, *truths])


def _outcome(
    cards: Sequence[OptionCard], status: ScopeStatus, *truths: Truth
) -> OptionOutcome | ConflictingStances | None:
    if status != "in_scope":
        return None
    try:
        return outcome_of(cards, _by_id(cards, truths))
    except ConflictingCards as error:
        return ConflictingStances(error.cards)


def _is_put_forward(outcome: Hashable) -> bool:
    return isinstance(outcome, OptionOutcome) and is_on_the_table(outcome.stance)


def _weighed(rules: Symbolic, name: OptionName, option: Node, on_the_table: Node) -> Node:
    in_use = rules.ruleset.vocabulary.options[name].in_use
    if in_use is None:
        return on_the_table
    yes = rules.regions.region(in_use, "yes")

    def is_weighed(outcome: Hashable, is_on: bool, region: int) -> bool:
        # Out of scope there is no outcome: no option is weighed there.
        return outcome is not None and (is_on or region == yes)

    return rules.diagrams.combined(is_weighed, [option, on_the_table, rules.findings[in_use]])


def _alert(rules: Symbolic, alert: Alert, scope: Node, weighed: Mapping[OptionName, Node]) -> Node:
    """'shown', 'open' (could not be excluded), or None."""

    def shown(status: str, truth: Truth, *is_weighed: bool) -> Hashable:
        options = [name for name, so in zip(alert.bears_on, is_weighed, strict=True) if so]
        if not is_shown(alert, truth, cast("ScopeStatus", status), options):
            return None
        return "shown" if truth is TRUE else "open"

    bearing = [weighed[name] for name in alert.bears_on]
    return rules.diagrams.combined(shown, [scope, rules.effective[alert.id], *bearing])


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

    rules: Symbolic
    """The rules in the order of parts that the answers have: only functions of these can be combined with them."""
    parts: tuple[Part, ...]
    in_vocabulary_order: tuple[int, ...]
    """The parts, by number, in the order of their first inputs in the vocabulary."""
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

    @cached_property
    def danger(self) -> Answer:
        """The danger that is said of a child: 'yes' or 'no', None where it is not settled or concerns nobody."""
        return _Limits.of(self.rules).answer("danger", DANGER, danger_diagram(self.rules))

    @cached_property
    def place(self) -> Callable[[Fact], tuple[int, ...]]:
        """The state of each part for a child."""
        return states_of(self.parts)

    def value(self, answer: Answer, place: Sequence[int]) -> Hashable:
        """What an answer says for children in these states."""
        return self.diagrams.at(answer.node, place)

    def may_exist(self, place: Sequence[int], part: int) -> bool:
        """Whether what is known of a part contradicts nothing that is known of the others."""
        with_part = self._contradicted_with[part]
        # Most parts are in no contradiction, and this is asked of every change of every child.
        return not with_part or not any(self.holds(contradicted, place) for contradicted in with_part)

    @cached_property
    def _contradicted_with(self) -> Sequence[Sequence[Node]]:
        """For each part, the contradictions that it takes part in."""
        pairs = [*zip(self.contradictions, self.contradicted, strict=True)]
        return [[node for parts, node in pairs if part in parts] for part in range(len(self.parts))]

    @cached_property
    def options(self) -> tuple[Answer, ...]:
        """The answers about options."""
        return tuple(answer for answer in self.answers if answer.kind == "option")

    @cached_property
    def parts_of_options(self) -> tuple[int, ...]:
        """The parts, by number, that some option depends on, in the order of the vocabulary."""
        read = {part for answer in self.options for part in answer.support}
        return tuple(part for part in self.in_vocabulary_order if part in read)

    def holds(self, contradicted: Node, place: Sequence[int]) -> bool:
        """Whether a contradiction is there in these states."""
        return self.diagrams.at(contradicted, place) is TRUE


@lru_cache(maxsize=8)
def answers_of(ruleset: Ruleset) -> Answers:
    """The answers of a rule set; made once for each rule set in use."""
    rules = Symbolic(ruleset, parts=widest_first(parts_of(ruleset), ruleset))
    limits = _Limits.of(rules)
    answers = tuple(limits.answer(kind, name, node) for kind, name, node in _named(outcome_diagrams(rules)))
    order = _in_vocabulary_order(rules)
    return Answers(
        rules, rules.parts, order, rules.regions, rules.diagrams, answers, limits.between, rules.contradicted
    )


@dataclass(frozen=True)
class _Limits:
    """What no child can be like, by which the functions of the rules become answers."""

    rules: Symbolic
    between: tuple[tuple[int, ...], ...]
    impossible: tuple[Node, ...]
    constrained: Constrained

    @classmethod
    def of(cls, rules: Symbolic) -> _Limits:
        """Those of a rule set."""
        between = tuple(map(rules.diagrams.support, rules.contradicted))
        impossible = (rules.diagrams.combined(_invalid_where, [contradicted]) for contradicted in rules.contradicted)
        return cls(rules, between, tuple(impossible), Constrained(rules.diagrams))

    def answer(self, kind: Kind, name: str, node: Node) -> Answer:
        """The function, marked where no child can be."""
        support = frozenset(self.rules.diagrams.support(node))
        for contradicted, parts in zip(self.impossible, self.between, strict=True):
            if _bears_on(parts, support):
                node = self.constrained.of(node, contradicted)
        return Answer(kind, name, node, self.rules.diagrams.support(node))


def _in_vocabulary_order(rules: Symbolic) -> tuple[int, ...]:
    # A dict as a set that keeps its order.
    return tuple(dict.fromkeys(rules.of_input[name] for name in rules.ruleset.vocabulary.inputs))


def _named(outcomes: OutcomeDiagrams) -> Iterator[tuple[Kind, str, Node]]:
    """The functions by kind and name, in the order of an advisory: the scope first, which all others depend on."""
    yield "scope", SCOPE, outcomes.scope
    for option, node in outcomes.options.items():
        yield "option", option, node
    for alert, node in outcomes.alerts.items():
        yield "alert", alert, node


def _bears_on(parts: tuple[int, ...], support: frozenset[int]) -> bool:
    """Whether an answer that depends on some parts is marked where a contradiction between others is there.

    A contradiction between two parts of which it depends on one is left to `Openness`, which knows the other.
    """
    return support.issuperset(parts) or (len(parts) > MOST_PAIRED and bool(support.intersection(parts)))


def _invalid_where(contradicted: Truth) -> Hashable:
    return INVALID if contradicted is TRUE else None
