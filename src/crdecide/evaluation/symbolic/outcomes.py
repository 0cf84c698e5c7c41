"""What comes of a child, as functions of what is known: the scope, the outcome of each option, each alert.

Each is one decision diagram over the parts of `variables.py`, so that questions about all children at once
have exact answers: what could still change, what would. `OutcomeDiagrams` are the functions as the rules make
them; the answers are the same with what no child can be like marked as such.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import cast

from crdecide.errors import ConflictingCards
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.guideline.options import OPTIONS, OptionName, ScopeStatus, is_on_the_table
from crdecide.language.cards import Alert, Conditional, OptionCard, Scope
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, Truth

from ..precedence import OptionOutcome, is_shown, outcome_of, scope_of
from .answer_functions import MOST_PAIRED, SCOPE, Answer, Answers, ConflictingStances, Kind
from .constrained import INVALID, Constrained
from .diagrams import Node
from .ordering import widest_first
from .rule_diagrams import Symbolic
from .variables import parts_of


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


@dataclass(frozen=True, eq=False)
class RuleAnswers(Answers):
    """The answers, with the rules that they were made from."""

    rules: Symbolic
    """In the order of parts that the answers have: only functions of these can be combined with them."""

    @cached_property
    def danger(self) -> Answer:
        """The danger that is said of a child: 'yes' or 'no', None where it is not settled or concerns nobody."""
        return _Limits.of(self.rules).answer("danger", DANGER, danger_diagram(self.rules))


@lru_cache(maxsize=8)
def answers_of(ruleset: Ruleset) -> RuleAnswers:
    """The answers of a rule set, made of its rules; once for each rule set in use."""
    rules = Symbolic(ruleset, parts=widest_first(parts_of(ruleset), ruleset))
    limits = _Limits.of(rules)
    answers = tuple(limits.answer(kind, name, node) for kind, name, node in _named(outcome_diagrams(rules)))
    return RuleAnswers(ruleset, rules.parts, rules.diagrams, answers, limits.between, rules.contradicted, rules)


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
