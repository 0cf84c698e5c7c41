"""Statements that disagree, side by side; where both say so, each pair once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crdecide.language.evidence import Source, Statement
from crdecide.language.ruleset import Ruleset


@dataclass(frozen=True)
class Side:
    """A statement of a source held here."""

    source: Source
    name: str
    statement: Statement


@dataclass(frozen=True)
class DisagreementPair:
    """One statement, and the other: a statement held here, or in words where it is none."""

    one: Side
    other: Side | None
    other_in_words: str
    how: tuple[str, ...]
    """What the one says of the difference, then what the other does."""


def disagreements(ruleset: Ruleset) -> tuple[DisagreementPair, ...]:
    """Every pair, in the order of the sources."""
    pairs: dict[frozenset[str], DisagreementPair] = {}
    for reference, side in _sides(ruleset):
        said = side.statement.disagrees
        if said is None:
            continue
        pair = frozenset({reference, said.with_})
        if pair in pairs:
            first = pairs[pair]
            pairs[pair] = DisagreementPair(first.one, first.other, "", (*first.how, said.how))
        else:
            pairs[pair] = _pair(side, said.with_, said.how, ruleset)
    return tuple(pairs.values())


def _sides(ruleset: Ruleset) -> Iterator[tuple[str, Side]]:
    for source in ruleset.sources.values():
        for name, statement in source.statements.items():
            yield f"{source.id}#{name}", Side(source, name, statement)


def _pair(one: Side, other: str, how: str, ruleset: Ruleset) -> DisagreementPair:
    known = dict(_sides(ruleset)).get(other)
    return DisagreementPair(one, known, "" if known else other, (how,))
