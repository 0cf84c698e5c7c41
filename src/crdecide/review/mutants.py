"""Rule sets with one small change each: whatever changes an answer, some scenario has to notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..cards import Finding, Holdable, Line, OptionCard
from ..conditions import All, Among, AnyOf, AtLeast, Below, Condition, Not
from ..ruleset import Ruleset
from ..vocabulary import STANCES
from .scenarios import Scenario


@dataclass(frozen=True)
class Mutant:
    """One rule set with one card changed, and what was changed."""

    rule: str
    change: str
    ruleset: Ruleset


def mutants(ruleset: Ruleset) -> Iterator[Mutant]:
    """Every mutant: each part of a condition dropped, negated, swapped or moved; each stance; each withholding."""
    for finding in ruleset.findings:
        for change, changed in _finding_changes(finding):
            strata = tuple(tuple(changed if f is finding else f for f in layer) for layer in ruleset.strata)
            yield Mutant(finding.id, change, replace(ruleset, strata=strata))
    for card in ruleset.cards:
        for change, altered in _card_changes(card):
            cards = tuple(altered if other is card else other for other in ruleset.cards)
            yield Mutant(card.id, change, replace(ruleset, cards=cards))


def survives(mutant: Mutant, scenarios: Iterable[Scenario]) -> bool:
    """Whether no scenario notices the change; those of the changed rule are asked first."""
    return all(s.passes(mutant.ruleset) for s in sorted(scenarios, key=lambda s: s.rule != mutant.rule))


def _finding_changes(finding: Finding) -> Iterator[tuple[str, Finding]]:
    for place, line in enumerate(finding.concludes):
        for change, when in _changed(line.when):
            lines = (*finding.concludes[:place], Line(line.value, when), *finding.concludes[place + 1 :])
            yield f"{line.value}: {change}", finding.model_copy(update={"concludes": lines})


def _card_changes(card: Holdable) -> Iterator[tuple[str, Holdable]]:
    for change, when in _changed(card.applies_when):
        yield change, card.model_copy(update={"applies_when": when})
    for name in card.withheld_by:
        kept = tuple(other for other in card.withheld_by if other != name)
        yield f"not withheld by {name}", card.model_copy(update={"withheld_by": kept})
    if isinstance(card, OptionCard):
        for stance in STANCES:
            if stance != card.says.stance:
                says = card.says.model_copy(update={"stance": stance})
                yield f"stance {stance}", card.model_copy(update={"says": says})


def _changed(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs from this one in one place."""
    match condition:
        case All(parts) | AnyOf(parts):
            yield from _changed_parts(condition, parts)
        case Not(part):
            yield f"without 'not' before {_shown(part)}", part
            yield from ((change, Not(changed)) for change, changed in _changed(part))
        case Among():
            yield f"not {_shown(condition)}", Not(condition)
        case AtLeast(field, bound):
            yield from ((f"{field} at least {moved}", AtLeast(field, moved)) for moved in (bound - 1, bound + 1))
        case Below(field, bound):
            yield from ((f"{field} below {moved}", Below(field, moved)) for moved in (bound - 1, bound + 1))


def _changed_parts(condition: All | AnyOf, parts: tuple[Condition, ...]) -> Iterator[tuple[str, Condition]]:
    same, other = (All, AnyOf) if isinstance(condition, All) else (AnyOf, All)
    if len(parts) > 1:
        yield f"'{other.__name__}' for '{same.__name__}'", other(parts)
        for place, part in enumerate(parts):
            yield f"without {_shown(part)}", same((*parts[:place], *parts[place + 1 :]))
    for place, part in enumerate(parts):
        for change, changed in _changed(part):
            yield change, same((*parts[:place], changed, *parts[place + 1 :]))


def _shown(condition: Condition) -> str:
    match condition:
        case Among(field, values):
            return f"{field}: {', '.join(values)}"
        case AtLeast(field, bound):
            return f"{field} at least {bound}"
        case Below(field, bound):
            return f"{field} below {bound}"
        case Not(part):
            return f"not ({_shown(part)})"
        case All(parts):
            return f"all ({'; '.join(map(_shown, parts))})"
        case AnyOf(parts):
            return f"any ({'; '.join(map(_shown, parts))})"
