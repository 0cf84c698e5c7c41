"""Random valid rule sets: the vocabulary of the real rules, with other conditions in every rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from crdecide import Ruleset
from crdecide.language.cards import Conditional, Finding, Line, OptionCard
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Field, Not
from crdecide.language.normal_form import TooManyTerms, proofs
from crdecide.language.partition import Regions
from crdecide.language.ruleset import condition_fields
from crdecide.language.truth import FALSE, TRUE

MOST_RULES = 12


def atom(field: Field, draw: Any) -> Condition:
    if field.values is None:
        bound = draw(st.integers(0, 40)) / 2
        return AtLeast(field.name, bound) if draw(st.booleans()) else Below(field.name, bound)
    chosen = draw(st.sets(st.sampled_from(field.values), min_size=1, max_size=max(1, len(field.values) - 1)))
    return Among(field.name, tuple(value for value in field.values if value in chosen))


@st.composite
def conditions(draw: Any, fields: Mapping[str, Field], depth: int = 3) -> Condition:
    """A condition of a few comparisons, nested, with negations."""
    kind = draw(st.sampled_from(("atom", "atom", "all", "any", "not"))) if depth else "atom"
    if kind == "atom":
        return atom(fields[draw(st.sampled_from(sorted(fields)))], draw)
    if kind == "not":
        return Not(draw(conditions(fields, depth - 1)))
    parts = tuple(draw(st.lists(conditions(fields, depth - 1), min_size=1, max_size=3)))
    return All(parts) if kind == "all" else AnyOf(parts)


@st.composite
def rulesets(draw: Any, base: Ruleset) -> Ruleset:
    """The findings and some of the cards of a rule set, each with a random condition; options are of one stance.

    So no two cards contradict each other. Findings rank what was found so far, so that their lines may overlap.
    """
    names = draw(st.lists(st.sampled_from(sorted(base.vocabulary.inputs)), min_size=2, max_size=6, unique=True))
    fields = {name: field for name, field in condition_fields(base.vocabulary, ()).items() if name in names}
    strata = []
    for layer in base.strata:
        changed = tuple(_finding(finding, fields, draw) for finding in layer if draw(st.booleans()))
        fields = {**fields, **{finding.id: Field(finding.id, finding.values) for finding in changed}}
        strata.append(changed)
    some = st.lists(st.sampled_from(base.cards), min_size=1, max_size=MOST_RULES, unique_by=lambda card: card.id)
    cards = tuple(_card(card, fields, draw) for card in draw(some))
    return replace(base, strata=tuple(strata), cards=cards)


def _finding(finding: Finding, fields: Mapping[str, Field], draw: Any) -> Finding:
    lines = tuple(Line(line.value, _provable(fields, draw)) for line in finding.concludes)
    return finding.model_copy(update={"concludes": lines, "so_far": True})


def _card(card: Conditional, fields: Mapping[str, Field], draw: Any) -> Conditional:
    update: dict[str, Any] = {"applies_when": _provable(fields, draw), "withheld_by": ()}
    if isinstance(card, OptionCard):
        update["says"] = card.says.model_copy(update={"stance": "not_supported"})
    return card.model_copy(update=update)


def _provable(fields: Mapping[str, Field], draw: Any) -> Condition:
    """A condition that the loader would take: not too many alternatives either way."""
    condition: Condition = draw(conditions(fields).filter(lambda c: _is_small(c, fields)))
    return condition


def _is_small(condition: Condition, fields: Mapping[str, Field]) -> bool:
    regions = Regions.of(fields, [condition])
    try:
        return all(len(proofs(condition, wanted, regions)) <= 60 for wanted in (TRUE, FALSE))
    except TooManyTerms:
        return False
