"""Rule sets with one small change each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from crdecide.guideline.options import OptionName
from crdecide.language.cards import Conditional, Finding, Line
from crdecide.language.condition_text import in_words
from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not
from crdecide.language.evidence import Form
from crdecide.language.ruleset import Ruleset

from ..properties.counterexample import Record
from .terminology import terminology_changes, word_changes

Model = TypeVar("Model", bound=Form)


@dataclass(frozen=True)
class Mutant:
    """One rule set with one part changed: where, and what; `witness` is a record that speaks of it, if one is known."""

    rule: str
    change: str
    ruleset: Ruleset
    witness: Record | None = None


def mutants(ruleset: Ruleset) -> Iterator[Mutant]:
    """Every mutant.

    Each part of a condition is dropped, negated, swapped (all for any) or moved (a cut point by one); each
    stance is replaced by each other; each withholding, caveat and reference to evidence is left out; alerts are made
    louder or less loud; each member of a list is left out; codes and drugs are mistyped, moved and turned round.
    """
    for finding in ruleset.findings:
        for change, changed in _finding_changes(finding):
            yield Mutant(finding.id, change, _with_finding(ruleset, finding, changed))
    for card in ruleset.cards:
        for change, altered in _card_changes(card):
            cards = tuple(altered if other is card else other for other in ruleset.cards)
            yield Mutant(card.id, change, replace(ruleset, cards=cards))
    for option in ruleset.vocabulary.options:
        yield from _undemanding(option, ruleset)
    for part in chain(terminology_changes(ruleset), word_changes(ruleset)):
        yield Mutant(part.place, part.change, part.ruleset, part.witness)


def _with_finding(ruleset: Ruleset, finding: Finding, changed: Finding) -> Ruleset:
    """The rule set with one finding replaced where it stands: in its own layer, since later ones may read it."""
    strata = []
    for layer in ruleset.strata:
        replaced = [changed if other is finding else other for other in layer]
        strata.append(tuple(replaced))
    return replace(ruleset, strata=tuple(strata))


def _undemanding(name: OptionName, ruleset: Ruleset) -> Iterator[Mutant]:
    """The option with each caveat that it demands of its cards left out in turn."""
    for caveat, altered in _without(ruleset.vocabulary.options[name], "demands_caveats"):
        options = {**ruleset.vocabulary.options, name: altered}
        vocabulary = ruleset.vocabulary.model_copy(update={"options": options})
        yield Mutant(name, f"does not demand the caveat {caveat}", replace(ruleset, vocabulary=vocabulary))


def _finding_changes(finding: Finding) -> Iterator[tuple[str, Finding]]:
    for place, line in enumerate(finding.concludes):
        for change, when in _changed(line.when):
            lines = (*finding.concludes[:place], Line(line.value, when), *finding.concludes[place + 1 :])
            yield f"{line.value}: {change}", finding.model_copy(update={"concludes": lines})
    yield from _uncited(finding)


def _card_changes(card: Conditional) -> Iterator[tuple[str, Conditional]]:
    for change, when in _changed(card.applies_when):
        yield change, card.model_copy(update={"applies_when": when})
    for name, altered in _without(card, "withheld_by"):
        yield f"not withheld by {name}", altered
    yield from _uncited(card)
    for change, differing in card.variants():
        yield change, card.model_copy(update=differing)


def _uncited(card: Model) -> Iterator[tuple[str, Model]]:
    for reference, altered in _without(card, "evidence"):
        yield f"without the evidence {reference}", altered


def _without(part: Model, field: str) -> Iterator[tuple[str, Model]]:
    """The part with each entry of one of its lists left out in turn."""
    entries = getattr(part, field)
    for name in entries:
        yield name, part.model_copy(update={field: tuple(other for other in entries if other != name)})


def _changed(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs from this one in one place."""
    match condition:
        case All(parts) | AnyOf(parts):
            yield from _changed_parts(condition, parts)
        case Not(part):
            yield f"without 'not' before {in_words(part, str)}", part
            for change, changed in _changed(part):
                yield change, Not(changed)
        case Among():
            yield f"not {in_words(condition, str)}", Not(condition)
        case AtLeast(field, bound):
            for moved in (bound - 1, bound + 1):
                yield f"{field} at least {moved}", AtLeast(field, moved)
        case Below(field, bound):
            for moved in (bound - 1, bound + 1):
                yield f"{field} below {moved}", Below(field, moved)


def _changed_parts(condition: All | AnyOf, parts: tuple[Condition, ...]) -> Iterator[tuple[str, Condition]]:
    same, other = (All, AnyOf) if isinstance(condition, All) else (AnyOf, All)
    # Of a single part, "all" and "any" mean the same, and without it the condition would be empty.
    if len(parts) > 1:
        yield f"'{other.__name__}' for '{same.__name__}'", other(parts)
        for place, part in enumerate(parts):
            yield f"without {in_words(part, str)}", same((*parts[:place], *parts[place + 1 :]))
    for place, part in enumerate(parts):
        for change, changed in _changed(part):
            yield change, same((*parts[:place], changed, *parts[place + 1 :]))
