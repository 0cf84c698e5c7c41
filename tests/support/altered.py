"""Rule sets with one thing broken on purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crdecide import Ruleset
from crdecide.language.cards import Line, Rule
from crdecide.language.conditions import Condition


def card(ruleset: Ruleset, name: str) -> Any:
    [found] = [rule for rule in ruleset.rules if rule.id == name]
    return found


def with_rule(ruleset: Ruleset, changed: Rule) -> Ruleset:
    """The rule set with this rule in place of the one of the same name."""
    strata = tuple(tuple(changed if f.id == changed.id else f for f in layer) for layer in ruleset.strata)
    cards = tuple(changed if other.id == changed.id else other for other in ruleset.cards)
    return replace(ruleset, strata=strata, cards=cards)


def altered(ruleset: Ruleset, name: str, **update: Any) -> Ruleset:
    """The rule set with some fields of a rule changed."""
    return with_rule(ruleset, card(ruleset, name).model_copy(update=update))


def saying(ruleset: Ruleset, name: str, **update: Any) -> Ruleset:
    """The rule set with a card that says something else."""
    return altered(ruleset, name, says=card(ruleset, name).says.model_copy(update=update))


def when(ruleset: Ruleset, name: str, condition: Condition) -> Ruleset:
    """The rule set with another condition on a card."""
    return altered(ruleset, name, applies_when=condition)


def concluding(ruleset: Ruleset, name: str, *lines: tuple[str, Condition]) -> Ruleset:
    """The rule set with other lines in a finding."""
    return altered(ruleset, name, concludes=tuple(Line(value, condition) for value, condition in lines))


def stating(ruleset: Ruleset, source: str, statement: str, **update: Any) -> Ruleset:
    """The rule set with a statement of a source changed."""
    statements = dict(ruleset.sources[source].statements)
    statements[statement] = statements[statement].model_copy(update=update)
    changed = ruleset.sources[source].model_copy(update={"statements": statements})
    return replace(ruleset, sources={**ruleset.sources, source: changed})
