"""What is said of a child, as functions of what is known: the scope, the stance on each option, each alert."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, cast

from crdecide.guideline.options import ON_THE_TABLE, OPTIONS, OptionName, ScopeStatus, Stance
from crdecide.language.cards import Alert, OptionCard, Scope
from crdecide.language.truth import TRUE, UNKNOWN, Truth

from ..precedence import is_shown, scope_of, stance_of
from .diagrams import Node
from .rule_diagrams import Symbolic


class Said(NamedTuple):
    """What is said of an option in scope: its stance, and whether it is put forward especially."""

    stance: Stance
    especially: bool


@dataclass(frozen=True)
class Conflict:
    """Cards about one option that hold together and differ in their stance; no child can be like that, if the
    rules were loaded.
    """

    cards: tuple[str, ...]


@dataclass(frozen=True)
class Sayings:
    """The functions; what they are of is told by the `Symbolic` they were made from."""

    scope: Node
    options: Mapping[OptionName, Node]
    """`Said`, or a `Conflict`, or None out of scope."""
    on_the_table: Mapping[OptionName, Node]
    """True where the option is usual or may be considered."""
    alerts: Mapping[str, Node]
    """'shown', 'open' (could not be excluded), or None."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The scope, the options and the alerts."""
        return (self.scope, *self.options.values(), *self.alerts.values())


def said_by(rules: Symbolic) -> Sayings:
    """What a rule set says."""
    scopes = rules.ruleset.scopes
    scope = rules.diagrams.combined(partial(_scope, scopes), [rules.effective[card.id] for card in scopes])
    options = {name: _option(rules, name, scope) for name in OPTIONS}
    tables = {name: rules.diagrams.combined(_is_on_the_table, [node]) for name, node in options.items()}
    alerts = {card.id: _alert(rules, card, scope, tables) for card in rules.ruleset.alerts}
    return Sayings(scope, options, tables, alerts)


def _scope(scopes: Sequence[Scope], *truths: Truth) -> ScopeStatus:
    return scope_of(scopes, {card.id: truth for card, truth in zip(scopes, truths, strict=True)})[0]


def _option(rules: Symbolic, name: OptionName, scope: Node) -> Node:
    cards = [card for card in rules.ruleset.options if card.says.option == name]
    return rules.diagrams.combined(partial(_said, cards), [scope, *(rules.effective[card.id] for card in cards)])


def _said(cards: Sequence[OptionCard], status: ScopeStatus, *truths: Truth) -> Said | Conflict | None:
    if status != "in_scope":
        return None
    held = [card for card, truth in zip(cards, truths, strict=True) if truth is TRUE]
    undecided = [card for card, truth in zip(cards, truths, strict=True) if truth is UNKNOWN]
    if len({card.says.stance for card in held}) > 1:
        return Conflict(tuple(card.id for card in held))
    return Said(stance_of(held, undecided), any(card.says.especially for card in held))


def _is_on_the_table(said: Hashable) -> bool:
    return isinstance(said, Said) and said.stance in ON_THE_TABLE


def _alert(rules: Symbolic, alert: Alert, scope: Node, tables: Mapping[OptionName, Node]) -> Node:
    """'shown', 'open' (could not be excluded), or None."""

    def shown(status: str, truth: Truth, *on_the_table: bool) -> Hashable:
        weighed = [name for name, is_on in zip(alert.bears_on, on_the_table, strict=True) if is_on]
        if not is_shown(alert, truth, cast("ScopeStatus", status), weighed):
            return None
        return "shown" if truth is TRUE else "open"

    nodes = [scope, rules.effective[alert.id], *(tables[name] for name in alert.bears_on)]
    return rules.diagrams.combined(shown, nodes)
