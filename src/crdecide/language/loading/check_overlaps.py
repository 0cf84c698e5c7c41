"""What the conditions of a rule set may not do: never hold, unfold without end, or contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from crdecide.errors import Problem

from ..cards import Finding, OptionCard
from ..conditions import Condition
from ..normal_form import MAX_TERMS, Term, TooManyTerms, compatible, merged, proofs
from ..partition import Regions
from ..truth import FALSE, TRUE
from .draft import Draft


def logical_problems(draft: Draft) -> Iterator[Problem]:
    """Conditions that cannot hold or are too large, and cards or lines that overlap without a relation."""
    if draft.vocabulary is None:
        return
    cards = draft.cards.values()
    contradictions = draft.vocabulary.contradictions
    regions = Regions.of(draft.fields, chain(contradictions, *(rule.conditions for rule in cards)))
    terms: dict[str, list[list[Term] | None]] = {}
    for card in cards:
        terms[card.id] = [_terms(condition, regions) for condition in card.conditions]
    impossible = _impossible(contradictions, regions)
    yield from _unreachable(draft, terms)
    yield from _overlapping_lines(draft, terms, impossible)
    yield from _conflicting_options(draft, terms, impossible)


def _terms(condition: Condition, regions: Regions) -> list[Term] | None:
    """The ways to prove the condition; None where it, or its denial, has too many."""
    # The engine is given both kinds of proof: a denial that is too large is as bad as a condition that is.
    try:
        proofs(condition, FALSE, regions)
        return proofs(condition, TRUE, regions)
    except TooManyTerms:
        return None


def _impossible(contradictions: Iterable[Condition], regions: Regions) -> list[Term]:
    """What no record can be: a term for each way in which it would contradict itself."""
    impossible: list[Term] = []
    for condition in contradictions:
        impossible += _terms(condition, regions) or ()
    return impossible


def _unreachable(draft: Draft, terms: dict[str, list[list[Term] | None]]) -> Iterator[Problem]:
    for name, alternatives in terms.items():
        card = draft.cards[name]
        for index, ways in enumerate(alternatives):
            path = ("concludes", index) if isinstance(card, Finding) else ("applies_when",)
            if ways is None:
                yield draft.problem(
                    name,
                    path,
                    f"this condition unfolds into more than {MAX_TERMS} alternatives; split it into findings",
                )
            elif not ways:
                what = f"the value '{card.lines[index].value}'" if isinstance(card, Finding) else "this card"
                yield draft.problem(name, path, f"{what} can never be reached: the condition contradicts itself")


def _overlapping_lines(
    draft: Draft, terms: dict[str, list[list[Term] | None]], impossible: list[Term]
) -> Iterator[Problem]:
    """A finding whose value depends on the order of its lines has to say so with `so_far`."""
    for finding in draft.findings:
        lines = list(zip(finding.lines, terms[finding.id], strict=True))
        for (first, one), (second, other) in combinations(lines, 2):
            if first.value != second.value and not finding.so_far and _meet(one, other, impossible):
                message = (
                    f"'{first.value}' and '{second.value}' can both hold; make them exclude each other, or say so_far"
                )
                yield draft.problem(finding.id, ("concludes", finding.lines.index(second)), message)


def _conflicting_options(
    draft: Draft, terms: dict[str, list[list[Term] | None]], impossible: list[Term]
) -> Iterator[Problem]:
    of_cards = {card.id: terms[card.id][0] for card in draft.options}
    for one, other in _conflicts(draft.options, of_cards, impossible):
        message = (
            f"one child can meet this card ({other.says.stance}) and '{one.id}' ({one.says.stance}) at once; "
            "make them exclude each other, or relate them by withheld_by"
        )
        yield draft.problem(other.id, ("says", "stance"), message)


def conflicts_at_sight(
    options: Sequence[OptionCard], contradictions: Sequence[Condition], regions: Regions
) -> Iterator[tuple[OptionCard, OptionCard]]:
    """The cards that could give an option two stances, as far as their own conditions show.

    Findings are taken as independent of each other: cards have to exclude each other at sight to be loaded.
    """
    terms = {card.id: _terms(card.applies_when, regions) for card in options}
    impossible = _impossible(contradictions, regions)
    return _conflicts(options, terms, impossible)


def _conflicts(
    options: Sequence[OptionCard], terms: Mapping[str, list[Term] | None], impossible: list[Term]
) -> Iterator[tuple[OptionCard, OptionCard]]:
    for one, other in combinations(options, 2):
        if _related(one, other) or one.says.option != other.says.option or one.says.stance == other.says.stance:
            continue
        if _meet(terms[one.id], terms[other.id], impossible):
            yield one, other


def _related(one: OptionCard, other: OptionCard) -> bool:
    return one.id in other.withheld_by or other.id in one.withheld_by


def _meet(left: list[Term] | None, right: list[Term] | None, impossible: list[Term]) -> bool:
    """Whether some child can satisfy a term of each, findings taken as independent of each other."""
    for one, other in product(left or (), right or ()):
        if compatible(one, other) and not _cannot_be(merged(one, other), impossible):
            return True
    return False


def _cannot_be(term: Term, impossible: list[Term]) -> bool:
    """Whether every child that the term speaks of would contradict itself."""
    return any(_within(term, outer) for outer in impossible)


def _within(term: Term, outer: Term) -> bool:
    """Whether the term holds only where the outer one does."""
    return all(field in term and term[field] <= allowed for field, allowed in outer.items())
