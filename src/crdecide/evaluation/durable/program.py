"""A rule set compiled for durable-rules: cluster by cluster, every goal as terms in sets of at most 60."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import NamedTuple

from crdecide.language.conditions import Condition
from crdecide.language.normal_form import Run, Term, proofs, runs
from crdecide.language.partition import Fact, Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import Derivation, Judgement, split
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from ..clusters import Cluster, clusters_of
from ..semantics import Conclusions, Values
from .native import MAX_TERMS_PER_SET, Handle, definition

Handles = Sequence[Handle]
"""One for each set of a program."""
Terms = Sequence[tuple[str, Mapping[str, Run]]]
"""Terms by goal and number: for each field that a term names, the regions that it allows."""


class TermSet(NamedTuple):
    """What one handle is compiled from, and the fields its facts carry."""

    definition: str
    fields: tuple[str, ...]


class Block(NamedTuple):
    """A cluster, its fields, the goals of its rules, and the sets, by number, that hold the terms that prove these."""

    cluster: Cluster
    fields: frozenset[str]
    goals: frozenset[str]
    sets: range


class Program(NamedTuple):
    """All blocks, those of the findings first: each reads only inputs and findings of earlier ones."""

    blocks: tuple[Block, ...]
    sets: tuple[TermSet, ...]
    """Each as large as the engine holds, since what it costs does not depend on its size: small blocks share one."""
    regions: Regions
    order: tuple[str, ...]
    """The ids of all rules, in the order of the rule set."""
    pieces: frozenset[str]
    """The pieces of long conditions, which are nothing to a reader."""

    @classmethod
    def of(cls, ruleset: Ruleset) -> Program:
        """Compile a rule set; pure, and the same for the same rules."""
        rules = split(ruleset)
        blocks, sets = list[Block](), list[dict[str, Mapping[str, Run]]]()
        for cluster in clusters_of(ruleset):
            goals = [*_goals(cluster)]
            numbers = _put_into(sets, _terms(goals, rules.regions))
            names = frozenset(name for name, _, _ in goals)
            blocks.append(Block(cluster, frozenset(cluster.fields), names, numbers))
        order = [rule.id for rule in ruleset.rules]
        return cls(tuple(blocks), tuple(map(_term_set, sets)), rules.regions, tuple(order), frozenset(rules.pieces))

    def compile(self) -> Handles:
        """Fresh handles, one for each set."""
        return [Handle(term_set.definition) for term_set in self.sets]

    def run(self, handles: Handles, observations: Values) -> Conclusions:
        """One child through all blocks."""
        values, truths, fired = dict(observations), dict[str, Truth](), set[str]()
        fact = self.regions.fact(observations)
        for number in range(len(self.blocks)):
            concluded = self.settle(number, handles, fact)
            values.update({name: value for name, value in concluded.values.items() if name not in self.pieces})
            # What one block concludes is a field of those that come after it.
            fact.update(self.regions.fact(concluded.values))
            truths.update(concluded.truths)
            fired.update(concluded.fired)
        return Conclusions(values, truths, tuple(name for name in self.order if name in fired))

    def settle(self, number: int, handles: Handles, fact: Fact) -> Conclusions:
        """What the rules of one block, by its number, conclude for these regions of their fields."""
        block = self.blocks[number]
        proved: dict[str, None] = {}
        for place in block.sets:
            # Of the other blocks in a set nothing is asked: without their fields no term of theirs holds but by what
            # they have in common with this one, and their goals are left out.
            asked = {field: fact[field] for field in self.sets[place].fields if field in block.fields}
            for name in handles[place].fired(asked):
                # Several terms may prove one goal: "any" was written out as a term for each alternative.
                goal = name.rpartition(".")[0]
                if goal in block.goals:
                    proved[goal] = None
        values = {finding.id: _concluded(finding, proved) for finding in block.cluster.derived}
        truths = {card.id: _truth(card, proved) for card in block.cluster.judged}
        return Conclusions(values, truths, _fired(proved))


def _goals(cluster: Cluster) -> Iterator[tuple[str, Condition, Truth]]:
    """What is to be proved: each line of a finding TRUE; each card TRUE, and by terms of its own FALSE."""
    for rule in cluster.rules:
        if isinstance(rule, Derivation):
            for number, line in enumerate(rule.lines):
                yield f"{rule.id}={number}", line.when, TRUE
        else:
            # Not to prove it is no proof of the contrary: where neither is proved, the card is unknown.
            yield f"{rule.id}=+", rule.applies_when, TRUE
            yield f"{rule.id}=-", rule.applies_when, FALSE


def _concluded(finding: Derivation, proved: Mapping[str, None]) -> str | None:
    """The value of the first line that was proved, as in the specification."""
    for number, line in enumerate(finding.lines):
        if f"{finding.id}={number}" in proved:
            return line.value
    return None


def _truth(card: Judgement, proved: Mapping[str, None]) -> Truth:
    if f"{card.id}=+" in proved:
        return TRUE
    return FALSE if f"{card.id}=-" in proved else UNKNOWN


def _fired(proved: Iterable[str]) -> tuple[str, ...]:
    """The rules whose condition was proved true, each once, in the order of firing."""
    fired: dict[str, None] = {}
    for goal in proved:
        rule, _, part = goal.partition("=")
        if part != "-":
            fired[rule] = None
    return tuple(fired)


def _terms(goals: Iterable[tuple[str, Condition, Truth]], regions: Regions) -> Terms:
    """The terms of all goals."""
    named: list[tuple[str, Mapping[str, Run]]] = []
    for goal, condition, wanted in goals:
        terms = chain.from_iterable(map(_intervals, proofs(condition, wanted, regions)))
        for number, intervals in enumerate(terms):
            named.append((f"{goal}.{number}", intervals))
    return named


def _put_into(sets: list[dict[str, Mapping[str, Run]]], terms: Terms) -> range:
    """Put the terms of a block into the last set, or where that has no room for all into new ones; their numbers."""
    if not sets or len(sets[-1]) + len(terms) > MAX_TERMS_PER_SET:
        sets.append({})
    first = len(sets) - 1
    for name, intervals in terms:
        if len(sets[-1]) == MAX_TERMS_PER_SET:
            sets.append({})
        sets[-1][name] = intervals
    return range(first, len(sets))


def _term_set(terms: Mapping[str, Mapping[str, Run]]) -> TermSet:
    fields: dict[str, None] = {}
    for intervals in terms.values():
        fields.update(dict.fromkeys(intervals))
    return TermSet(definition(terms), tuple(fields))


def _intervals(term: Term) -> Iterator[Mapping[str, Run]]:
    """A term with gaps in a field's regions, as several terms without."""
    # The engine compares with "at least" and "at most" only: a gap would need an "or", which fires once for each
    # branch that holds.
    for choice in product(*map(runs, term.values())):
        yield dict(zip(term, choice, strict=True))
