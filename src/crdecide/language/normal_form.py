"""Conditions as a list of terms: alternatives, each a plain "and" of intervals of regions.

A term that holds proves its condition. `proofs(condition, TRUE)` are the ways to prove it true,
`proofs(condition, FALSE)` the ways to prove it false; it is unknown where none of either holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import chain, product

from .conditions import All, AnyOf, Condition, Not
from .partition import Regions
from .truth import TRUE, Truth, negation

Term = Mapping[str, frozenset[int]]
"""For each field named, the regions that the term allows."""
Run = tuple[int, int]
"""Neighbouring regions, first and last."""

MAX_TERMS = 512
"""Alternatives allowed for one condition; "any" inside "all" multiplies them."""


class TooManyTerms(Exception):
    """The condition unfolds into more than `MAX_TERMS` alternatives."""


def proofs(condition: Condition, wanted: Truth, regions: Regions) -> list[Term]:
    """The terms that prove the condition TRUE or FALSE.

    Raises:
        TooManyTerms: more alternatives than the engine is given.
    """
    match condition:
        case Not(part):
            return proofs(part, negation(wanted), regions)
        case All(parts) | AnyOf(parts):
            branches = [proofs(part, wanted, regions) for part in parts]
            # "All" is proved true by a proof of every part, and false by a proof of one; "any" the other way round.
            if isinstance(condition, All) == (wanted is TRUE):
                return reduce(_both, branches, [{}])
            return _bounded(list(chain.from_iterable(branches)))
        case atom:
            # Of the known regions only: an unknown field proves a comparison neither true nor false.
            satisfying = regions.satisfying(atom)
            known = frozenset(range(1, regions.size(atom.field) + 1))
            allowed = satisfying if wanted is TRUE else known - satisfying
            return [{atom.field: allowed}] if allowed else []


def compatible(left: Term, right: Term) -> bool:
    """Whether some child satisfies both terms."""
    return all(allowed & right.get(field, allowed) for field, allowed in left.items())


def merged(left: Term, right: Term) -> Term:
    """The term that holds where both hold."""
    both = dict(right)
    for field, allowed in left.items():
        both[field] = allowed & right.get(field, allowed)
    return both


def runs(allowed: Iterable[int]) -> list[Run]:
    """The regions as runs of neighbours: {1, 2, 4} gives [(1, 2), (4, 4)]."""
    neighbours: list[Run] = []
    for region in sorted(allowed):
        if neighbours and neighbours[-1][1] == region - 1:
            neighbours[-1] = (neighbours[-1][0], region)
        else:
            neighbours.append((region, region))
    return neighbours


def _both(left: list[Term], right: list[Term]) -> list[Term]:
    """Every pair of alternatives that some child can satisfy at once."""
    terms: list[Term] = []
    for one, other in product(left, right):
        if compatible(one, other):
            terms.append(merged(one, other))
    return _bounded(terms)


def _bounded(terms: list[Term]) -> list[Term]:
    if len(terms) > MAX_TERMS:
        raise TooManyTerms(f"unfolds into more than {MAX_TERMS} alternatives")
    return terms
