"""What comes of a child, as functions of what is known: the scope, the outcome of each option, each alert."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from crdecide.errors import ConflictingCards
from crdecide.guideline.options import OPTIONS, OptionName, ScopeStatus, is_on_the_table
from crdecide.language.cards import Alert, OptionCard, Scope
from crdecide.language.truth import TRUE, Truth

from ..precedence import OptionOutcome, is_shown, outcome_of, scope_of
from .diagrams import Node
from .rule_diagrams import Symbolic


@dataclass(frozen=True)
class ConflictingStances:
    """Cards about one option that hold together and differ in their stance; no child can be like that, if the
    rules were loaded.
    """

    cards: tuple[str, ...]


@dataclass(frozen=True)
class Outcomes:
    """The functions; what they are of is told by the `Symbolic` they were made from."""

    scope: Node
    options: Mapping[OptionName, Node]
    """`OptionOutcome`, or `ConflictingStances`, or None out of scope."""
    on_the_table: Mapping[OptionName, Node]
    """True where the option is usual or may be considered."""
    alerts: Mapping[str, Node]
    """'shown', 'open' (could not be excluded), or None."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The scope, the options and the alerts."""
        return (self.scope, *self.options.values(), *self.alerts.values())


def outcomes_of(rules: Symbolic) -> Outcomes:
    """What a rule set says."""
    scopes = rules.ruleset.scopes
    scope = rules.diagrams.combined(partial(_scope, scopes), [rules.effective[card.id] for card in scopes])
    options = {name: _option(rules, name, scope) for name in OPTIONS}
    tables = {name: rules.diagrams.combined(_is_put_forward, [node]) for name, node in options.items()}
    alerts = {card.id: _alert(rules, card, scope, tables) for card in rules.ruleset.alerts}
    return Outcomes(scope, options, tables, alerts)


def _scope(scopes: Sequence[Scope], *truths: Truth) -> ScopeStatus:
    return scope_of(scopes, {card.id: truth for card, truth in zip(scopes, truths, strict=True)})[0]


def _option(rules: Symbolic, name: OptionName, scope: Node) -> Node:
    cards = rules.ruleset.options_about[name]
    return rules.diagrams.combined(partial(_outcome, cards), [scope, *(rules.effective[card.id] for card in cards)])


def _outcome(
    cards: Sequence[OptionCard], status: ScopeStatus, *truths: Truth
) -> OptionOutcome | ConflictingStances | None:
    if status != "in_scope":
        return None
    try:
        return outcome_of(cards, {card.id: truth for card, truth in zip(cards, truths, strict=True)})
    except ConflictingCards as error:
        return ConflictingStances(error.cards)


def _is_put_forward(outcome: Hashable) -> bool:
    return isinstance(outcome, OptionOutcome) and is_on_the_table(outcome.stance)


def _alert(rules: Symbolic, alert: Alert, scope: Node, tables: Mapping[OptionName, Node]) -> Node:
    """'shown', 'open' (could not be excluded), or None."""

    def shown(status: str, truth: Truth, *on_the_table: bool) -> Hashable:
        weighed = [name for name, is_on in zip(alert.bears_on, on_the_table, strict=True) if is_on]
        if not is_shown(alert, truth, cast("ScopeStatus", status), weighed):
            return None
        return "shown" if truth is TRUE else "open"

    nodes = [scope, rules.effective[alert.id], *(tables[name] for name in alert.bears_on)]
    return rules.diagrams.combined(shown, nodes)
