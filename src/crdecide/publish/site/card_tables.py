"""The decision table of a condition: every way to prove it, every way to disprove it, and what is open otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crdecide.language.conditions import Condition, fields_read
from crdecide.language.normal_form import Term, proofs
from crdecide.language.partition import Regions
from crdecide.language.truth import FALSE, TRUE


@dataclass(frozen=True)
class DecisionTable:
    """The fields read, and the rows: each allows regions of some fields; the fields it leaves out do not matter.

    Where no row of either kind applies, the condition is undecided.
    """

    fields: tuple[str, ...]
    holds: tuple[Term, ...]
    fails: tuple[Term, ...]


def decision_table(condition: Condition, regions: Regions) -> DecisionTable:
    """The table of a condition, with as few rows as absorption leaves."""
    return DecisionTable(
        fields_read(condition),
        _absorbed(proofs(condition, TRUE, regions)),
        _absorbed(proofs(condition, FALSE, regions)),
    )


def _absorbed(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms that no other, wider one makes superfluous."""
    kept: list[Term] = []
    for term in terms:
        if any(_covers(other, term) for other in kept):
            continue
        # A wider term may come after narrower ones, which it makes superfluous in their turn.
        kept = [other for other in kept if not _covers(term, other)]
        kept.append(term)
    return tuple(kept)


def _covers(wide: Term, narrow: Term) -> bool:
    """Whether wherever the narrow term holds, the wide one does."""
    return all(field in narrow and narrow[field] <= allowed for field, allowed in wide.items())


def applies(row: Term, places: Iterable[tuple[str, int]]) -> bool:
    """Whether a row applies where the fields lie in these regions."""
    where = dict(places)
    return all(where[field] in allowed for field, allowed in row.items())
