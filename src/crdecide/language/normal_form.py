"""Conditions as a list of terms: alternatives, each a plain "and" of intervals of regions.

A term that holds proves its condition. `proofs(condition, TRUE)` are the ways to prove it true,
`proofs(condition, FALSE)` the ways to prove it false; it is unknown where none of either holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import groupby

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
            if isinstance(condition, All) == (wanted is TRUE):
                return reduce(_both, branches, [{}])
            return _bounded([term for branch in branches for term in branch])
        case atom:
            satisfying = regions.satisfying(atom)
            known = frozenset(range(1, regions.size(atom.field) + 1))
            allowed = satisfying if wanted is TRUE else known - satisfying
            return [{atom.field: allowed}] if allowed else []


def compatible(left: Term, right: Term) -> bool:
    """Whether some child satisfies both terms."""
    return all(allowed & right.get(field, allowed) for field, allowed in left.items())


def merged(left: Term, right: Term) -> Term:
    """The term that holds where both hold."""
    return {**right, **{field: allowed & right.get(field, allowed) for field, allowed in left.items()}}


def runs(allowed: Iterable[int]) -> list[Run]:
    """The regions as runs of neighbours: {1, 2, 4} gives [(1, 2), (4, 4)]."""
    places = enumerate(sorted(allowed))
    grouped = [[region for _, region in run] for _, run in groupby(places, key=lambda place: place[1] - place[0])]
    return [(run[0], run[-1]) for run in grouped]


def _both(left: list[Term], right: list[Term]) -> list[Term]:
    return _bounded([merged(one, other) for one in left for other in right if compatible(one, other)])


def _bounded(terms: list[Term]) -> list[Term]:
    if len(terms) > MAX_TERMS:
        raise TooManyTerms(f"unfolds into more than {MAX_TERMS} alternatives")
    return terms
